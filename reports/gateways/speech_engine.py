"""The speech engine's whole life, in a process of its own: load the model, read a sound, write down what was said.

Started by speech.py with the model's folder and a language (or '-') as arguments, and 16,000 numbers a second as
standard input. Writes one line of JSON: the text, its language, and how sure the engine is of that language, 0 to 1.
It stands alone: the interpreter that runs it needs faster-whisper and numpy, and nothing of Tipline.
"""

import json
import os
import resource
import sys
from importlib import import_module

SECONDS = 1200
"""Processor time, over all cores."""


def main() -> None:
    folder, language = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    os.nice(10)
    wave = import_module("numpy").frombuffer(sys.stdin.buffer.read(), dtype="float32")
    engine = import_module("faster_whisper")
    model = engine.WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True)
    # Words that hang on the last ones are what such a model makes up in a silence.
    parts, told = model.transcribe(
        wave,
        language=None if language == "-" else language,
        beam_size=1,
        condition_on_previous_text=False,
    )
    text = " ".join(part.text.strip() for part in parts).strip()
    answer = {"text": text, "language": told.language, "chance": float(told.language_probability)}
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
