import pytest

from reports.triage.steps.category import CATEGORIES
from reports.triage.steps.lexicon import rules
from tests.triage.tips import judge


@pytest.mark.parametrize(
    "text",
    [
        "there was no gun in the house",
        "I did not see any gun",
        "i pa ni zam",
        "il n'a pas d'arme",
        "li pa gen zam",
        "él no tiene pistola",
    ],
)
def test_a_denied_weapon_is_no_firearms_tip(text: str) -> None:
    assert "firearms" not in judge(text).categories


def test_a_denial_ends_where_a_new_subject_begins() -> None:
    assert judge("for no reason he has a gun").categories[0] == "firearms"


def test_a_film_is_no_crime() -> None:
    assert judge("in the movie the killer murdered everybody").categories == ("other",)


def test_the_choice_of_the_tipster_counts() -> None:
    assert judge("something bad by the river", category="smuggling").categories == ("smuggling",)


def test_an_unknown_choice_is_passed_over() -> None:
    assert judge("something bad by the river", category="aliens").categories == ("other",)


def test_one_tip_can_be_about_three_things_and_no_more() -> None:
    text = "he sells cocaine, he has a gun, he raped a girl and he is doing fraud and speeding"
    assert len(judge(text).categories) == 3


def test_a_word_said_often_weighs_no_more_than_said_once() -> None:
    once, often = judge("weed"), judge("weed " * 500)
    assert once.of("category")[0].score == often.of("category")[0].score


@pytest.mark.parametrize("spelling", ["DWOG", "dwòg", "dwog", "d\u200bwòg", "dwo\u0300g", "ｄｗｏｇ"])
def test_accents_capitals_and_tricks_do_not_hide_a_word(spelling: str) -> None:
    assert judge(f"yo ka vann {spelling}").categories[0] == "drugs"


def test_every_rule_speaks_for_a_known_category() -> None:
    assert {group["means"] for group in rules("category")["terms"]} <= set(CATEGORIES)


def test_every_category_but_other_has_words_in_five_languages() -> None:
    told = {(group["means"], group["language"]) for group in rules("category")["terms"]}
    wanted = {(c, language) for c in CATEGORIES if c != "other" for language in ("en", "acf", "fr", "es", "ht")}
    assert wanted <= told
