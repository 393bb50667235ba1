"""`python -m benchmarks.faults [MINUTES]`: everything is killed at random under load, and nothing promised may be lost.

Web processes, worker, beat, Valkey and Postgres run as in production; six people tell by web and two phones by text,
one thing after the other. Every few seconds something is killed with SIGKILL, frozen, emptied or shut, and started
again as systemd or Docker would. Afterwards every tip is opened and counted. Writes the section "Faults" of
docs/benchmarks.md; exits with 1 if a promise was broken.
"""

import json
import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import machine
from benchmarks.flood_of_tips import OFFICERS
from benchmarks.house import House, running_house
from benchmarks.page import put_section
from benchmarks.promises import ACCOUNT, NUMBER, TOKEN, Teller, TextTeller, Told, WebTeller
from tipline.standalone.child import CannotStart, Child

WEB, PHONES = 6, 2
PAUSES = (2.0, 8.0)  # seconds between two blows, at least and at most
PATIENT = 20  # times that Postgres is started again, as systemd does
GONE = 5.0  # seconds that something stays frozen or shut
STUCK = 300.0  # seconds without one judgement, after which the rest counts as not judged
_SHUT = "ALTER DATABASE keystore ALLOW_CONNECTIONS {}"
_END = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = 'keystore'"
_LEFT = "SELECT (SELECT count(*) FROM tip WHERE triage = 'waiting') + (SELECT count(*) FROM capsule)"
_HOW = """
Whoever gets no answer sends the very same again for a minute, as a person reloads and as the provider comes back; some
who were answered do so too, for the answer may not have reached them. *Promised*: a receipt was shown. The provider is
away for the whole run, so no order to delete is carried out meanwhile. The clock and the disk are left alone: a full
disk has a test of its own (`tests/intake`), a clock that jumps has none.
"""


