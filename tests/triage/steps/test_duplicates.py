from functools import cache

import pytest

from reports.told_again import LIKELY
from reports.triage.assessment import Assessment, TipText
from reports.triage.likeness import Likeness
from reports.triage.pipeline import run
from tests.triage.tips import TIPS, judge


@cache
def _fingerprint(words: str) -> bytes:
    return judge(words).fingerprint


def _beside(text: str, *earlier: str) -> Assessment:
    known = Likeness()
    for at, words in enumerate(earlier):
        known.add(str(at), _fingerprint(words))
    return run(TipText(text=text, answers={}, channel="web", in_danger=False, language_hint="", earlier=known.like))


def test_the_same_words_again_are_suggested() -> None:
    text = "Two men robbed the bakery in Soufriere and ran off to the hill"
    suggested = _beside(text, "someone is speeding in Choiseul", text.upper() + "!").duplicates
    assert [finding.value for finding in suggested] == ["1"]
    assert "wording" in suggested[0].reason


def test_one_plate_told_in_two_languages_is_suggested() -> None:
    suggested = _beside("Il vend de la drogue, voiture PA 1234", "the dealer drives a car, PA1234").duplicates
    assert [finding.value for finding in suggested] == ["0"]
    assert "the same plate" in suggested[0].reason


SHARED = [
    (
        "The grey Suzuki PB 4471 robbed the Massy store in Rodney Bay last Friday night, two boys with a gun in it.",
        "Three men in masks was sitting in PB 4471 outside the bank in Laborie before it open this morning.",
        "the same plate",
    ),
    (
        "A man from 758 712 4433 call my grandmother in Vieux Fort, say he is the bank and take 2000 dollars from her.",
        "Somebody selling a piece of land in Babonneau that is not his, you must send a deposit to 758-712-4433 first.",
        "the same phone number",
    ),
]


@pytest.mark.parametrize("holders", [1, 4, 20])
@pytest.mark.parametrize(("earlier", "new", "said"), SHARED)
def test_a_shared_plate_or_number_is_enough_in_a_house_of_few_tips(
    earlier: str, new: str, said: str, holders: int
) -> None:
    others = [tip.text for tip in TIPS] * 2
    suggested = _beside(new, *[earlier] * holders, *others).duplicates
    assert {finding.value for finding in suggested} <= {str(at) for at in range(holders)}
    assert suggested[0].score >= LIKELY
    assert said in suggested[0].reason


def test_a_number_that_many_tips_hold_is_not_enough_alone() -> None:
    earlier, new, _ = SHARED[1]
    assert _beside(new, *[earlier] * 21, *[tip.text for tip in TIPS]).duplicates == ()


def test_one_theft_told_in_two_languages_is_suggested() -> None:
    kweyol = "Yo vòlè sis kabwit yè òswè bò vyé izin lan Banse, yo mété yo adan yon twok blan"
    suggested = _beside(kweyol, "six goats stolen last night by the old factory in Banse, white truck").duplicates
    assert [finding.value for finding in suggested] == ["0"]
    assert "goat" in suggested[0].reason


def test_a_village_and_a_kind_of_crime_are_not_enough() -> None:
    earlier = "A man sells cocaine from his bar in Dennery"
    assert _beside("Boys smoke and sell weed on the beach at Dennery", earlier).duplicates == ()


def test_one_hand_in_many_tips_is_pointed_out() -> None:
    text = "Please investigate Kenson of Jacmel because he is stealing from all the farmers and everybody is afraid"
    earlier = [text, text.upper(), f"{text}!!", "Somebody broke into the clinic at Micoud"]
    judged = _beside(f"Good day. {text}", *earlier)
    assert set(judged.campaign) == {"0", "1", "2"}
    assert _beside(text, *earlier[1:]).campaign == ()


def test_tips_about_different_things_are_not_suggested() -> None:
    texts = [tip.text for tip in TIPS]
    assert [at for at, text in enumerate(texts) if _beside(text, *(t for t in texts if t != text)).duplicates] == []


def test_an_empty_tip_is_like_no_other() -> None:
    assert _beside("", "", "test").duplicates == ()


def test_a_fingerprint_has_one_length() -> None:
    assert {len(judge(tip.text).fingerprint) for tip in TIPS} == {481}
