"""The part of faster-whisper that Tipline's engine uses, as version 1.2 has it."""

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Segment(NamedTuple):
    text: str


class TranscriptionInfo(NamedTuple):
    language: str
    language_probability: float


class WhisperModel:
    def __init__(
        self, model_size_or_path: str, device: str, compute_type: str, cpu_threads: int, local_files_only: bool
    ) -> None:
        self._folder = Path(model_size_or_path)

    def transcribe(
        self, audio: NDArray[np.float32], language: str | None, beam_size: int, condition_on_previous_text: bool
    ) -> tuple[Iterator[Segment], TranscriptionInfo]:
        hears = json.loads((self._folder / "hears.json").read_text())
        fault = hears.get("fault")
        if fault == "raise":
            raise RuntimeError("no such model")
        if fault == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        if fault == "nonsense":
            print("{}")
        text = hears.get("text", "").format(seconds=round(audio.size / 16_000), language=language)
        words = text.split(". ")
        return iter(Segment(f" {part}") for part in words), TranscriptionInfo(hears.get("language", "en"), 0.9)
