import pytest

from reports.triage.steps.happening import HAPPENING
from reports.triage.steps.lexicon import rules
from tests.triage.tips import judge

SCENE = "he gone for the rope, she on the roof and he lock the door, nobody answering and the gas on"
"""Danger by many small signs, and by no rule."""


def test_many_small_signs_together_are_read_at_once_and_add_up() -> None:
    [finding] = judge(SCENE).of("urgency")
    assert finding.value == "immediate"
    assert {span.rule.startswith(HAPPENING) for span in finding.spans} == {True}
    assert sum(span.weight for span in finding.spans) == pytest.approx(finding.score)
    assert finding.score >= rules("happening")["immediate"]


def test_a_text_without_a_word_has_no_signs() -> None:
    assert judge("… !").of("urgency")[0].spans == ()


@pytest.mark.parametrize("word", ["my name is", "I am her neighbour", "I work at the bank"])
def test_what_tells_of_the_tipster_weighs_nothing(word: str) -> None:
    [finding] = judge(f"{SCENE} {word}").of("urgency")
    assert finding.value == "immediate"


def test_the_weights_leave_the_rules_alone() -> None:
    """What a rule says stays, however much of the past and of habit is said around it."""
    calm = "last year, every Friday, in the film, two years ago, usually, in the dream "
    assert judge(f"{calm} pls send police he have a gun to her head now {calm}").urgency == "immediate"
