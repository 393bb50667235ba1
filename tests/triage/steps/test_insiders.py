"""Somebody inside the police who leaks, warns, takes or protects: told without a name, in five languages.

tips/of_the_police.tsv was written before the rules: a part, a language, whether it accuses, and a made-up text. Nobody
has changed a rule by the part `held`. The part `mentions` was written later: of its 37 that accuse nobody 20 were set
apart until the rules were mended by them, three still are. The part `witnessed` is what a reader found gone to the
unit of the crime, `leaked` who knew soon after the police were told.
"""

from pathlib import Path

import pytest

from reports.triage.steps.lexicon import INSIDERS, concepts
from reports.triage.steps.matching import rulebook
from tests.triage.tips import judge

_TIPS = Path(__file__).parents[1] / "tips" / "of_the_police.tsv"


def _of(part: str, *, accuses: str) -> list[str]:
    rows = (row.split("\t") for row in _TIPS.read_text(encoding="utf-8").splitlines())
    return [text for where, _, label, text in rows if (where, label) == (part, accuses)]


def _set_apart(texts: list[str]) -> int:
    return sum(judge(text).conflict_of_interest for text in texts)


@pytest.mark.parametrize(
    "text",
    [
        "Delroy Vite robbing the shops in Choiseul with a gun. Is two people in the Major Crime unit telling him when "
        "they coming.",
        "Is two people in the Major Crime unit telling Delroy Vite when they coming. He keeping coke in the blue house",
        "He have two guns under the bed. His girl is from the police tip desk and she warn him.",
        "He say he have people in the narcotics, he sell coke",
        "Please don't let the Major Crime people know about this. He shot the boy in Gros Islet.",
        "Don't send this to the narcotics unit. Cocaine in the blue house.",
        "One of you all is telling Kervin everything. He killed the boy in Bexon.",
        "A police tell him every time you all coming so you never find the coke.",
        "The gang leader is married to a policewoman and he have guns",
    ],
)
def test_somebody_inside_who_leaks_sets_a_tip_apart(text: str) -> None:
    assert judge(text).unit == "standards"


@pytest.mark.parametrize(
    "text",
    [
        "Please send this to Major Crime. Delroy robbed the shop in Choiseul with a gun.",
        "Please do not tell the tip line my name. He sells coke from the barber shop.",
        "His uncle is in police custody, but the nephew still have the gun.",
        "A man in the bank tells them who have money and then they rob the old people.",
        "The man at the bus station tells them which tourists to rob.",
        "Can somebody from the police warn him? He sells coke by the school.",
    ],
)
def test_who_writes_to_the_police_accuses_nobody_of_it(text: str) -> None:
    assert not judge(text).conflict_of_interest


def test_what_is_typed_into_fields_counts_too_and_shows_no_place_in_the_text() -> None:
    told = judge("Cocaine in the blue house", **{"other.did": "his brother is a police"})
    assert told.unit == "standards"
    assert all(span.end <= len("Cocaine in the blue house") for span in told.of("conflict")[0].spans)


def test_it_says_nothing_of_the_kind_of_a_tip() -> None:
    told = judge("They robbing shops with a gun. Two people in the Major Crime unit telling them when you coming.")
    assert told.categories[0] == "robbery"


@pytest.mark.parametrize(("part", "least", "most"), [("dev", 44, 3), ("held", 22, 0)])
def test_most_who_accuse_are_heard_and_few_who_only_mention_the_police(part: str, least: int, most: int) -> None:
    accusing, mentioning = _of(part, accuses="yes"), _of(part, accuses="no")
    assert len(accusing) + len(mentioning) in (93, 47)
    assert _set_apart(accusing) >= least
    assert _set_apart(mentioning) <= most


def test_most_who_tell_of_a_police_station_or_of_having_called_accuse_nobody() -> None:
    assert _set_apart(_of("mentions", accuses="no")) <= 5
    assert [text for text in _of("mentions", accuses="yes") if not judge(text).conflict_of_interest] == []


def test_who_saw_the_police_do_wrong_is_not_taken_for_one_who_only_mentions_them() -> None:
    seen = _of("witnessed", accuses="yes")
    assert len(seen) == 37
    assert sum(judge(text).unit == "standards" for text in seen) >= 37


def test_that_the_suspect_knew_soon_after_the_police_were_told_is_a_leak() -> None:
    assert [text for text in _of("leaked", accuses="yes") if judge(text).unit != "standards"] == []
    assert [text for text in _of("leaked", accuses="no") if judge(text).conflict_of_interest] == []


def test_every_rule_speaks_of_ideas_that_have_words() -> None:
    asked = {idea for rule in rulebook(INSIDERS) for part in (*rule.parts, rule.unless) for idea in part}
    assert asked
    assert asked <= set(concepts())
