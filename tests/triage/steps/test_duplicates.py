from reports.triage.assessment import Assessment, EarlierTip, TipText
from reports.triage.pipeline import run
from tests.triage.tips import TIPS, judge


def _beside(text: str, *earlier: str) -> Assessment:
    known = tuple(EarlierTip(tip=str(at), fingerprint=judge(words).fingerprint) for at, words in enumerate(earlier))
    return run(TipText(text=text, answers={}, channel="web", in_danger=False, language_hint="", earlier=known))


def test_the_same_words_again_are_suggested() -> None:
    text = "Two men robbed the bakery in Soufriere and ran off to the hill"
    suggested = _beside(text, "someone is speeding in Choiseul", text.upper() + "!").duplicates
    assert [finding.value for finding in suggested] == ["1"]
    assert "wording" in suggested[0].reason


def test_one_plate_told_in_two_languages_is_suggested() -> None:
    suggested = _beside("Il vend de la drogue, voiture PA 1234", "the dealer drives a car, PA1234").duplicates
    assert [finding.value for finding in suggested] == ["0"]
    assert "a plate" in suggested[0].reason


def test_tips_about_different_things_are_not_suggested() -> None:
    texts = [tip.text for tip in TIPS]
    assert [at for at, text in enumerate(texts) if _beside(text, *(t for t in texts if t != text)).duplicates] == []


def test_an_empty_tip_is_like_no_other() -> None:
    assert _beside("", "", "test").duplicates == ()


def test_a_fingerprint_has_one_length() -> None:
    assert {len(judge(tip.text).fingerprint) for tip in TIPS} == {337}
