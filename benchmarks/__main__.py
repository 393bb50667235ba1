"""`make bench`: starts everything, measures for some five minutes, and writes one table."""

import tempfile
import time
from pathlib import Path

from benchmarks import arriving, machine
from benchmarks.arriving import CLIENTS, Burst
from benchmarks.desk import measure_desk
from benchmarks.house import House, running_house
from benchmarks.http import Browser
from benchmarks.table import Table
from benchmarks.visits import visit_tipline
from benchmarks.weight import weigh

TIPS = 100_000
SECONDS = 7.0  # of each burst, after a second of warming up
_begun = time.monotonic()


def main() -> None:
    table, before = Table(), machine.other_work()
    with tempfile.TemporaryDirectory(prefix="tipline-bench-") as folder, running_house(Path(folder)) as house:
        table.heading("Machine", "")
        for name, value in machine.describe(house):
            table.row(name, value)
        empty = _arrivals(house, table)
        _say(f"filling the tables with {TIPS:,} tips")
        house.run("-m", "benchmarks.seed", str(TIPS))
        _full(house, table, *empty)
        _say("the desk")
        table.pages(int(house.value("SELECT count(*) FROM tip")), measure_desk(house))
        with house.serving(house.intake, house.intake_port):
            table.weight(weigh(house.intake_port))
    table.publish(machine.told_load(before))
    _say("done")


def _arrivals(house: House, table: Table) -> tuple[Burst, Burst]:
    """Measure arrivals in every way, and return what the full tables are compared with, and its bare twin."""
    with house.serving(house.intake, house.intake_port), house.working():
        _say("from arrival to triaged")
        usual, slow = arriving.seconds_to_triage(house, tips=40, pause=0.15)
    bare: dict[int, Burst] = {}
    paused: dict[int, Burst] = {}
    with house.serving(house.bare, house.bare_port), house.serving(house.intake, house.intake_port):
        _say("bursts at the bare form and at Tipline in turn, the worker paused")
        for clients in CLIENTS:
            bare[clients] = arriving.burst(house, "bare", clients, SECONDS)
            paused[clients] = arriving.burst(house, "tipline", clients, SECONDS)
        _say("the same with the worker running")
        with house.working():
            running = {clients: arriving.burst(house, "tipline", clients, SECONDS) for clients in CLIENTS}
    house.forget_queue()
    table.bursts("Bare Django form, the limit", [(clients, run, None) for clients, run in bare.items()])
    table.bursts("Tipline, worker paused", [(clients, run, bare[clients]) for clients, run in paused.items()])
    table.bursts("Tipline, worker at nice 10", [(clients, run, bare[clients]) for clients, run in running.items()])
    table.heading("From receipt to triaged, gently", "median", "p95")
    table.row("one tip after the other", f"{usual:.2f} s", f"{slow:.2f} s")
    return paused[8], bare[8]


def _full(house: House, table: Table, empty: Burst, bare_before: Burst) -> None:
    """Measure arrivals into full tables; the bare form once more tells whether the machine itself has changed."""
    with house.serving(house.bare, house.bare_port), house.serving(house.intake, house.intake_port):
        bare_now = arriving.burst(house, "bare", 8, SECONDS)
        full = arriving.burst(house, "tipline", 8, SECONDS)
    with house.statements_logged(), house.serving(house.intake, house.intake_port):
        browser = Browser(house.intake_port)
        for _ in range(40):  # until every thread has its connections
            visit_tipline(browser)
        house.statements()
        visit_tipline(browser)
        trips = len(house.statements())
        browser.close()
    table.bursts("Into an almost empty table", [(8, empty, bare_before)])
    table.bursts(f"Into a table of {TIPS:,} tips and more", [(8, full, bare_now)])
    table.heading("What one tip asks of Postgres", "round trips")
    table.row("both databases, BEGIN and COMMIT counted", str(trips))
    house.forget_queue()


def _say(what: str) -> None:
    print(f"[{time.monotonic() - _begun:4.0f} s] {what}", flush=True)


if __name__ == "__main__":
    main()
