"""How many words of a clip an engine still understands: faster-whisper with a model folder. Not among our packages:
run in an environment of its own (docs/decisions/0013 says how).
"""

import re
import unicodedata
from importlib import import_module
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


class Listener:
    def __init__(self, model: Path) -> None:
        engine = import_module("faster_whisper")
        self._model = engine.WhisperModel(str(model), device="cpu", compute_type="int8", cpu_threads=1)

    def hear(self, samples: NDArray[np.int16], language: str) -> str:
        """Return what was said in a clip at 16 kHz."""
        parts, _ = self._model.transcribe(samples.astype(np.float32) / 32768, language=language, beam_size=5)
        return " ".join(part.text for part in parts)


def wrong_words(said: str, heard: str) -> tuple[int, int]:
    """Return how many words must be put in, taken out or changed, and how many were said."""
    want, got = _words(said), _words(heard)
    row = list(range(len(got) + 1))
    for number, word in enumerate(want, 1):
        before, row[0] = row[0], number
        for at, other in enumerate(got, 1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (word != other))
    return row[-1], len(want)


def _words(text: str) -> list[str]:
    return re.findall(r"[\w']+", unicodedata.normalize("NFKC", text).lower())
