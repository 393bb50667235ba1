"""The sound files of the hotline's sentences: which there are, who made each, and whether it says the present words.

static/phone/audio/manifest.json holds for each file a hash of its words and one of its sound. A file whose sound is not
the one that is written there was put there by a person, and nobody has said yet what it says.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from reports.phone.calls.sound import FOLDER, sound_file
from reports.phone.calls.wording import every_piece, spoken

MACHINE, PERSON = "machine", "person"


class State(StrEnum):
    MACHINE = "made by the machine"
    PERSON = "recorded by a person"
    STALE = "says the words of an earlier time"
    UNKNOWN = "put there by a person: does it say the present words?"
    MISSING = "missing"
    LEFT_OVER = "says no sentence of ours"


WRONG = (State.STALE, State.UNKNOWN, State.MISSING, State.LEFT_OVER)


@dataclass(frozen=True, slots=True)
class _Entry:
    by: str
    words: str
    sound: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """One sound file. `key` is language/name; `words` are those it must say; `by` made it, "" where nobody knows."""

    key: str
    words: str
    state: State
    by: str

    @property
    def language(self) -> str:
        return self.key.partition("/")[0]


class Prompts:
    """The files below one folder of static files, and what is written down about them."""

    def __init__(self, static_files: Path) -> None:
        self._root = static_files
        self._list = static_files / FOLDER / "manifest.json"
        told = json.loads(self._list.read_text()) if self._list.exists() else {}
        self._entries = {key: _Entry(**entry) for key, entry in told.items()}

    def all(self) -> Iterator[Prompt]:
        """Yield every file that should be there, and at the end those that should not."""
        wanted = {f"{code}/{name}": words for code in spoken() for name, words in every_piece(code).items()}
        for key, words in wanted.items():
            state = self._state(key, words)
            yield Prompt(key=key, words=words, state=state, by=self._maker(key))
        for file in sorted((self._root / FOLDER).glob("*/*.mp3")):
            key = f"{file.parent.name}/{file.stem}"
            if key not in wanted:
                yield Prompt(key=key, words="", state=State.LEFT_OVER, by=self._maker(key))

    def path(self, key: str) -> Path:
        return self._root / sound_file(*key.split("/"))

    def put(self, prompt: Prompt, sound: bytes, *, by: str) -> None:
        """Write a file and that it says the present words of its sentence."""
        _write(self.path(prompt.key), sound)
        self._entries[prompt.key] = _Entry(by, _hash(prompt.words.encode()), _hash(sound))

    def remove(self, prompt: Prompt) -> None:
        self.path(prompt.key).unlink()

    def save(self) -> None:
        """Write down what is known of the files that are there."""
        known = {key: asdict(entry) for key, entry in sorted(self._entries.items()) if self.path(key).exists()}
        _write(self._list, (json.dumps(known, indent=0) + "\n").encode())

    def _state(self, key: str, words: str) -> State:
        maker = self._maker(key)
        if not maker:
            return State.UNKNOWN if self.path(key).exists() else State.MISSING
        if self._entries[key].words != _hash(words.encode()):
            return State.STALE
        return State.PERSON if maker == PERSON else State.MACHINE

    def _maker(self, key: str) -> str:
        """Return who made the file that is there: nobody knows, if its sound is not the one written down."""
        path, entry = self.path(key), self._entries.get(key)
        is_ours = entry is not None and path.exists() and entry.sound == _hash(path.read_bytes())
        return entry.by if entry and is_ours else ""


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:24]


def _write(path: Path, data: bytes) -> None:
    """Write a file whole: a call may be playing the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_bytes(data)
    os.replace(beside, path)
