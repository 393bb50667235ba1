"""What ordinary words lean to: they settle what the rules leave open, and decide nothing that must be certain."""

from reports.triage.assessment import Assessment, TipText
from reports.triage.pipeline import run
from reports.triage.steps.leaning import LEANING, said_outright


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
