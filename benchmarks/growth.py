"""`python -m benchmarks.growth COUNT…`: what a list, a tip, a claim and a search cost by the number of tips, drawn.

For each number a house is founded, filled and looked at by one officer of four units, twenty times each. What is
measured goes into `benchmarks/growth.json` at once, in the place of what was known for that number; docs/growth.svg and
the section "By number of tips" of docs/benchmarks.md are made anew of all of it. A run that ends early has written what
it measured. A row that another tool gave goes as soon as this one has measured as many tips, or more.
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
_LEFT, _TOP, _WIDE, _HIGH = 60, 20, 500, 260  # the field, in units of the drawing
_LEAST, _STEP = 80, 20  # milliseconds that it shows at least, and from line to line
_FEWEST, _MOST = 1_000, 1_000_000
_HOW = """
![Processor time by number of tips](growth.svg)

Milliseconds of our own processor at the median, which other work on the machine changes least; Postgres' is not in it.
*A thousand tips* is a search's time for each thousand that it looked through, what the page itself costs included, so
it is told only where it looked through a thousand and more. Runs at a load of ten and more are dearer than quiet ones:
hold only rows of a like load against each other.
"""


def main() -> None:
    for count in map(int, sys.argv[1:]):
        load = machine.other_work()
        with tempfile.TemporaryDirectory(prefix="tipline-growth-") as folder, running_house(Path(folder)) as house:
            fill_tables(house, count)
            row = json.loads(house.run("-m", "benchmarks.growth_desk", env=desk_env(house)))
        measured = {"tips": count, "day": str(datetime.now(UTC).date()), "load": round(load, 1)} | row
        print(measured, flush=True)
        _publish(with_row(json.loads(_KNOWN.read_text()), measured))


def with_row(known: list[dict[str, Any]], measured: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows by number of tips, with the one that was measured now."""
    rest = [
        row
        for row in known
        if row["tips"] != measured["tips"] and not (_of_another_tool(row) and row["tips"] < measured["tips"])
    ]
    return sorted([*rest, measured], key=lambda one: one["tips"])


def _of_another_tool(row: dict[str, Any]) -> bool:
    return isinstance(row["load"], str)


def _publish(rows: list[dict[str, Any]]) -> None:
    _KNOWN.write_text(json.dumps(rows, indent=1) + "\n")
    _DRAWN.write_text(drawn(rows))
    put_section("By number of tips", "\n".join([*_table(rows), _HOW]))


def _table(rows: Iterable[dict[str, Any]]) -> Iterable[str]:
    yield "| tips | " + " | ".join(name for name, _, _ in LINES.values()) + " | looked through | day, load before |"
    yield "|---" * (len(LINES) + 3) + "|"
    for row in rows:
        told = [f"{row[name]:.0f} ms" if row.get(name) is not None else "" for name in LINES]
        through = f"{row['searched']:,}" if row["searched"] else "not written down"
        taken = ", by another tool: *A million tips*" if _of_another_tool(row) else ""
        yield f"| {row['tips']:,} | {' | '.join(told)} | {through} | {row['day']}, {row['load']}{taken} |"


def drawn(rows: list[dict[str, Any]]) -> str:
    """Return the drawing: tips on a logarithmic scale, milliseconds on an even one, each line with its name."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _WIDE + 170} {_TOP + _HIGH + 50}" role="img"'
        ' font-family="sans-serif" font-size="12">',
        "<title>Processor time of a page by number of tips</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    dearest = max([row[name] for row in rows for name in LINES if row.get(name) is not None], default=0)
    tall = max(_LEAST, _STEP * math.ceil(dearest / _STEP))
    for milliseconds in range(0, tall + 1, _STEP):
        y = _y(milliseconds, tall)
        parts.append(f'<path d="M{_LEFT} {y:.1f}h{_WIDE}" stroke="#ccc"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{milliseconds} ms</text>')
    for tips in (1_000, 10_000, 100_000, 1_000_000):
        parts.append(f'<text x="{_x(tips):.1f}" y="{_TOP + _HIGH + 20}" text-anchor="middle">{tips:,}</text>')
    parts.append(f'<text x="{_LEFT + _WIDE / 2}" y="{_TOP + _HIGH + 40}" text-anchor="middle">tips</text>')
    for name, (said, colour, dashes) in LINES.items():
        points = [(row["tips"], _y(row[name], tall)) for row in rows if row.get(name) is not None]
        parts += _line(points, said, colour, dashes)
    return "\n".join([*parts, "</svg>", ""])


def _line(points: list[tuple[int, float]], said: str, colour: str, dashes: str) -> Iterable[str]:
    if not points:
        return
    path = "L".join(f"{_x(tips):.1f} {y:.1f}" for tips, y in points)
    yield f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes or "none"}"/>'
    yield from (f'<circle cx="{_x(tips):.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for tips, y in points)
    tips, y = points[-1]
    # The two dearest lines end close to each other: one is named above its end, the other below.
    down = -4 if said == LINES["tip"][0] else 12 if said == LINES["list"][0] else 4
    yield f'<text x="{_x(tips) + 8:.1f}" y="{y + down:.1f}" fill="{colour}">{said}</text>'


def _x(tips: int) -> float:
    return _LEFT + _WIDE * math.log(tips / _FEWEST) / math.log(_MOST / _FEWEST)


def _y(milliseconds: float, tall: int) -> float:
    return _TOP + _HIGH * (1 - milliseconds / tall)


if __name__ == "__main__":
    main()
