"""`python -m benchmarks.flood_of_tips [POSTS] [MINUTES]`: junk posts, and how soon real tips among them are found.

The web processes, a worker of two processes and beat run as in production. It measures once, gives the worker MINUTES
after the flood (without them, as long as it needs), and writes the section "A hundred thousand junk posts" of
docs/benchmarks.md.
"""

import json
import re
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import machine
from benchmarks.flooding import RIPE
from benchmarks.house import House, running_house
from benchmarks.officer import OfficerAtDesk
from benchmarks.page import put_section
from benchmarks.tipsters import MARK, Tipsters

CLIENTS = 8
SLOWEST = 15  # posts that come through in a second, and tips that are judged, at least: who is slower is cut off
EVERY = {"routine": 20.0, "danger": 45.0}  # seconds between two real tipsters of a kind
OFFICERS = ("reid", "jules", "felix", "charles")
_WAITING = "SELECT count(*) FROM tip WHERE triage = 'waiting'"
_UNSEEN = "SELECT count(*) FROM capsule WHERE turn = 3"
_HOW = """
- Junk is adverts, pranks and nonsense put together from words, hardly two the same; one post in ten says "in danger" by
  the form's own question, one in twenty is the same cry for help with another number. A clever attacker would write
  better. Forms are kept until they are ripe, eight clients at once, on the cores that servers and worker use too.
- Real tipsters write for 40 s: one of routine every 20 s, one of danger every 45 s, told by words alone, no two alike.
  *Found* is from the receipt until the first page of an officer's list of urgent tips shows it. It is asked for every
  two seconds.
- *Places* are counted among all open tips of all units, in the queue's order, when the worker had its time after the
  flood; *without junk* in the same list narrowed to what does not read like junk.
"""
_begun = time.monotonic()


class Watch(threading.Thread):
    """Officers who look at their urgent tips again and again."""

    def __init__(self, officers: list[OfficerAtDesk]) -> None:
        super().__init__(daemon=True)
        self.officers = officers
        self.found: dict[str, float] = {}
        self.pages: list[float] = []
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.wait(2.0):
            for officer in self.officers:
                begun = time.monotonic()
                page = officer.page("/?list=urgent")
                self.pages.append(time.monotonic() - begun)
                self._note(page)

    def _note(self, page: str) -> None:
        for row in re.findall(r'(?s)<a class="preview".*?</a>', page):
            if number := re.search(rf"{MARK} (\d+)", row):
                self.found.setdefault(number[1], time.monotonic())


def main() -> None:
    posts, load = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, machine.other_work()
    patience = 60 * float(sys.argv[2]) if len(sys.argv) > 2 else _at_most(posts)
    folder = tempfile.TemporaryDirectory(prefix="tipline-flood-")
    with folder as place, running_house(Path(place), TIPLINE_RIPENING="3") as house:
        serving = (
            house.serving(house.intake, house.intake_port),
            house.serving(house.desk, house.desk_port, "/desk/sign-in"),
        )
        with serving[0], serving[1], house.working(fully=True):
            lines = _measure(house, posts, patience)
    day = datetime.now(UTC).date()
    _publish(f"One run on one machine on {day}, its load just before {load:.1f} on {machine.cores()} cores.", lines)


def _measure(house: House, posts: int, patience: float) -> list[str]:
    watch = Watch([OfficerAtDesk(house.desk_port, name, house.passwords[name]) for name in OFFICERS])
    watch.start()
    tipsters, begun = Tipsters(house.intake_port), time.monotonic()
    words = [str(house.intake_port), str(CLIENTS), str(_at_most(posts)), str(posts)]
    command = [sys.executable, "-m", "benchmarks.flooding", "tips", *words]
    flood = subprocess.Popen(command, env=house.env, stdout=subprocess.PIPE, text=True)
    _let_come(tipsters, flood)
    tipsters.wait()
    answers = json.loads(flood.communicate()[0])
    lasted = time.monotonic() - begun - RIPE
    left = _left(house)
    _say(f"the flood is over: {answers}, {left} waiting and unseen")
    seen_after, judged_after = _wait(house, patience)
    watch.over.set()
    watch.join()
    after = _left(house)
    lines = _flood_table(house, answers, lasted, left, seen_after)
    lines += [
        f"| judged in a second, once nothing came any more | {(left[0] - after[0]) / max(judged_after, 0.1):.0f} |"
    ]
    lines += [f"| not judged {judged_after:.0f} s after the flood | {after[0]:,} |", ""]
    return lines + _real_table(house, tipsters, watch)


