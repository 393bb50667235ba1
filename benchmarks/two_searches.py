"""What a second search waits while a first one runs: `python -m benchmarks.two_searches [count]`.

One officer, two windows, and one process of the desk, so that both always meet in it. The first looks through `count`
tips; as soon as it has told something, the second is asked for the same.
"""

import re
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from threading import Event

from benchmarks import machine
from benchmarks.house import running_house
from benchmarks.million import fill_tables
from benchmarks.officer import OfficerAtDesk
from benchmarks.page import put_section

COUNT = 50_000
_UNIT = "major-crime"  # all are its own, for the officer looks through what her units hold
_TIMES = 10
_WORDS = "nothing-has-this-word"
_SEARCHED = re.compile(r"of (\d+) looked through")


@dataclass(frozen=True, slots=True)
class Searched:
    """Seconds until a search told of the first tips that it had looked through, and of all."""

    first: float
    whole: float


def main() -> None:
    """Fill a house, search in it, and write down what was seen."""
    count, before = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT, machine.other_work()
    with (
        tempfile.TemporaryDirectory(prefix="tipline-searches-") as folder,
        running_house(Path(folder), TIPLINE_WEB_WORKERS="1") as house,
    ):
        fill_tables(house, count, _UNIT)
        with house.serving(house.desk, house.desk_port, "/desk/sign-in"):
            officer = OfficerAtDesk(house.desk_port, "reid", house.passwords["reid"])
            _settle(officer, count)
            for database in ("tipline", "keystore"):  # as Postgres has long done by itself in a house that exists
                house.servers.postgres.psql("VACUUM (ANALYZE)", database=database)
            told = _measure(officer, officer.window())
    how = _HOW.format(count=count, times=_TIMES)
    put_section("Two searches at once", f"{machine.told_load(before)}\n\n{how}\n\n{told}")
    print(told)


_HOW = """`python -m benchmarks.two_searches` asks for a word that no tip holds in a house of {count:,} tips of one
unit, from two windows of one officer at one process of the desk, {times} times: alone, and the second as soon as the
first has told something. Median and longest, in seconds, once Postgres has tidied up behind the first search, which
settles the tips' keys."""


def _settle(officer: OfficerAtDesk, count: int) -> None:
    """Search once, which settles the keys of tips that nobody has opened."""
    seen = [int(found) for _, piece in officer.search(_WORDS) for found in _SEARCHED.findall(piece)]
    if seen[-1:] != [count]:
        raise SystemExit(f"Of {count} tips the search looked through {seen}.")


def _measure(first: OfficerAtDesk, second: OfficerAtDesk) -> str:
    alone = [_search(first) for _ in range(_TIMES)]
    both = [_beside(first, second) for _ in range(_TIMES)]
    rows = [
        _row("a search alone", alone),
        _row("a second one, asked for while a first runs", [late for _, late in both]),
        _row("that first one", [early for early, _ in both]),
    ]
    return "\n".join(["| | first answers | all of it |", "|---|---|---|", *rows])


def _search(officer: OfficerAtDesk, told: Event | None = None) -> Searched:
    first = whole = 0.0
    for whole, piece in officer.search(_WORDS):
        if not first and "looked through" in piece:
            first = whole
            if told:
                told.set()
    return Searched(first, whole)


def _beside(first: OfficerAtDesk, second: OfficerAtDesk) -> tuple[Searched, Searched]:
    told = Event()
    with ThreadPoolExecutor(1) as pool:
        early = pool.submit(_search, first, told)
        told.wait()
        late = _search(second)
        return early.result(), late


def _row(name: str, seen: list[Searched]) -> str:
    return f"| {name} | {_spread(one.first for one in seen)} | {_spread(one.whole for one in seen)} |"


def _spread(seconds: Iterable[float]) -> str:
    taken = list(seconds)
    return f"{median(taken):.2f} / {max(taken):.2f}"


if __name__ == "__main__":
    main()
