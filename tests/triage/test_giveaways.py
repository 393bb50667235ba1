"""What the step must find of the giveaways, what it must leave alone, and that each is called by its kind.

Nobody reads the held half: it is scored as sums alone, and who has read it writes another.
"""

import pytest

from reports.triage.steps.identifying import KINDS
from reports.triage.steps.lexicon import LANGUAGES
from tests.triage.giveaways import lines, sums


@pytest.mark.parametrize("half", ["dev", "held"])
def test_a_line_is_well_formed(half: str) -> None:
    told = list(lines(half))
    assert len(told) >= 140
    assert {line.language for line in told} == set(LANGUAGES)
    assert {given.kind for line in told for given in line.giveaways} <= set(KINDS)
    assert not [line.text for line in told if set("{|}") & set(line.text)]


@pytest.mark.parametrize("half", ["dev", "held"])
def test_giveaways_are_found_and_called_by_their_kind(half: str) -> None:
    counted = sums(list(lines(half)))
    assert counted.found >= 0.93 * counted.of
    assert counted.touched >= 0.92 * counted.giveaways
    assert counted.right >= 0.86 * counted.giveaways


@pytest.mark.parametrize("half", ["dev", "held"])
def test_what_gives_nobody_away_is_left_alone(half: str) -> None:
    counted = sums(list(lines(half)))
    assert counted.false <= 0.1 * counted.among


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_falls_behind(language: str) -> None:
    counted = sums([line for half in ("dev", "held") for line in lines(half) if line.language == language])
    assert counted.found >= 0.9 * counted.of
    assert counted.false <= 0.1 * counted.among


@pytest.mark.parametrize("half", ["dev", "held"])
def test_work_walls_habits_and_secrets_are_found_as_strangers_tell_them(half: str) -> None:
    counted = sums(list(lines(half, of="oneself")))
    assert counted.found >= 0.9 * counted.of
    assert counted.false <= 0.2 * counted.among


@pytest.mark.parametrize("half", ["dev", "held"])
def test_cells_hedges_savings_and_complaints_are_found_and_those_of_others_left_alone(half: str) -> None:
    counted = sums(list(lines(half, of="close")))
    assert counted.found >= 0.9 * counted.of
    assert counted.false <= 0.1 * counted.among
