"""`python -m benchmarks.flood`: junk and guessed receipts for some minutes, and how real tipsters and officers fare.

It measures once and writes the section "Under a flood" of docs/benchmarks.md.
"""

import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks import machine
from benchmarks.flooding import RIPE
from benchmarks.house import House, running_house
from benchmarks.officer import OfficerAtDesk
from benchmarks.page import put_section
from benchmarks.tipsters import MARK, Came, Tipsters

SECONDS = {"tips": 110.0, "receipts": 60.0}
CLIENTS = 6  # of each flood
JUDGING = 120.0  # seconds after the floods that the worker gets for what is left
EVERY = 5.0  # seconds between two real tipsters
PAGES = 40  # of the queue that are read for the real tips
_WAITING = "SELECT count(*) FROM tip WHERE triage = 'waiting'"
_TITLES = "| Real tipsters | came | turned away | form p50 / max | sending p50 / max | asked to wait, p50 / max |"
_HOW = """
- Whoever floods fetches forms for a minute, keeps them until they are ripe, and sends the oldest while fetching new
  ones, six clients at once, on the same cores as the servers and the worker. Junk is adverts, pranks and nonsense made
  by `benchmarks/flooding.py`, not what a clever attacker would write; guessed receipts have right check digits.
- A real tipster writes for 40 s, or types 20 digits for 20 s, and waits where a page asks for it. One of each comes
  every five seconds. *Turned away* is every end but a receipt or an open mailbox.
- The places are those of the real tips in the queues of three officers, all tips that are not judged yet among them.
"""
_AS_ALWAYS = {"TIPLINE_RIPENING": "3"}  # as in production
_begun = time.monotonic()


def main() -> None:
    load = machine.other_work()
    with (
        tempfile.TemporaryDirectory(prefix="tipline-flood-") as folder,
        running_house(Path(folder), **_AS_ALWAYS) as house,
    ):
        with house.serving(house.intake, house.intake_port), house.working():
            lines = _measure(house)
            lines += _triaged(house)
        with house.serving(house.desk, house.desk_port, "/desk/sign-in"):
            lines += _found(house)
    day, cores = datetime.now(UTC).date(), machine.cores()
    _publish(f"One run on one machine on {day}, its load just before {load:.1f} on {cores} cores.", lines)


def _measure(house: House) -> list[str]:
    _say("quiet")
    quiet = Tipsters(house.intake_port)
    for _ in range(10):
        quiet.tell(writing=4.0)
        time.sleep(0.5)
    quiet.wait()
    _until(lambda: house.value(_WAITING) == "0", 60)
    for receipt in quiet.told.receipts:
        quiet.look(receipt, typing=4.0)
        time.sleep(0.5)
    quiet.wait()
    during = {kind: _flooded(house, kind, quiet.told.receipts) for kind in SECONDS}
    lines = [_TITLES, "|---|---|---|---|---|---|"]
    lines += [_row("telling, quiet", quiet.told), _row("opening the mailbox, quiet", quiet.looked)]
    for kind, (tipsters, _) in during.items():
        lines += [_row(f"telling, flood of {kind}", tipsters.told)]
        lines += [_row(f"opening the mailbox, flood of {kind}", tipsters.looked)]
    lines += ["", "| Floods | seconds of sending | answers |", "|---|---|---|"]
    lines += [f"| {kind} | {SECONDS[kind]:.0f} | {_told(answers)} |" for kind, (_, answers) in during.items()]
    return [*lines, ""]


def _flooded(house: House, kind: str, receipts: list[str]) -> tuple[Tipsters, dict[str, int]]:
    _say(f"a flood of {kind}")
    words = [
        sys.executable,
        "-m",
        "benchmarks.flooding",
        kind,
        str(house.intake_port),
        str(CLIENTS),
        str(SECONDS[kind]),
    ]
    flood = subprocess.Popen(words, env=house.env, stdout=subprocess.PIPE, text=True)
    tipsters, number = Tipsters(house.intake_port), 0
    tipsters.number = 100 if kind == "tips" else 200
    time.sleep(max(0.0, RIPE - 20))
    while flood.poll() is None:
        tipsters.tell()
        tipsters.look(receipts[number % len(receipts)])
        number += 1
        time.sleep(EVERY)
    tipsters.wait()
    return tipsters, json.loads(flood.communicate()[0])


def _triaged(house: House) -> list[str]:
    _say("what the worker has left")
    left, begun = int(house.value(_WAITING)), time.monotonic()
    _until(lambda: house.value(_WAITING) == "0", JUDGING)
    taken, after = time.monotonic() - begun, int(house.value(_WAITING))
    total = int(house.value("SELECT count(*) FROM tip"))
    low = house.value("SELECT count(*) FROM tip WHERE looks_junk")
    urgent = house.value("SELECT count(*) FROM tip WHERE urgency < 2")
    return [
        "| The worker (one process, nice 10) |  |",
        "|---|---|",
        f"| tips stored | {total:,} |",
        f"| not judged when the floods ended | {left:,} |",
        f"| not judged {taken:.0f} s later | {after:,} |",
        f"| judged in a second, after the floods | {(left - after) / max(taken, 0.1):.0f} |",
        f"| sorted down as junk | {int(low):,} |",
        f"| of the rest, judged urgent | {urgent} |",
        "",
    ]


def _found(house: House) -> list[str]:
    _say("the officers look")
    seen: dict[str, int] = {}
    first: list[float] = []
    for name in ("reid", "jules", "felix"):
        officer, path, place = OfficerAtDesk(house.desk_port, name, house.passwords[name]), "/", 0
        for _ in range(PAGES):
            begun = time.perf_counter()
            page = officer.page(path)
            first += [1000 * (time.perf_counter() - begun)] if path == "/" else []
            for row in re.findall(r'(?s)<a class="preview".*?</a>', page):
                place += 1
                if found := re.search(rf"{MARK} (\d+)", row):
                    seen[found[1]] = min(place, seen.get(found[1], place))
            after = re.search(r'rel="next" href="([^"]+)"', page)
            if not after:
                break
            path = "/" + after[1].replace("&amp;", "&").rpartition("/")[2]
    places = sorted(seen.values()) or [0]
    return [
        "| The desk afterwards |  |",
        "|---|---|",
        f"| real tips seen on the first {PAGES} pages of three officers | {len(seen)} |",
        f"| their place in the queue, median / last | {median(places):.0f} / {places[-1]} |",
        f"| first page of the queue | {median(first):.0f} ms |",
    ]


def _row(what: str, came: Came) -> str:
    turned = len(came.failed)
    for problem in came.failed[:3]:
        _say(f"{what}: {problem}")
    return (
        f"| {what} | {len(came.sending) + turned} | {turned} | {_pair(came.fetching, 1000)} ms | "
        f"{_pair(came.sending, 1000)} ms | {_pair(came.waited, 1)} s |"
    )


def _pair(values: list[float], unit: float) -> str:
    return f"{unit * median(values):.0f} / {unit * max(values):.0f}" if values else "-"


def _told(answers: dict[str, int]) -> str:
    return ", ".join(f"{name}: {number:,}" for name, number in sorted(answers.items()))


def _until(ready: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not ready() and time.monotonic() < end:
        time.sleep(0.2)


def _publish(note: str, lines: list[str]) -> None:
    text = "\n".join([note, "", *lines]).strip() + "\n" + _HOW
    print(text)
    put_section("Under a flood", text)


def _say(what: str) -> None:
    print(f"[{time.monotonic() - _begun:4.0f} s] {what}", flush=True)


if __name__ == "__main__":
    main()
