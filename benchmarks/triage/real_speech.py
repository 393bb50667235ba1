"""`python -m benchmarks.triage.real_speech FOLDER MODEL PYTHON`: how well a speech engine hears over the telephone.

FOLDER holds spoken sentences (NAME-LANGUAGE-NUMBER.ogg) beside their words (.txt). Each is made what the provider
records of a call (8,000 numbers a second, as loud as mu-law can tell) and heard through the gateway and its process.
MODEL and PYTHON are what TIPLINE_SPEECH_MODEL and TIPLINE_SPEECH_PYTHON would name.
"""

import io
import re
import sys
import time
import wave
from pathlib import Path

import av
import numpy as np

from reports.gateways.speech import WhisperSpeech

_RATE = 8_000


def main() -> None:
    """Hear every sentence in the languages of the line, and print the share of wrong words."""
    folder, engine = Path(sys.argv[1]), WhisperSpeech(Path(sys.argv[2]), sys.argv[3])
    print("| language | sentences | wrong words | language right | seconds a second of sound |\n|---|---|---|---|---|")
    for language in ("en", "fr", "es"):
        wrong = words = right = 0
        spent = sounded = 0.0
        paths = sorted(folder.glob(f"*-{language}-*.ogg"))
        for path in paths:
            sound, seconds = telephone(path)
            began = time.monotonic()
            said = engine.transcribe(sound, "")
            spent, sounded = spent + time.monotonic() - began, sounded + seconds
            meant = _words(path.with_suffix(".txt").read_text())
            wrong += _changes(meant, _words(said.text if said else ""))
            words += len(meant)
            right += bool(said and said.language == language)
        print(f"| {language} | {len(paths)} | {wrong / words:.1%} | {right} | {spent / sounded:.2f} |", flush=True)


def telephone(path: Path) -> tuple[bytes, float]:
    """Return a sound as a WAV of a telephone line, and its seconds."""
    resampler = av.AudioResampler(format="flt", layout="mono", rate=_RATE)
    with av.open(str(path)) as opened:
        pieces = [
            changed.to_ndarray().reshape(-1)
            for frame in opened.decode(audio=0)
            for changed in resampler.resample(frame)
        ]
    plain = np.clip(np.concatenate(pieces), -1, 1)
    law = np.round(np.sign(plain) * np.log1p(255 * np.abs(plain)) / np.log(256) * 127) / 127
    line = np.sign(law) * (256 ** np.abs(law) - 1) / 255
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(_RATE)
        out.writeframes((line * 32_767).astype("<i2").tobytes())
    return file.getvalue(), len(plain) / _RATE


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _changes(meant: list[str], heard: list[str]) -> int:
    """Return how many words must be put in, left out or replaced."""
    row = list(range(len(heard) + 1))
    for at, word in enumerate(meant, 1):
        before, row[0] = row[0], at
        for place, other in enumerate(heard, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (word != other))
    return row[-1]


if __name__ == "__main__":
    main()
