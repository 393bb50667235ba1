"""Sentences in which a tipster gives himself away, and such in which he does not, with what must be marked.

A line of tips/giveaways_*.tsv is a language, a tab, and a made-up text with `{kind|words}` where it gives away.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from reports.triage.warning import what_identifies

FOLDER = Path(__file__).parent / "tips"
_MARK = re.compile(r"\{(\w+)\|([^}]*)\}")


class Giveaway(NamedTuple):
    """What is given away, and where in the text."""

    kind: str
    start: int
    end: int


class Line(NamedTuple):
    language: str
    text: str
    giveaways: tuple[Giveaway, ...]


class Sums(NamedTuple):
    """How many of how many: lines found and lines marked for nothing, giveaways touched and called by their kind."""

    found: int
    of: int
    false: int
    among: int
    touched: int
    right: int
    giveaways: int


def lines(name: str, *, of: str = "giveaways") -> Iterator[Line]:
    """Read tips/<of>_<name>.tsv."""
    for row in (FOLDER / f"{of}_{name}.tsv").read_text(encoding="utf-8").splitlines():
        language, _, marked = row.partition("\t")
        text, at, giveaways = "", 0, []
        for match in _MARK.finditer(marked):
            text += marked[at : match.start()]
            giveaways.append(Giveaway(match[1], len(text), len(text) + len(match[2])))
            text += match[2]
            at = match.end()
        yield Line(language, text + marked[at:], tuple(giveaways))


def sums(told: list[Line]) -> Sums:
    """Count what the step says of these lines."""
    found = of = false = among = touched = right = giveaways = 0
    for line in told:
        marks = [Giveaway(one.value, span.start, span.end) for one in what_identifies(line.text) for span in one.spans]
        if line.giveaways:
            of, found = of + 1, found + bool(marks)
        else:
            among, false = among + 1, false + bool(marks)
        for given in line.giveaways:
            near = [mark.kind for mark in marks if mark.start < given.end and given.start < mark.end]
            giveaways, touched, right = giveaways + 1, touched + bool(near), right + (given.kind in near)
    return Sums(found, of, false, among, touched, right, giveaways)
