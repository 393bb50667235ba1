"""Canned questions: whole in every language, and telling nobody who finds a receipt what the tip was about."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from reports.dialogue import canned
from reports.dialogue.canned import Known, asked_in, canned_for, shipped
from reports.guides import titles
from reports.models import Category
from tests.tables import each_of

TOLD = tomllib.loads((Path(canned.__file__).parent / "canned.toml").read_text("utf-8"))
LANGUAGES = ("en", "acf", "fr", "es", "ht")
# What an officer might write without thinking, and what would show the tip to whoever holds the phone.
GIVING_AWAY = re.compile(
    r"\b(gun|weapon|drug|car|boat|truck|house|girl|boy|child|woman|man|brother|neighbour|money|kill\w*|shot|shoot\w*|"
    r"st[eo]le\w*|rape\w*|beat\w*|sell\w*|victim|suspect|crime|street|road|shop|school|tip)s?\b",
    re.IGNORECASE,
)

# In the categories' names too, but said of any tip.
OF_EVERY_TIP = {
    *("police", "lapolis", "policía", "people", "somebody", "something"),
    *(
        "personas",
        "personnes",
        "personne",
        "chèche",
        "danjéwé",
        "moun",
        "bagay",
        "chose",
        "quelque",
        "alguien",
        "autre",
        "lòt",
    ),
}


def texts() -> Iterator[tuple[str, str, str]]:
    for name, words in TOLD["questions"].items():
        for language, said in words.items():
            yield name, language, said


def test_every_question_is_there_in_every_language() -> None:
    assert {name: tuple(words) for name, words in TOLD["questions"].items()} == dict.fromkeys(
        TOLD["questions"], LANGUAGES
    )


def test_every_category_is_offered_questions_that_exist_and_each_once() -> None:
    assert set(TOLD["offered"]) - {"always"} <= set(Category.values)
    for category in Category.values:
        names = [each.name for each in canned_for(category=category, language="en", among=shipped())]
        assert set(names) <= set(TOLD["questions"])
        assert len(names) == len(set(names))
    for name in set(TOLD["questions"]) - set(TOLD["offered"]["always"]):
        fits = [each for each, names in TOLD["offered"].items() if name in names]
        assert len(fits) >= 5, f"that {name} was asked would tell the kind of tip"
    offered = {name for names in TOLD["offered"].values() for name in names}
    assert offered == set(TOLD["questions"]), "none is written and never offered"


@each_of(list(texts()))
def test_no_question_can_repeat_a_fact_of_a_tip(name: str, language: str, said: str) -> None:
    assert not re.search(r"[{}%<>\d]", said), "no gap to be filled, and no number"
    assert not GIVING_AWAY.search(said)
    titled = {word.casefold() for title in titles(language).values() for word in re.findall(r"\w{5,}", title)}
    assert not titled & set(re.findall(r"\w+", said.casefold())) - OF_EVERY_TIP
    assert len(said) <= 160


def test_the_language_of_the_tip_is_used_and_english_where_there_is_none() -> None:
    (french, *_) = canned_for(category="other", language="fr", among=shipped())
    assert (french.language, french.said) == ("fr", TOLD["questions"]["still_so"]["fr"])
    assert french.english == TOLD["questions"]["still_so"]["en"]
    (unknown, *_) = canned_for(category="no such", language="xx", among=shipped())
    assert (unknown.language, unknown.said) == ("en", unknown.english)


def test_a_question_is_known_in_whatever_language_it_was_sent() -> None:
    known: Known = {words: said for said in TOLD["questions"].values() for words in said.values()}
    said = TOLD["questions"]["since_when"]
    assert asked_in(said["en"], "fr", known) == (said["fr"], "fr")
    assert asked_in(f" {said['acf']} ", "ht", known) == (said["ht"], "ht")
    assert asked_in(said["fr"], "xx", known) == (said["en"], "en")
    assert asked_in(said["en"] + " And where?", "fr", known) is None


def test_what_no_native_speaker_has_read_says_so() -> None:
    assert all(
        each.checked == (each.language in TOLD["checked"])
        for each in canned_for(category="", language="acf", among=shipped())
    )
