import pytest

from reports.triage.assessment import TipText
from reports.triage.pipeline import STEPS
from reports.triage.steps.aspect import GOING_ON
from reports.triage.steps.draft import Draft, total
from reports.triage.steps.leaning import said_outright
from reports.triage.steps.lexicon import concepts
from reports.triage.steps.matching import matches, rulebook, rules_said
from tests.triage.tips import TIPS, judge


@pytest.mark.parametrize("name", ["category", "urgency", "identifying", "signs"])
def test_every_rule_speaks_of_ideas_that_have_words(name: str) -> None:
    used = {concept for rule in rulebook(name) for part in rule.parts for concept in part}
    assert used
    assert {concept.removesuffix(GOING_ON) for concept in used} <= set(concepts())


@pytest.mark.parametrize("name", ["category", "urgency", "identifying", "signs"])
def test_no_rule_that_a_tip_says_is_passed_over(name: str) -> None:
    said = 0
    for tip in TIPS[:60]:
        draft = Draft(tip=TipText(text=tip.text, answers={}, channel="web", in_danger=False, language_hint=""))
        for step in STEPS[:3]:
            draft = step.judge(draft)
        tried = rules_said(name, draft.any_words)
        every = [rule for rule in rulebook(name) if any(matches(rule, draft.any_words, draft.tokens))]
        assert every == [rule for rule in tried if rule in every]
        said += len(every)
    assert said


def test_words_far_apart_are_not_taken_together() -> None:
    near = judge("he sells it, weed").of("category")[0]
    far = judge("he sells it " + "and then we walked on for a while " * 3 + "weed").of("category")[0]
    assert total(said_outright(far.spans)) < total(said_outright(near.spans))


def test_the_weight_of_a_rule_is_shared_out_over_its_words() -> None:
    text = "they took my wallet and a gun was there"
    [robbery] = [finding for finding in judge(text).of("category") if finding.value == "robbery"]
    assert {text[span.start : span.end] for span in robbery.spans} >= {"took", "gun", "wallet"}


@pytest.mark.parametrize("text", ["weed " * 10_000, "he took " * 2_500, "a gun now " * 2_000, "k i l l " * 2_500])
def test_a_word_said_ten_thousand_times_is_judged(text: str) -> None:
    assert judge(text).unjudged == ()
