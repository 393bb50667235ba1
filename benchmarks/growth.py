"""`python -m benchmarks.growth COUNT…`: what a list, a tip, a claim and a search cost by the number of tips, drawn.

For each number a house is founded, filled and looked at by one officer of four units, twenty times each. What is
measured is added to `benchmarks/growth.json`, in the place of what was known for that number; docs/growth.svg and the
section "By number of tips" of docs/benchmarks.md are made anew of all of it.
"""

import json
import math
import sys
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import machine
from benchmarks.house import running_house
from benchmarks.million import desk_env, fill_tables
from benchmarks.page import put_section

_KNOWN = Path(__file__).parent / "growth.json"
_DRAWN = Path(__file__).parent.parent / "docs" / "growth.svg"
LINES = {
    "list": ("first page of open", "#1f4e79", ""),
    "tip": ("a tip's page", "#8a3b12", "8 4"),
    "claim": ("claim", "#2d6a2d", "2 4"),
    "search": ("search, a thousand tips", "#5b2a86", "12 4 2 4"),
}
_LEFT, _TOP, _WIDE, _HIGH, _TALL = 60, 20, 500, 260, 80.0  # the field, in units of the drawing; milliseconds it shows
_FEWEST, _MOST = 1_000, 1_000_000
_HOW = """
![Processor time by number of tips](growth.svg)

Milliseconds of our own processor at the median, which other work on the machine changes least; Postgres' is not in it.
*A thousand tips* is a search's time for each thousand that it looked through, what the page itself costs included, so
it is told only where it looked through a thousand and more. Runs at a load of ten and more are dearer than quiet ones:
hold only rows of a like load against each other. Rows that were taken from *A million tips* are of another tool.
"""


def main() -> None:
    known = {row["tips"]: row for row in json.loads(_KNOWN.read_text())}
    for count in map(int, sys.argv[1:]):
        load = machine.other_work()
        with tempfile.TemporaryDirectory(prefix="tipline-growth-") as folder, running_house(Path(folder)) as house:
            fill_tables(house, count)
            row = json.loads(house.run("-m", "benchmarks.growth_desk", env=desk_env(house)))
        known[count] = {"tips": count, "day": str(datetime.now(UTC).date()), "load": round(load, 1)} | row
        _KNOWN.write_text(json.dumps(_sorted(known.values()), indent=1) + "\n")
        print(known[count], flush=True)
    rows = _sorted(known.values())
    _DRAWN.write_text(drawn(rows))
    put_section("By number of tips", "\n".join([*_table(rows), _HOW]))


def _sorted(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda one: one["tips"])


def _table(rows: Iterable[dict[str, Any]]) -> Iterable[str]:
    yield "| tips | " + " | ".join(name for name, _, _ in LINES.values()) + " | looked through | day, load before |"
    yield "|---" * (len(LINES) + 3) + "|"
    for row in rows:
        told = [f"{row[name]:.0f} ms" if row.get(name) is not None else "" for name in LINES]
        through = f"{row['searched']:,}" if row["searched"] else "not written down"
        taken = ", taken from *A million tips*" if isinstance(row["load"], str) else ""
        yield f"| {row['tips']:,} | {' | '.join(told)} | {through} | {row['day']}, {row['load']}{taken} |"


def drawn(rows: list[dict[str, Any]]) -> str:
    """Return the drawing: tips on a logarithmic scale, milliseconds on an even one, each line with its name."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _WIDE + 170} {_TOP + _HIGH + 50}" role="img"'
        ' font-family="sans-serif" font-size="12">',
        "<title>Processor time of a page by number of tips</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    for milliseconds in range(0, int(_TALL) + 1, 20):
        y = _y(milliseconds)
        parts.append(f'<path d="M{_LEFT} {y:.1f}h{_WIDE}" stroke="#ccc"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{milliseconds} ms</text>')
    for tips in (1_000, 10_000, 100_000, 1_000_000):
        parts.append(f'<text x="{_x(tips):.1f}" y="{_TOP + _HIGH + 20}" text-anchor="middle">{tips:,}</text>')
    parts.append(f'<text x="{_LEFT + _WIDE / 2}" y="{_TOP + _HIGH + 40}" text-anchor="middle">tips</text>')
    for name, (said, colour, dashes) in LINES.items():
        parts += _line([(row["tips"], row[name]) for row in rows if row.get(name) is not None], said, colour, dashes)
    return "\n".join([*parts, "</svg>", ""])


def _line(points: list[tuple[int, float]], said: str, colour: str, dashes: str) -> Iterable[str]:
    if not points:
        return
    path = "L".join(f"{_x(tips):.1f} {_y(cost):.1f}" for tips, cost in points)
    yield f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes or "none"}"/>'
    yield from (f'<circle cx="{_x(tips):.1f}" cy="{_y(cost):.1f}" r="3" fill="{colour}"/>' for tips, cost in points)
    tips, cost = points[-1]
    # The two dearest lines end close to each other: one is named above its end, the other below.
    down = -4 if said == LINES["tip"][0] else 12 if said == LINES["list"][0] else 4
    yield f'<text x="{_x(tips) + 8:.1f}" y="{_y(cost) + down:.1f}" fill="{colour}">{said}</text>'


def _x(tips: int) -> float:
    return _LEFT + _WIDE * math.log(tips / _FEWEST) / math.log(_MOST / _FEWEST)


def _y(milliseconds: float) -> float:
    return _TOP + _HIGH * (1 - min(milliseconds, _TALL) / _TALL)


if __name__ == "__main__":
    main()
