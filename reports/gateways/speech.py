"""Speech to text with a local engine, if the operator has put one there: a help for searching, never the record.

The engine (faster-whisper, MIT) is no dependency: it is imported when a model folder is set and a sound comes. Nothing
leaves the machine. Measured on spoken sentences over the telephone (FLEURS), whisper-base gets 18 % of English words
wrong, 11 % of Spanish and 35 % of French; it knows no Kwéyòl, so such a recording waits for a person.
"""

import io
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

import av
import numpy as np
from django.conf import settings
from numpy.typing import NDArray

UNCHECKED = "machine transcript, unchecked"
LANGUAGES = frozenset({"en", "fr", "es", "ht"})
"""The languages of tips that the engine knows."""
_RATE = 16_000
_LONGEST_SECONDS = 300
"""A call's recording is two minutes; what comes after five is not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """What the engine believes was said. `chance` tells how sure it is of the language, 0 to 1."""

    text: str = field(repr=False)
    language: str
    chance: float
    mark: str = UNCHECKED


class Speech(Protocol):
    """Something that turns sound into words."""

    def transcribe(self, sound: bytes, language_hint: str) -> Transcript | None:
        """Return what was said, or None where nobody can tell. `language_hint` is a tip's language or empty."""


class NullSpeech:
    """No engine: every recording waits for a person."""

    def transcribe(self, sound: bytes, language_hint: str) -> Transcript | None:
        """Return None."""


class WhisperSpeech:
    """faster-whisper with the model in a folder, loaded with the first sound and kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._model: Any = None

    def transcribe(self, sound: bytes, language_hint: str) -> Transcript | None:
        """Return what was said; None for a language that the engine does not know, and for silence or noise."""
        if language_hint == "acf":
            return None
        wave = samples(sound)
        if not wave.size:
            return None
        known = language_hint if language_hint in LANGUAGES else None
        parts, told = self._loaded().transcribe(wave, language=known, vad_filter=False, beam_size=1)
        text = " ".join(part.text.strip() for part in parts).strip()
        if not text or told.language not in LANGUAGES:
            return None
        return Transcript(text=text, language=told.language, chance=float(told.language_probability))

    def _loaded(self) -> Any:
        if self._model is None:
            engine = import_module("faster_whisper")
            self._model = engine.WhisperModel(
                str(self._folder), device="cpu", compute_type="int8", local_files_only=True
            )
        return self._model


def samples(sound: bytes) -> NDArray[np.float32]:
    """Return a sound as one channel of 16,000 numbers a second between -1 and 1; empty if it cannot be read."""
    pieces: list[NDArray[np.float32]] = []
    seconds = 0.0
    try:
        with av.open(io.BytesIO(sound), mode="r") as opened:
            resampler = av.AudioResampler(format="flt", layout="mono", rate=_RATE)
            for frame in opened.decode(audio=0):
                for changed in resampler.resample(frame):
                    pieces.append(changed.to_ndarray().reshape(-1).astype(np.float32))
                    seconds += changed.samples / _RATE
                if seconds > _LONGEST_SECONDS:
                    break
    except (av.FFmpegError, IndexError, ValueError):
        return np.zeros(0, dtype=np.float32)
    return np.concatenate(pieces) if pieces else np.zeros(0, dtype=np.float32)


@cache
def speech() -> Speech:
    """Return the engine of this installation, or its No-twin where no model folder is set."""
    return WhisperSpeech(Path(settings.SPEECH_MODEL)) if settings.SPEECH_MODEL else NullSpeech()
