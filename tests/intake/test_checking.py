"""What is looked at before a tip goes: the story, typed answers, and how few could know. Pages stand elsewhere."""

import pytest

from reports.guides import guide
from reports.intake.checking import concerns, concerns_in


def test_the_story_and_typed_answers_are_marked_each_under_its_question() -> None:
    ours = guide("drugs")
    found = concerns(ours, "My brother sells it.", {"drugs.stash": "at my brother's", "drugs.kind": "cannabis"})
    assert [one.heading for one in found.marked] == ["", "Where are the drugs hidden?"]
    assert found


def test_nothing_is_found_in_nothing_and_few_who_know_are_a_concern() -> None:
    assert not concerns_in([("", "")])
    assert concerns_in([], few=True).few


@pytest.mark.parametrize("text", ["\U0001f6a8\U0001f52b", "!!!", "\U0001f44d \u2764\ufe0f"])
def test_signs_alone_are_a_concern_but_where_somebody_is_in_danger_or_more_is_told(text: str) -> None:
    ours = guide("drugs")
    assert concerns(ours, text, {"category": "drugs", "danger": "no"}).wordless
    assert concerns(ours, text, {})
    assert not concerns(ours, text, {"danger": "yes"})
    assert not concerns(ours, text, {"drugs.kind": "cannabis"})
    assert not concerns(ours, "", {})
    assert not concerns_in([("", text)]).wordless, "an answer to an officer may be a sign"


@pytest.mark.parametrize("text", ["911", "Wé", "\U0001f52b 4471", "\u0436"])
def test_a_letter_or_a_digit_is_a_word(text: str) -> None:
    assert not concerns(guide("other"), text, {})


def test_an_exact_point_is_marked_for_the_tipster_in_the_story_and_in_an_answer() -> None:
    found = concerns(guide("drugs"), "They land at 13.9094, -60.9789 on Fridays.", {"place": "maps.app.goo.gl/aB3dE5"})
    marked = [piece.text for one in found.marked for piece in one.pieces if piece.marked]
    assert marked == ["13.9094, -60.9789", "maps.app.goo.gl/aB3dE5"]
    (reason,) = found.reasons
    assert str(reason.sentence).startswith("An exact point")
