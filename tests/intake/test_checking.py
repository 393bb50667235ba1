"""What is looked at before a tip goes: the story, typed answers, and how few could know. Pages stand elsewhere."""

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
