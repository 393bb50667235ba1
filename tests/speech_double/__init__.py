"""A stand-in for faster-whisper, where a real model cannot be had: an interpreter that has a library of that name.

Tipline starts it as it would the real one, and the real engine's program runs in it; only the library that it imports
is not real. What that library hears, and whether it fails, stands in a file in the model's folder.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

_LIBRARY = Path(__file__).parent / "library"


@dataclass(frozen=True, slots=True)
class SpeechDouble:
    """The folder of the model, and the interpreter."""

    model: Path
    python: Path

    def hears(self, text: str, *, language: str = "en") -> None:
        """Say what it hears; '{seconds}' and '{language}' in it stand for what it is given."""
        self._say({"text": text, "language": language})

    def fails(self, how: str) -> None:
        """Make the engine 'raise', be 'killed', or answer 'nonsense'."""
        self._say({"fault": how})

    def _say(self, what: dict[str, str]) -> None:
        (self.model / "hears.json").write_text(json.dumps(what))


def install(folder: Path) -> SpeechDouble:
    """Put a model and an interpreter in a folder."""
    model = folder / "model"
    model.mkdir()
    python = folder / "python"
    python.write_text(f'#!/bin/sh\nPYTHONPATH={_LIBRARY} exec {sys.executable} "$@"\n')
    python.chmod(0o700)
    return SpeechDouble(model, python)
