"""Thousands of spoiled files through the cleaners: `python -m benchmarks.media.fuzz [count] [seed]`.

Prints how each ended, and each way a cleaner died that nobody had thought of, with its last line: these are refused as
damaged too, but each may be a fault of ours, such as a module that was to be loaded and could not be.
"""

import os
import subprocess
import sys
import time
from collections import Counter

from reports.intake import media
from reports.intake.media import HEAD_BYTES, MediaKind, sniff
from tests.intake.spoiled import spoiled
from tests.intake.telling_films import FILMS, SOUNDS
from tests.intake.telling_pdf import telling_pdf
from tests.intake.telling_pictures import CANARY, TELLING
from tests.intake.traces import found_in

_FILES = {**TELLING, **FILMS, **SOUNDS, "pdf": telling_pdf()}


def main(count: int, seed: int) -> int:
    ends: Counter[str] = Counter()
    leaks, slowest = [], (0.0, "")
    before = len(os.listdir("/proc/self/fd"))
    for name, data in spoiled(_FILES, count, seed):
        kind = sniff(data[:HEAD_BYTES])
        begun = time.monotonic()
        end, made = _cleaned(data, kind) if kind else ("of no kind", b"")
        slowest = max(slowest, (time.monotonic() - begun, name))
        ends[end] += 1
        if found_in(made, [CANARY]):
            leaks.append(name)
        if end.startswith("died"):
            print(f"  {name}: {end}")
    for end, number in ends.most_common():
        print(f"{number:6} {end}")
    print(f"leaks: {leaks or 'none'}; files left open: {len(os.listdir('/proc/self/fd')) - before}")
    print(f"slowest: {slowest[0]:.1f} s, {slowest[1]}")
    return len(leaks)


def _cleaned(data: bytes, kind: MediaKind) -> tuple[str, bytes]:
    command = [sys.executable, "-I", "-B", "-c", media._START, kind.value, str(media._ROOT)]
    ran = subprocess.run(command, input=data, capture_output=True, check=False, timeout=media._SECONDS[kind])
    if ran.returncode:
        last = ran.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        return f"died {ran.returncode}: {last[:150]}", b""
    head, _, body = ran.stdout.partition(b"\n")
    return ("cleaned" if b'"kind"' in head else f"refused {head.decode()}"), body


if __name__ == "__main__":
    numbers = [int(text) for text in sys.argv[1:3]] + [3000, 1][len(sys.argv) - 1 :]
    sys.exit(bool(main(*numbers[:2])))