class Blows:
    """What can happen to an installation. Children are started from the main thread, so blows fall there."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.counted: Counter[str] = Counter()
        self._all: dict[str, Callable[[], None]] = {
            "web server killed": lambda: _again(house.intake),
            "one process of the web server killed": lambda: _kill_one(house.intake),
            "worker killed": lambda: _again(house.full_worker),
            "one process of the worker killed": lambda: _kill_one(house.full_worker),
            "beat killed": lambda: _again(house.beat),
            "Valkey killed, its queue lost": self._lose_queue,
            "Valkey frozen": self._freeze_queue,
            "Postgres killed": self._power_cut,
            "key store shut": self._shut_keystore,
        }

    def strike(self) -> None:
        """Let one of them happen."""
        name = random.choice(list(self._all))
        self.counted[name] += 1
        self._all[name]()

    def _lose_queue(self) -> None:
        self.house.servers.valkey.kill()
        self.house.servers.valkey.start()

    def _freeze_queue(self) -> None:
        os.kill(self.house.servers.valkey.child.pid, signal.SIGSTOP)
        time.sleep(GONE)
        os.kill(self.house.servers.valkey.child.pid, signal.SIGCONT)

    def _power_cut(self) -> None:
        postgres = self.house.servers.postgres
        postgres.kill()
        for _ in range(PATIENT):  # its own processes see a moment later that it is gone, and hold its memory until then
            with suppress(CannotStart):
                return postgres.start()
            time.sleep(1.0)
        raise CannotStart("Postgres does not come back.")

    def _shut_keystore(self) -> None:
        self.house.servers.postgres.psql(_SHUT.format("false"))
        self.house.servers.postgres.psql(_END)
        time.sleep(GONE)
        self.house.servers.postgres.psql(_SHUT.format("true"))


def _again(child: Child) -> None:
    child.kill()
    child.start()


def _kill_one(child: Child) -> None:
    of_it = Path("/proc", str(child.pid), "task", str(child.pid), "children").read_text().split()
    if of_it:
        with suppress(ProcessLookupError):
            os.kill(int(random.choice(of_it)), signal.SIGKILL)


def main() -> None:
    """Tell, strike, wait, count."""
    minutes, load = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0, machine.other_work()
    provider = {"TWILIO_ACCOUNT_SID": ACCOUNT, "TWILIO_AUTH_TOKEN": TOKEN, "TWILIO_NUMBER": NUMBER}
    nowhere = {"TWILIO_API_URL": "http://127.0.0.1:9"}
    folder = tempfile.TemporaryDirectory(prefix="tipline-faults-")
    with folder as place, running_house(Path(place), **provider, **nowhere) as house:
        with house.serving(house.intake, house.intake_port), house.working(fully=True):
            blows, told = _endure(house, minutes)
            settled = _settle(house)
        found = _count(house, told)
    lines = [*_table(blows, told, found, settled)]
    text = "\n".join([f"{minutes:g} minutes on {datetime.now(UTC).date()}. {machine.told_load(load)}", "", *lines])
    print(text)
    put_section("Faults", f"{text}\n{_HOW}")
    sys.exit(any(found[wrong] for wrong in ("lost", "twice", "other", "unjudged", "judged_again", "unlike")))


def _endure(house: House, minutes: float) -> tuple[Blows, list[Told]]:
    over, blows = threading.Event(), Blows(house)
    tellers: list[Teller] = [WebTeller(house.intake_port, over) for _ in range(WEB)]
    tellers += [TextTeller(house.intake_port, over) for _ in range(PHONES)]
    for teller in tellers:
        teller.start()
    end = time.monotonic() + 60 * minutes
    while time.monotonic() < end:
        time.sleep(random.uniform(*PAUSES))
        blows.strike()
    over.set()
    for teller in tellers:
        teller.join()
    return blows, [told for teller in tellers for told in teller.all_told]


def _settle(house: House) -> float:
    """Wait until every tip is judged, or until nothing more is; return the seconds."""
    begun = moved = time.monotonic()
    left = house.value(_LEFT)
    while left != "0" and time.monotonic() - moved < STUCK:
        time.sleep(1.0)
        if (now := house.value(_LEFT)) != left:
            left, moved = now, time.monotonic()
    if left != "0":
        print(f"{left} wait, and nothing moves:\n{house.full_worker.last_lines()}\n{house.beat.last_lines()}")
    return time.monotonic() - begun


def _count(house: House, told: list[Told]) -> dict[str, Any]:
    asked = {"receipts": {one.mark: min(one.receipts) for one in told if one.receipts}, "officers": OFFICERS}
    found: dict[str, Any] = json.loads(house.run("-m", "benchmarks.kept_promises", given=json.dumps(asked)))
    return found | {"unlike": [one.mark for one in told if len(one.receipts) > 1]}


def _table(blows: Blows, told: list[Told], found: dict[str, Any], settled: float) -> list[str]:
    answered = [one for one in told if one.receipts]
    took = sorted(one.took for one in answered)
    rows = {
        **{f"{name}, times": number for name, number in sorted(blows.counted.items())},
        "people who told something": len(told),
        "promised a receipt": len(answered),
        "gave up after a minute": len(told) - len(answered),
        "tries of one who was answered, median / most": f"{median(one.tries for one in answered):.0f} / "
        f"{max(one.tries for one in answered)}",
        "until the receipt, median / longest": f"{median(took):.1f} s / {took[-1]:.0f} s",
        "all judged after the last blow": f"{settled:.0f} s",
        "**promised and not there**": len(found["lost"]),
        "**there twice**": len(found["twice"]),
        "**receipt that opens another tip or none**": len(found["other"]),
        "**two receipts for one**": len(found["unlike"]),
        "**not judged / judged twice**": f"{found['unjudged']} / {found['judged_again']}",
        "there, though no answer came through": found["unpromised"],
        "tips that no officer's keys open": found["unread"],
    }
    return ["| what | |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows.items())]


if __name__ == "__main__":
    main()
