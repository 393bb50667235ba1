"""Thousands of spoiled files and some bombs through the cleaners: `python -m benchmarks.media.fuzz [count] [seed]`.

Prints a table by kind: how each ended, how long it took, how much memory the child had. Then each way a cleaner died
that nobody had thought of, with its last line: these are refused as damaged too, but each may be a fault of ours.
"""

import os
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from benchmarks import machine
from reports.intake import media
from reports.intake.media import AT_ONCE, HEAD_BYTES, FileRefused, MediaKind, clean, sniff
from tests.intake.bombs import BOMBS
from tests.intake.spoiled import spoiled
from tests.intake.telling_films import FILMS, SOUNDS
from tests.intake.telling_pdf import telling_pdf
from tests.intake.telling_pictures import CANARY, TELLING
from tests.intake.traces import found_in

_FAMILIES = {
    "pictures": TELLING,
    "PDF": {"pdf": telling_pdf(), "pdf of pages": telling_pdf(pages=3), "locked pdf": telling_pdf(password="secret")},
    "films": FILMS,
    "sounds": SOUNDS,
}
_SHARES = {"pictures": 0.45, "PDF": 0.25, "films": 0.15, "sounds": 0.15}
_TOO = {"too_large", "too_long", "too_many_pixels"}
_WAYS = ("cleaned", "damaged", "locked", "too large", "of no kind", "busy")
_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Ended:
    """How one file ended; `seconds` from handing it over to the answer."""

    name: str
    how: str
    seconds: float
    leaks: bool = False
    died: str = ""


@dataclass(frozen=True, slots=True)
class Family:
    """All that one kind's files came to. `most_memory` of one child, in MB; `left` are open files and children."""

    name: str
    ended: tuple[Ended, ...]
    most_memory: int
    left: int


def main(count: int, seed: int) -> int:
    """Return how many files leaked, were left behind, or were called our fault."""
    load, before, begun = machine.other_work(), _lying_about(), time.monotonic()
    print(f"| | files | {' | '.join(_WAYS)} | median | longest | memory |\n{'|---' * (5 + len(_WAYS))}|")
    families = []
    for name, share in {**_SHARES, "bombs": 0}.items():
        families.append(_apart(name, int(count * share), seed))
        _print(families[-1])
    ended = [one for family in families for one in family.ended]
    for one in ended:
        if one.died:
            print(f"  {one.name}: {one.died}")
    leaks = [one.name for one in ended if one.leaks]
    lying = _lying_about() - before
    print(f"{len(ended)} files in {time.monotonic() - begun:.0f} s, {AT_ONCE} at a time, load before {load:.1f}")
    print(f"leaks: {leaks or 'none'}; originals lying about: {lying or 'none'}")
    return len(leaks) + len(lying) + sum(family.left for family in families) + sum("busy" in one.how for one in ended)


def _apart(name: str, count: int, seed: int) -> Family:
    """Run one family in a process of its own, so that its children's memory is counted apart."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(_run, (name, count, seed))


def _run(name: str, count: int, seed: int) -> Family:
    before = _open()
    with ThreadPoolExecutor(AT_ONCE) as threads:
        ended = tuple(threads.map(_end, *zip(*_files(name, count, seed), strict=True)))
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 // _MB
    return Family(name, ended, most, _open() - before)


def _files(name: str, count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    if name == "bombs":
        yield from ((bomb, make()) for bomb, make in BOMBS.items())
    else:
        yield from spoiled(_FAMILIES[name], count, seed)


def _end(name: str, data: bytes) -> Ended:
    kind, begun = sniff(data[:HEAD_BYTES]), time.monotonic()
    if kind is None:
        return Ended(name, "of no kind", 0.0)
    try:
        made = clean(data, kind)
    except FileRefused as refused:
        seconds = time.monotonic() - begun
        cause = refused.__cause__
        died = _last_words(data, kind) if isinstance(cause, subprocess.CalledProcessError) else ""
        return Ended(name, refused.reason.value, seconds, died=died)
    return Ended(name, "cleaned", time.monotonic() - begun, leaks=bool(found_in(made.data, [CANARY])))


def _last_words(data: bytes, kind: MediaKind) -> str:
    """Let the child die once more, and return its code and last line."""
    command = [sys.executable, "-I", "-B", "-c", media._START, kind.value, str(media._ROOT)]
    ran = subprocess.run(command, input=data, capture_output=True, check=False, timeout=media._SECONDS[kind])
    return f"died {ran.returncode}: {ran.stderr.decode(errors='replace').strip().rpartition('\n')[2][:150]}"


def _open() -> int:
    """Count this process's open files and children."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return len(os.listdir("/proc/self/fd")) + len(children)


def _lying_about() -> set[Path]:
    """Return the files in the system's temporary folders that hold the planted word."""
    found = set()
    for path in (*Path("/tmp").iterdir(), *Path("/dev/shm").iterdir()):
        try:
            if path.is_file() and path.stat().st_size < 100 * _MB and CANARY.encode() in path.read_bytes():
                found.add(path)
        except OSError:
            continue
    return found


def _print(family: Family) -> None:
    counts = Counter("too large" if one.how in _TOO else one.how.replace("_", " ") for one in family.ended)
    shares = " | ".join(f"{100 * counts[way] / len(family.ended):.0f} %" for way in _WAYS)
    looked = [one.seconds for one in family.ended if one.seconds] or [0.0]
    times = f"{median(looked):.1f} s | {max(looked):.1f} s"
    print(f"| {family.name} | {len(family.ended)} | {shares} | {times} | {family.most_memory} MB |", flush=True)


if __name__ == "__main__":
    numbers = [int(text) for text in sys.argv[1:3]] + [3000, 1][len(sys.argv) - 1 :]
    sys.exit(bool(main(*numbers[:2])))