def _let_come(tipsters: Tipsters, flood: "subprocess.Popen[str]") -> None:
    """Let real tipsters come so that they send within the flood."""
    time.sleep(RIPE - 40)
    due = dict.fromkeys(EVERY, time.monotonic())
    while flood.poll() is None:
        for kind, come in (("routine", tipsters.tell), ("danger", tipsters.cry)):
            if time.monotonic() >= due[kind]:
                due[kind] += EVERY[kind]
                come()
        time.sleep(0.2)


def _left(house: House) -> tuple[int, int]:
    return int(house.value(_WAITING)), int(house.value(_UNSEEN))


def _at_most(posts: int) -> float:
    return 240.0 + posts / SLOWEST


def _wait(house: House, longest: float) -> tuple[float, float]:
    """Return the seconds until all was looked at, and those that the worker had altogether."""
    begun, seen = time.monotonic(), -1.0
    while (now := time.monotonic() - begun) < longest:
        waiting, unseen = _left(house)
        seen = now if seen < 0 and unseen < 50 else seen
        if not waiting:
            break
        time.sleep(1.0)
    return seen, time.monotonic() - begun


def _flood_table(house: House, answers: dict[str, int], lasted: float, left: tuple[int, int], seen: float) -> list[str]:
    taken = answers.get("200", 0)
    others = ", ".join(
        f"{name}: {number:,}" for name, number in sorted(answers.items()) if name not in ("200", "fetched")
    )
    stored = int(house.value("SELECT count(*) FROM tip"))
    junk, urgent = (
        int(house.value(f"SELECT count(*) FROM tip WHERE {which}"))
        for which in ("looks_junk", "urgency = 0 AND NOT looks_junk")
    )
    return [
        "| The flood |  |",
        "|---|---|",
        f"| junk posts taken | {taken:,} in {lasted:.0f} s, {taken / lasted:.0f} a second |",
        f"| of whoever floods, turned away | {others or 'none'} |",
        f"| tips stored | {stored:,} |",
        f"| not judged / not even looked at when it ended | {left[0]:,} / {left[1]:,} |",
        f"| all looked at | {f'{seen:.0f} s later' if seen >= 0 else 'no'} |",
        f"| sorted down | {junk:,} |",
        f"| in immediate danger and not sorted down | {urgent:,} |",
    ]


def _real_table(house: House, tipsters: Tipsters, watch: Watch) -> list[str]:
    heads = ("Real tips", "came", "turned away", "found after, median / longest", "not found", "place, median / last")
    lines = [f"| {' | '.join(heads)} | without junk |"]
    lines += ["|---|---|---|---|---|---|---|"]
    for kind, came in (("danger", tipsters.cried), ("routine", tipsters.told)):
        for problem in came.failed[:3]:
            _say(f"{kind}: {problem}")
        numbers = {text.split()[1].rstrip(":"): when for text, (when, _) in came.sent.items()}
        taken = [max(0.0, watch.found[number] - when) for number, when in numbers.items() if number in watch.found]
        stood: list[dict[str, Any]] = json.loads(
            house.run("-m", "benchmarks.ranks", *came.receipts) if came.receipts else "[]"
        )
        places, bare = (sorted(each[name] for each in stood) or [0] for name in ("place", "without_junk"))
        found, missed = ("-", "-") if kind == "routine" else (_seconds(taken), str(len(numbers) - len(taken)))
        lines.append(
            f"| {kind} | {len(came.sent) + len(came.failed)} | {len(came.failed)} | {found} | {missed} | "
            f"{median(places):.0f} / {places[-1]} | {median(bare):.0f} / {bare[-1]} |"
        )
        down = sum(each["junk"] for each in stood)
        if down:
            lines.append(f"| …of these sorted down by mistake | {down} | | | | | |")
    pages = sorted(watch.pages)
    return [
        *lines,
        "",
        f"An officer's list of urgent tips took {1000 * median(pages):.0f} ms, {1000 * pages[-1]:.0f} at most.",
    ]


def _seconds(taken: list[float]) -> str:
    return f"{median(taken):.0f} s / {max(taken):.0f} s" if taken else "-"


def _publish(note: str, lines: list[str]) -> None:
    text = "\n".join([note, "", *lines]).strip() + "\n" + _HOW
    print(text)
    put_section("A hundred thousand junk posts", text)


def _say(what: str) -> None:
    print(f"[{time.monotonic() - _begun:4.0f} s] {what}", flush=True)


if __name__ == "__main__":
    main()
