"""How many tips a second the real worker judges, and whether its memory stays flat.

    python -m benchmarks.triage.worker [arrivals] [earlier tips]

A whole installation on durable Postgres: the earlier tips are seeded, then the arrivals wait, sealed, for a Celery
worker of two processes. Judging opens the capsule, runs every step, makes the receipt's slow hash, seals the findings,
wraps the keys for the unit and compares with all earlier tips. Arrivals come in rounds, so that memory can be read
after each. Writes the section "The triage worker" of docs/benchmarks.md; the CPU is the worker's own, whatever else the
machine does.
"""

import os
import signal
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import machine
from benchmarks.house import House, running_house, wait_until
from benchmarks.page import put_section
from tipline.standalone.child import Child

_TIPS = sorted(Path("tests/triage/tips").glob("dev*.jsonl"))
_CELERY = [sys.executable, "-m", "celery", "--app", "tipline", "worker", "--concurrency=2", "--loglevel=WARNING"]
_ROUNDS = 5
_HOW = """
A Celery worker of two processes on durable Postgres, both on the cores of this machine. Each tip is opened, judged by
every step, compared with all earlier ones, sealed for its unit, and gets its receipt's slow hash, which alone is about
17 ms of a quiet core. *CPU a tip* is all that the worker's three processes spent, in user and system time; a busy
machine raises it too, by a third and more. Each process holds the likenesses of earlier tips, 410 bytes a tip, 120,000
at most.
"""
_WAITING = "SELECT count(*) FROM capsule"


def main() -> None:
    """Seed, let the tips arrive, let the worker judge, and tell."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    earlier = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    with tempfile.TemporaryDirectory(prefix="tipline-worker-") as folder, running_house(Path(folder)) as house:
        if earlier:
            house.run("-m", "benchmarks.seed", str(earlier))
        command = [*_CELERY, "--without-gossip", "--without-mingle"]
        worker = Child("worker", command, log=house.servers.logs / "judge.log", env=house.env)
        day, load = datetime.now(UTC).date(), machine.told_load(machine.other_work())
        lines: list[str] = []
        _say(lines, f"Run on {day} with {earlier:,} earlier tips. {load}\n")
        _say(lines, "| judged so far | tips a second | CPU a tip | memory of both processes |\n|---|---|---|---|")
        try:
            for number in range(1, _ROUNDS + 1):
                rate, cpu, memory = _round(house, worker, count // _ROUNDS)
                told = f"{rate:.0f} | {1000 * cpu:.0f} ms | {memory / 1e6:.0f} MB"
                _say(lines, f"| {number * (count // _ROUNDS):,} | {told} |")
        finally:
            worker.stop(patience=10)
        put_section("The triage worker", "\n".join([*lines, _HOW]))


def _say(lines: list[str], line: str) -> None:
    lines.append(line)
    print(line, flush=True)


def _round(house: House, worker: Child, count: int) -> tuple[float, float, int]:
    """Let `count` tips arrive and be judged; return tips a second, seconds of CPU a tip, and the memory afterwards."""
    if worker.running:
        os.killpg(worker.pid, signal.SIGSTOP)
    house.run("-m", "benchmarks.triage.arrive", str(count), *map(str, _TIPS))
    if worker.running:
        os.killpg(worker.pid, signal.SIGCONT)
    else:
        worker.start()
        wait_until(lambda: _waiting(house) <= count - 100, "the worker to start, and to open earlier tips", seconds=120)
    begun, left, (cpu, _) = time.perf_counter(), _waiting(house), _used(worker.pid)
    wait_until(lambda: _waiting(house) <= 10, "the worker to judge them", seconds=600)  # the last may be leased
    judged, (cpu_after, memory) = left - 10, _used(worker.pid)
    return judged / (time.perf_counter() - begun), (cpu_after - cpu) / judged, memory


def _waiting(house: House) -> int:
    time.sleep(0.05)
    return int(house.value(_WAITING))


def _used(group: int) -> tuple[float, int]:
    """Return the seconds of CPU that a worker's processes have spent, and the bytes that all but the parent hold."""
    spent, held = 0.0, 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[2]) != group:
                continue
            spent += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
            if int(folder.name) != group:
                held += int((folder / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except (FileNotFoundError, ProcessLookupError):
            continue
    return spent, held


if __name__ == "__main__":
    main()
