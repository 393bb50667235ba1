"""What the numbers were measured on, and what else ran there."""

import os
import platform
import time
from pathlib import Path

import django

from benchmarks.house import House

_SYNCS = 40


def describe(house: House) -> list[tuple[str, str]]:
    """Return the machine's facts, name and value."""
    return [
        ("Processor", f"{_processor()}, {cores()} cores for everything, the visitors included"),
        ("Memory", f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB"),
        ("One flush to disk", f"{1000 * _flush(house.servers.folder):.2f} ms"),
        ("System", f"{platform.system()} {platform.release()}"),
        ("Python", f"{platform.python_version()}, Django {django.get_version()}"),
        ("Postgres", house.value("SHOW server_version") + ", fsync and synchronous_commit on"),
    ]


def other_work() -> float:
    """Return the machine's load: how many processes wanted a core in the last minute."""
    return os.getloadavg()[0]


def told_load(before: float) -> str:
    """Return a sentence on the load there was before a run."""
    busy = ": it was busy with other work, so every rate here is too low." if before > 0.5 else ": it was quiet."
    return f"The machine's load just before was {before:.1f} on {cores()} cores{busy}"


def cores() -> int:
    """Return how many cores this run may use."""
    return len(os.sched_getaffinity(0))


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def _flush(folder: Path) -> float:
    """Return the seconds of one small write that must reach the disk."""
    with open(folder / "flush", "wb") as file:
        begun = time.perf_counter()
        for _ in range(_SYNCS):
            file.write(b"x" * 8192)
            file.flush()
            os.fdatasync(file.fileno())
    (folder / "flush").unlink()
    return (time.perf_counter() - begun) / _SYNCS
