"""After the blows: wait until all is judged, open and count every tip, and tell it as the rows of a table."""

import json
import sys
import time
from statistics import median
from typing import Any

from benchmarks.flood_of_tips import OFFICERS
from benchmarks.house import House
from benchmarks.promises import Told
from tipline.standalone.child import Child

STUCK = 300.0  # seconds in which nothing moves, after which the rest counts as not judged
_LONGEST = 2400.0  # seconds after which it does even while something moves
_SAID = 60.0  # seconds between two lines that say what is waited for
UNJUDGED = "(SELECT count(*) FROM tip WHERE triage = 'waiting') + (SELECT count(*) FROM capsule)"
_BROKEN = ("lost", "twice", "other", "unjudged", "judged_again", "unlike", "lacking")


def settle(house: House, *workers: Child, left: str = UNJUDGED, stuck: float = STUCK) -> float:
    """Wait until nothing is `left`, until nothing moves any more, or for forty minutes; return the seconds."""
    begun = moved = said = time.monotonic()
    waiting = house.value(f"SELECT {left}")
    while waiting != "0" and (now := time.monotonic()) - moved < stuck and now - begun < _LONGEST:
        if now - said > _SAID:
            said = now
            print(f"[{now - begun:.0f} s] {waiting} wait, for {now - moved:.0f} s", file=sys.stderr, flush=True)
        time.sleep(1.0)
        if (left_now := house.value(f"SELECT {left}")) != waiting:
            waiting, moved = left_now, time.monotonic()
    if waiting != "0":
        print("\n".join([f"{waiting} wait, and are given up:", *(worker.last_lines() for worker in workers)]))
    return time.monotonic() - begun


def count(house: House, told: list[Told]) -> dict[str, Any]:
    """Open every tip with the officers' keys and count; see benchmarks.kept_promises."""
    asked = {"receipts": {one.mark: min(one.receipts) for one in told if one.receipts}, "officers": OFFICERS}
    found: dict[str, Any] = json.loads(house.run("-m", "benchmarks.kept_promises", given=json.dumps(asked)))
    there = set(found["there"])
    found["lost"] += [one.mark for one in told if one.spoken and not one.receipts and one.mark not in there]
    found["unlike"] = [one.mark for one in told if len(one.receipts) > 1]
    found["lacking"] = [one.mark for one in told if one.receipts and one.has_file and not found["files"].get(one.mark)]
    return found


def is_broken(found: dict[str, Any]) -> bool:
    """Whether a promise was not kept."""
    return any(found[wrong] for wrong in _BROKEN)


def rows(told: list[Told], found: dict[str, Any], settled: float) -> dict[str, object]:
    """What was promised and what is there, name and value."""
    answered = [one for one in told if one.receipts]
    tries, took = [one.tries for one in answered], sorted(one.took for one in answered)
    return {
        "people who told something": len(told),
        "promised a receipt": len(answered),
        "gave up after a minute": len(told) - len(answered),
        "tries of one who was answered, median / most": f"{median(tries):.0f} / {max(tries)}",
        **_by_kind(told, found),
        "until the receipt, median / longest": f"{median(took):.1f} s / {took[-1]:.0f} s",
        "all judged after the last blow": f"{settled:.0f} s",
        "**promised and not there**": len(found["lost"]),
        "**there twice**": len(found["twice"]),
        "**receipt that opens another tip or none**": len(found["other"]),
        "**two receipts for one**": len(found["unlike"]),
        "**not judged / judged twice**": f"{_told(found['unjudged'])} / {found['judged_again']}",
        "there, though no answer came through": found["unpromised"],
        "tips that no officer's keys open": found["unread"],
    }


def _by_kind(told: list[Told], found: dict[str, Any]) -> dict[str, object]:
    """Say of each way of telling how many told, were promised a receipt, and are there."""
    there, kinds = set(found["there"]), sorted({one.who for one in told})
    of_kind = {kind: [one for one in told if one.who == kind] for kind in kinds}
    return {
        f"by {kind}: told / promised / there": (
            f"{len(ours)} / {sum(bool(one.receipts) for one in ours)} / {sum(one.mark in there for one in ours)}"
        )
        for kind, ours in of_kind.items()
    }


def _told(states: list[str]) -> str:
    """Return how many were not judged, and in which states they were left."""
    return " ".join([str(len(states)), *(f"({state})" for state in sorted(set(states)))])


def table(rows: dict[str, object]) -> list[str]:
    """Return the lines of a table of two columns."""
    return ["| what | |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows.items())]
