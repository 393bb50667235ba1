"""How many tips are accepted and stored, and how long one waits for the worker."""

import json
import time
from dataclasses import dataclass
from statistics import median

from benchmarks.house import House, NotReady, wait_until
from benchmarks.http import Browser
from benchmarks.visits import visit_tipline

CLIENTS = (1, 8, 32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """One run of the load. Times are milliseconds; `stored` is counted in the database."""

    rate: float
    post: tuple[float, float, float]
    visit: tuple[float, float, float]
    answered: int
    stored: int

    @property
    def all_stored(self) -> bool:
        """Whether every answer stands for a row, and every row for an answer."""
        return self.answered == self.stored


def burst(house: House, kind: str, clients: int, seconds: float) -> Burst:
    """Let visitors of one kind come, and count rows afterwards."""
    port = house.bare_port if kind == "bare" else house.intake_port
    before = _stored(house, kind)
    told = json.loads(house.run("-m", "benchmarks.load", kind, str(port), str(clients), str(seconds)))
    if told["failures"]:
        raise NotReady(f"A visitor of {kind} was turned away: {told['failures'][0]}")
    return Burst(
        rate=told["rate"],
        post=_percentiles(told["posts"]),
        visit=_percentiles(told["visits"]),
        answered=told["answered"],
        stored=_stored(house, kind) - before,
    )


def seconds_to_triage(house: House, tips: int, pause: float) -> tuple[float, float]:
    """Send one tip after the other, gently; return median and 95th percentile from its receipt to its findings."""
    browser, waited = Browser(house.intake_port), []
    waiting = "SELECT count(*) FROM tip WHERE triage <> 'done'"
    for number in range(tips + 1):
        visit_tipline(browser)
        begun = time.perf_counter()
        wait_until(lambda: house.value(waiting) == "0", "triage", seconds=60)
        if number:  # the first one also waits for the worker's start
            waited.append(time.perf_counter() - begun)
        time.sleep(pause)
    browser.close()
    waited.sort()
    return median(waited), waited[int(0.95 * (len(waited) - 1))]


def _stored(house: House, kind: str) -> int:
    if kind == "bare":
        return int(house.value("SELECT count(*) FROM bare_tip", "bare"))
    return int(house.value("SELECT count(*) FROM tip"))


def _percentiles(seconds: list[float]) -> tuple[float, float, float]:
    if not seconds:
        return (0.0, 0.0, 0.0)
    last = len(seconds) - 1
    p50, p95, p99 = (1000 * seconds[round(share * last)] for share in (0.50, 0.95, 0.99))
    return p50, p95, p99
