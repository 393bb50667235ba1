"""The demo's call as a page shows it: turn by turn, what the caller did and what the line says."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reports.gateways.simulated_phone import OngoingCall, Words
from reports.phone.calls.sound import FOLDER
from reports.phone.calls.wording import DEFAULT, digit_name, every_piece, spoken

_MORE_KEYS = re.compile(r"\) \(pressed ")
_FILE = re.compile(rf"{FOLDER}/(?P<language>\w+)/(?P<name>\w+)(?:\.[0-9a-f]{{12}})?\.mp3$")


@dataclass(frozen=True, slots=True)
class Line:
    """Some words of the line, in one language."""

    language: str
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CallTurn:
    """What the caller did, and what was heard then. `start` and `end` are its places in the story, for its sound."""

    did: str
    lines: tuple[Line, ...]
    start: int
    end: int


def turns(call: OngoingCall) -> list[CallTurn]:
    """Return the story of a call; acts of the caller that nothing was said to stand together."""
    told: list[CallTurn] = []
    acts: list[str] = []
    heard: list[Words] = []
    start = 0
    for at, one in enumerate([*call.story, Words(mine=True, words="")]):
        if not one.mine:
            heard.append(one)
            continue
        if heard or at == len(call.story):
            told.append(CallTurn(_MORE_KEYS.sub(" ", " ".join(acts)), tuple(_lines(heard)), start, at))
            acts, heard, start = [], [], at
        acts.append(one.words)
    return told


def language_of(call: OngoingCall) -> str:
    """Return the language in which the line spoke last, for a voice that fits."""
    spoken_in = [_said(one)[0] for one in call.story if not one.mine]
    return spoken_in[-1] if spoken_in and spoken_in[-1] in spoken() else DEFAULT


def _lines(heard: Iterable[Words]) -> Iterator[Line]:
    """Sentences, with the digits behind each."""
    language, words = "", ""
    for one in heard:
        said_in, said, is_digit = _said(one)
        if is_digit and words and said_in == language:
            words += f" {said}"
            continue
        if words:
            yield Line(language, words)
        language, words = said_in, said
    if words:
        yield Line(language, words)


def _said(one: Words) -> tuple[str, str, bool]:
    """Return language and words of what was played or read, and whether it is a digit."""
    file = _FILE.search(one.words)
    language = file["language"] if file else one.language.partition("-")[0]
    if language not in spoken():
        return language, one.words, False
    for digit, said in enumerate(spoken()[language].digits):
        if one.words == said or (file and file["name"] == digit_name(str(digit))):
            return language, str(digit), True
    return language, every_piece(language).get(file["name"], one.words) if file else one.words, False
