"""Speech to text with a local engine, if the operator has put one there: a help for searching, never the record.

The engine (faster-whisper, MIT) is no dependency: it runs in a process of its own, by an interpreter that has it, when
a model's folder is set and a recording comes. Nothing leaves the machine. How well it hears stands in
docs/operations.md; it knows no Kwéyòl, so such a recording waits for a person.
"""

import io
import json
import subprocess
import sys
import wave
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

LANGUAGES = frozenset({"en", "fr", "es", "ht"})
"""The languages of tips that the engine knows."""
PATIENCE_SECONDS = 900
_ENGINE = Path(__file__).with_name("speech_engine.py")
_RATE = 16_000
_LONGEST_SECONDS = 600
"""The longest recording of a call. Words that no machine reads are words that triage does not judge."""


class SpeechFailed(Exception):
    """The engine is broken, was killed, or did not end in time; nothing is known of what was said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """What the engine believes was said; nobody has checked it. `chance`: how sure it is of the language, 0 to 1."""

    text: str = field(repr=False)
    language: str
    chance: float


class Speech(Protocol):
    """Something that turns sound into words."""

    def transcribe(self, sound: bytes, language_hint: str) -> Transcript | None:
        """Return what was said, or None where nobody can tell. `language_hint` is a tip's language or empty.

        Raises SpeechFailed.
        """


class NullSpeech:
    """No engine: every recording waits for a person."""

    def transcribe(self, sound: bytes, language_hint: str) -> Transcript | None:
        """Return None."""


class WhisperSpeech:
    """faster-whisper with the model in a folder, started anew for each sound so that no fault of it stays."""

    def __init__(self, folder: Path, python: str) -> None:
        self._folder = folder
        self._python = python

    def transcribe(self, sound: bytes, language_hint: str) -> Transcript | None:
        """Return what was said; None for a language that the engine does not know, and for silence or noise."""
        if language_hint == "acf":
            return None
        heard = samples(sound)
        if not heard.size:
            return None
        said = self._run(heard.tobytes(), language_hint if language_hint in LANGUAGES else "-")
        return said if said.text and said.language in LANGUAGES else None

    def _run(self, numbers: bytes, language: str) -> Transcript:
        try:
            done = subprocess.run(
                [self._python, "-B", "-P", str(_ENGINE), str(self._folder), language],
                input=numbers,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={"HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1", "PYTHONUTF8": "1"},
                cwd="/",
                timeout=PATIENCE_SECONDS,
                check=True,
            )
            said = json.loads(done.stdout)
            return Transcript(text=str(said["text"]), language=str(said["language"]), chance=float(said["chance"]))
        except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError) as problem:
            # Not its text: a faulty answer may hold what was said.
            raise SpeechFailed(type(problem).__name__) from None


def samples(sound: bytes) -> NDArray[np.float32]:
    """Return a WAV as one channel of 16,000 numbers a second between -1 and 1; empty if it cannot be read.

    Recordings come from the provider as WAV, which needs no decoder written in C.
    """
    try:
        with wave.open(io.BytesIO(sound)) as opened:
            channels, width, rate, frames = opened.getparams()[:4]
            raw = opened.readframes(min(frames, rate * _LONGEST_SECONDS))
    except (wave.Error, EOFError, ValueError, OverflowError):
        return np.zeros(0, dtype=np.float32)
    if width != 2 or not channels or not rate:
        return np.zeros(0, dtype=np.float32)
    whole = np.frombuffer(raw[: len(raw) // (2 * channels) * 2 * channels], dtype="<i2")
    mono = np.asarray(whole.reshape(-1, channels).mean(axis=1) / 32_768, dtype=np.float32)
    times = np.arange(int(len(mono) * _RATE / rate)) * (rate / _RATE)
    return np.interp(times, np.arange(len(mono)), mono).astype(np.float32) if len(mono) else mono


@cache
def speech() -> Speech:
    """Return the engine of this installation, or its No-twin where no model folder is set."""
    if not settings.SPEECH_MODEL:
        return NullSpeech()
    return WhisperSpeech(Path(settings.SPEECH_MODEL), settings.SPEECH_PYTHON or sys.executable)


def is_on() -> bool:
    """Whether this installation has an engine."""
    return not isinstance(speech(), NullSpeech)
