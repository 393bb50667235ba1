"""A guide that weighs too much is known before a tipster waits for it."""

from dataclasses import replace

import pytest

from reports.guides import Option, Question, categories, guide, languages
from reports.rulebook.guide_weight import too_heavy


@pytest.mark.parametrize("language", languages())
def test_every_shipped_guide_fits_and_a_swollen_one_does_not(language: str) -> None:
    assert [category for category in categories() if too_heavy(guide(category, language), language)] == []
    ours = guide("human_trafficking", language)
    options = tuple(Option(f"x{n}", f"{n * 7919} {n * 104729} {n * 15485863} {n * 32452843}") for n in range(40))
    more = Question(id="human_trafficking.x", kind="many", ask="?", options=options, only_if={})
    assert too_heavy(replace(ours, own=(*ours.own, more)), language) > 100
