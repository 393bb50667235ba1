"""Looks at the desk of a full house and prints it for docs/benchmarks.md; runs with the settings of the desk."""

import os
import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import django
from django.db import connections

django.setup()

from benchmarks import million_pages as pages  # noqa: E402
from benchmarks.fill import fill  # noqa: E402
from benchmarks.plans import Plan, Statement, explain, recorded  # noqa: E402
from benchmarks.seat import Looked, Seat, as_in_a_web_process, spread  # noqa: E402
from reports.lifecycle.reading_counts import count_reading  # noqa: E402
from reports.models import Officer, Status, Tip  # noqa: E402
from reports.queries.lists import LISTS  # noqa: E402

_LOOKS = 40
_SEARCHES = 6
_SEARCHED = 50_000  # tips: what the aim of one second is said of
_COUNTING = 200_000  # pages that a statement of statistics may touch: it reads as many rows as it counts


@dataclass
class Judge:
    """Explains each shape of a statement once a page, and keeps what is wrong."""

    explained: int = 0
    wrong: dict[str, list[tuple[str, Plan]]] = field(default_factory=lambda: defaultdict(list))
    dearest: dict[str, int] = field(default_factory=dict)

    def look_into(self, name: str, asked: Iterable[Statement], **more: int) -> None:
        """Explain what was asked for one page."""
        shapes = {one.shape: one for one in asked if one.has_plan}
        for shape, statement in shapes.items():
            plan = explain(statement, **more)
            self.explained += 1
            self.dearest[name] = max(self.dearest.get(name, 0), plan.buffers)
            if plan.problems:
                print(f"{name}: {plan.problems} {plan.milliseconds:.0f} ms", file=sys.stderr, flush=True)
                self.wrong[shape].append((name, plan))


def main() -> None:
    """Fill what is missing, look, and print."""
    if "--filled" not in sys.argv:
        fill()
        count_reading()  # as the clock does each hour
    officer = Officer.objects.get(username="reid")
    units = pages.units_of(officer)
    as_in_a_web_process()
    seat, judge = Seat("reid", os.environ["BENCH_PASSWORD"]), Judge()
    looked, told = 0, [f"| {name} | {row} |" for name, row in _times(seat, judge, officer, units)]
    searched = _search(seat, units)
    if "--times" not in sys.argv:
        looked = _look_at_all(seat, judge, officer, units)
    print(f"Looked at {Tip.objects.count():,} tips, through {looked} pages; {judge.explained:,} plans were read.\n")
    print("| | server time p50 / p95 | of it our processor | statements | most pages of 8 kB in one |")
    print("|---|---|---|---|---|")
    print("\n".join(told))
    print(f"\n{searched}")
    _print_wrong(judge)


def _look_at_all(seat: Seat, judge: Judge, officer: Officer, units: list) -> int:  # type: ignore[type-arg]
    """Look at every other page and list, and let the sweeps run; return how many pages that were."""
    every = (*pages.lists(officer, units, briefly="--briefly" in sys.argv), *pages.pages(units))
    for name, path in every:
        seat.look(path)  # the first look settles keys
        judge.look_into(name, seat.look(path).asked)
    for name, path in pages.numbers(units):
        judge.look_into(name, seat.look(path).asked, most=_COUNTING)
    judge_sweeps(judge)
    return len(every)


def _times(seat: Seat, judge: Judge, officer: Officer, units: list) -> Iterable[tuple[str, str]]:  # type: ignore[type-arg]
    for which in LISTS:
        path = f"/?list={which}"
        yield _row(f"first page of *{which}*", [seat.look(path) for _ in range(_LOOKS)], judge)
    seat.look("/?list=open")
    ids = pages.some_tips(units, _LOOKS + 5)
    for one in ids:
        seat.look(f"/tips/{one}")
    yield _row("tip page, with next and previous", [seat.look(f"/tips/{one}") for one in ids], judge)
    new = pages.some_tips(units, _LOOKS, status=Status.NEW)
    versions = dict(Tip.objects.filter(pk__in=new).values_list("pk", "version"))
    claims = [seat.look(f"/tips/{one}/claim", {"version": versions[one]}) for one in new]
    yield _row("claim", claims, judge)
    yield _row("take the next", [seat.look("/next", {}) for _ in range(_LOOKS)], judge)


def _search(seat: Seat, units: list) -> str:  # type: ignore[type-arg]
    """Search the newest tips, those of whole days: the first time settles the keys of tips that nobody has opened."""
    newest = Tip.objects.of_units(units).order_by("-arrived_hour").values_list("arrived_hour", flat=True)
    oldest = next(iter(newest[_SEARCHED : _SEARCHED + 1]), None)
    asked = {"words": "nothing-has-this-word"} | ({"since": f"{oldest + timedelta(days=1):%Y-%m-%d}"} if oldest else {})
    first = seat.look("/search", asked)
    before = _backends()
    looks = [seat.look("/search", asked) for _ in range(_SEARCHES)]
    servers = (_backends() - before) / _SEARCHES
    best = min(looks, key=lambda one: one.whole)
    found = re.search(r"of ([\d,]+) looked through", best.told)
    tips = int(found[1].replace(",", "")) if found else 1
    a_tip = [f"{1e6 * seconds / tips:.0f}" for seconds in (best.whole / 1e3, best.cpu / 1e3, servers, first.cpu / 1e3)]
    every = ", ".join(f"{one.whole / 1e3:.2f}" for one in looks)
    return (
        f"A search through {tips:,} tips, the quickest of {_SEARCHES}, took {best.whole / 1e3:.2f} s (all: {every});"
        f" its first answers were there after {best.first:.0f} ms. For a tip that is {a_tip[0]} µs, of our processor"
        f" {a_tip[1]}, of Postgres' {a_tip[2]}; of ours {a_tip[3]} when most of these tips had never been opened."
    )


def _backends() -> float:
    """Return the seconds of processor that our two servers of Postgres have had until now."""
    schedules = [f"/proc/{connections[alias].connection.info.backend_pid}/schedstat" for alias in connections]
    return sum(int(Path(one).read_text().split()[0]) for one in schedules) / 1e9


def _row(name: str, looks: list[Looked], judge: Judge) -> tuple[str, str]:
    judge.look_into(name, looks[-1].asked)
    seen = spread(looks)
    whole, cpu = (f"{middle:.0f} / {end:.0f} ms" for middle, end in (seen.whole, seen.cpu))
    return name, f"{whole} | {cpu} | {seen.statements} | {judge.dearest[name]:,}"


def judge_sweeps(judge: Judge) -> None:
    """Let the clock's sweeps run, and explain what they ask."""
    for name, sweep in pages.sweeps().items():
        begun = time.process_time()
        with recorded() as asked:
            sweep()
        took = time.process_time() - begun
        print(f"sweep {name}: {took:.2f} s of processor, {len(asked)} statements", file=sys.stderr)
        if name not in pages.OF_ALL_CLOSED:
            judge.look_into(f"sweep: {name}", asked[:200], most=5_000)


def _print_wrong(judge: Judge) -> None:
    for shape, found in judge.wrong.items():
        names = [name for name, _ in found]
        worst = max((plan for _, plan in found), key=lambda plan: plan.buffers)
        wrong = f"{'; '.join(worst.problems)}, {worst.milliseconds:.0f} ms, on {len(names)} pages"
        print(f"\n**Not as it should be**: {wrong} ({', '.join(names[:4])}):\n\n    {shape[:1500]}")


if __name__ == "__main__":
    main()
