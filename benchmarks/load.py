"""The visitors, in a process of their own: `python -m benchmarks.load KIND PORT CLIENTS SECONDS` prints JSON.

Each client is a thread with one connection that makes one visit after the other. The first second is not measured.
"""

import json
import sys
import threading
from dataclasses import dataclass, field
from time import perf_counter

from benchmarks.http import Browser
from benchmarks.visits import VISITS, Visit

WARM_UP = 1.0  # seconds


@dataclass
class Tally:
    """What all clients of one run saw. `answered` counts every visit, the times only the measured ones."""

    answered: int = 0
    failures: list[str] = field(default_factory=list)
    posts: list[float] = field(default_factory=list)
    visits: list[float] = field(default_factory=list)
    ended: float = 0.0


def run(visit: Visit, port: int, clients: int, seconds: float) -> Tally:
    """Let `clients` visitors come for `seconds`."""
    tally, lock = Tally(), threading.Lock()
    begun = perf_counter()
    threads = [
        threading.Thread(target=_come_again, args=(visit, port, begun, seconds, tally, lock)) for _ in range(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tally.ended = perf_counter() - begun
    return tally


def _come_again(visit: Visit, port: int, begun: float, seconds: float, tally: Tally, lock: threading.Lock) -> None:
    browser = Browser(port)
    measured: list[tuple[float, float]] = []
    answered, failure = 0, ""
    try:
        while (now := perf_counter() - begun) < WARM_UP + seconds:
            times = visit(browser)
            answered += 1
            if now >= WARM_UP:
                measured.append(times)
    except Exception as problem:  # noqa: BLE001 - told in the run's own answer
        failure = f"{type(problem).__name__}: {problem}"
    browser.close()
    with lock:
        tally.answered += answered
        tally.failures += [failure] if failure else []
        tally.posts += [post for post, _ in measured]
        tally.visits += [whole for _, whole in measured]


def main() -> None:
    kind, port, clients, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
    tally = run(VISITS[kind], port, clients, seconds)
    measured = tally.ended - WARM_UP
    print(
        json.dumps(
            {
                "answered": tally.answered,
                "failures": tally.failures,
                "rate": len(tally.visits) / measured,
                "posts": sorted(tally.posts),
                "visits": sorted(tally.visits),
            }
        )
    )


if __name__ == "__main__":
    main()
