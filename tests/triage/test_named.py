"""People, places, sums, times and weapons in sentences made for it, labelled before anything judged them.

Nobody reads the held half: it is scored as sums alone, and who has read it writes another.
"""

from collections.abc import Iterator

import pytest

from reports.triage.steps.lexicon import LANGUAGES
from tests.triage.giveaways import Giveaway, Line, lines
from tests.triage.tips import judge

KINDS = ("person", "place", "money", "datetime", "weapon")
HALVES = ("dev", "held")


def _found(line: Line) -> Iterator[Giveaway]:
    for finding in judge(line.text).entities:
        if finding.value in KINDS:
            yield from (Giveaway(finding.value, span.start, span.end) for span in finding.spans)


def _touch(one: Giveaway, other: Giveaway) -> bool:
    return one.kind == other.kind and one.start < other.end and other.start < one.end


@pytest.mark.parametrize("half", HALVES)
def test_a_line_is_well_formed(half: str) -> None:
    told = list(lines(half, of="named"))
    assert len(told) >= 100
    assert {line.language for line in told} == set(LANGUAGES)
    assert {named.kind for line in told for named in line.giveaways} == set(KINDS)


@pytest.mark.parametrize("half", HALVES)
def test_what_is_named_is_found_and_little_else(half: str) -> None:
    of = found = judged = right = 0
    for line in lines(half, of="named"):
        marks = list(_found(line))
        of, judged = of + len(line.giveaways), judged + len(marks)
        found += sum(any(_touch(named, mark) for mark in marks) for named in line.giveaways)
        right += sum(any(_touch(named, mark) for named in line.giveaways) for mark in marks)
    assert found >= 0.9 * of
    assert right >= 0.9 * judged
