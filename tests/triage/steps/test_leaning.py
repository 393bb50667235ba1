"""What ordinary words lean to: they settle what the rules leave open, and decide nothing that must be certain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.triage.assessment import Assessment, TipText
from reports.triage.pipeline import STEPS, run
from reports.triage.steps.category import asserted
from reports.triage.steps.draft import Draft
from reports.triage.steps.leaning import LEANING, PAIR, features, said_outright
from tests.sealing.tampering import FEW
from tests.triage.tips import TIPS


def judge(text: str) -> Assessment:
    return run(TipText(text=text, answers={}, channel="web", in_danger=False, language_hint=""))


def test_a_category_adds_up_from_rules_and_leanings() -> None:
    (best, *_) = judge("they break in the shop by the back window and take the television").of("category")
    assert any(span.rule.startswith(LEANING) for span in best.spans)
    assert said_outright(best.spans)
    assert abs(best.score - sum(span.weight for span in best.spans)) < 1e-6


def test_a_leaning_points_at_the_word_that_leans() -> None:
    text = "they break in the shop by the back window"
    spans = [span for found in judge(text).of("category") for span in found.spans if LEANING + "word:" in span.rule]
    assert spans
    assert all(text[span.start : span.end] == span.rule.rpartition(":")[2] for span in spans)


def test_denied_words_lean_to_nothing() -> None:
    spans = [span for found in judge("there was no gun in the house").of("category") for span in found.spans]
    assert not any("gun" in span.rule for span in spans)


def test_leanings_never_set_a_tip_apart_as_one_about_the_police() -> None:
    found = judge("the officer was kind, the station is clean and the inspector said thanks")
    assert not found.of("conflict")


def test_words_that_nobody_knows_lean_to_nothing() -> None:
    assert judge("qwx zzkpf vrrt").categories == ("other",)


SAID = sorted({word for tip in TIPS for word in tip.text.split()})


@given(words=st.lists(st.sampled_from(SAID), min_size=1, max_size=80))
@FEW
def test_the_spans_of_any_words_add_up_to_the_score_of_each_kind(words: list[str]) -> None:
    text = " ".join(words)
    for found in judge(text).of("category"):
        assert abs(found.score - sum(span.weight for span in found.spans)) < 1e-5
        assert all(0 <= span.start <= span.end <= len(text) for span in found.spans)


def test_many_leanings_are_told_as_the_strongest_and_the_rest() -> None:
    told = [span for span in judge(" ".join(SAID)).of("category")[0].spans if span.rule.startswith(LEANING)]
    assert len(told) == 13
    assert told[-1].rule == f"{LEANING}others"


def test_two_things_near_each_other_lean_together_and_far_apart_do_not() -> None:
    near, far = "he dragged her by the hair", f"he dragged it. {'and so on ' * 9}. the hair"
    pairs = [
        {name for name in weighed(text) if name.startswith(PAIR) and "drag" in name and "hair" in name}
        for text in (near, far)
    ]
    assert pairs[0]
    assert not pairs[1]


def weighed(text: str) -> dict[str, tuple[int, int]]:
    draft = Draft(tip=TipText(text=text, answers={}, channel="web", in_danger=False, language_hint=""))
    for step in STEPS[:3]:
        draft = step.judge(draft)
    return features(draft, asserted(draft))


@pytest.mark.parametrize(
    "text",
    [
        "A pirogue comes in at night without lights and men carry cartons of cigarettes up from the beach",
        "she sells cocaine and weed from the yellow shop by the school",
        "Deux hommes cagoulés ont braqué la pharmacie avec un pistolet et pris la caisse",
    ],
)
def test_a_second_kind_is_named_on_its_own_evidence_only(text: str) -> None:
    assert len(judge(text).categories) == 1
