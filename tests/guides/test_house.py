"""A house's own table of a category makes the same guide as the files, as long as nothing is changed."""

import json
from dataclasses import replace

import pytest
from django.template import Context, Template

from reports.guides import House, categories, guide, guide_as_it_was, house_of, languages, titles, whole
from reports.guides.house import SHIPPED


@pytest.mark.parametrize("category", categories())
def test_a_table_tells_what_the_files_tell_also_after_it_was_stored(category: str) -> None:
    stored = json.loads(json.dumps(whole(category), sort_keys=True))
    house = House(5, {category: stored})
    for language in languages():
        assert replace(guide(category, language, house), house=0) == guide(category, language)


def test_only_changed_categories_have_an_edition_of_the_house() -> None:
    house = House(5, {"drugs": whole("drugs")})
    assert guide("drugs", "en", house).edition == "drugs 2.2.5"
    assert guide("theft", "en", house).edition == guide("theft").edition == "theft 3.2"
    assert (house_of("drugs 2.2.5"), house_of("drugs 2.2"), house_of("no edition")) == (5, 0, 0)
    then = guide_as_it_was("drugs 2.2.5", house)
    assert then is not None
    assert then.edition == "drugs 2.2.5"


def test_a_language_without_words_asks_in_english_and_what_is_not_offered_has_no_title() -> None:
    table = whole("fraud") | {"offered": False}
    table["questions"][0]["ask"] = {"en": "Who cheated?"}
    house = House(2, {"fraud": table})
    asked = guide("fraud", "fr", house).own[0]
    assert (asked.ask, _spoken(asked.ask)) == ("Who cheated?", "en"), "and a page can say so"
    assert {_spoken(option.label) for option in asked.options} == {""}
    assert _spoken(guide("fraud", "en", house).own[0].ask) == ""
    assert "fraud" not in titles("fr", house)
    assert SHIPPED.offers("fraud")


def test_what_was_written_before_answers_could_be_marked_is_marked_as_shipped() -> None:
    table = whole("domestic_abuse")
    safe = table["questions"][0]
    del safe["danger"]
    old = House(2, {"domestic_abuse": table})
    assert guide("domestic_abuse", "en", old).own[0].danger == {"no"}
    safe["options"] = safe["options"][:1]
    fewer = House(3, {"domestic_abuse": table})
    assert guide("domestic_abuse", "en", fewer).own[0].danger == frozenset()
    safe["danger"] = ["yes"]
    marked = House(4, {"domestic_abuse": table})
    assert guide("domestic_abuse", "en", marked).own[0].danger == {"yes"}


def test_signs_that_nobody_is_asked_for_any_more_weigh_nothing() -> None:
    table = whole("human_trafficking")
    table["questions"] = [each for each in table["questions"] if each["id"] != "movement"]
    ours = guide("human_trafficking", "en", House(2, {"human_trafficking": table}))
    assert not {sign for signs in ours.weights.values() for sign in signs if ".movement:" in sign}
    assert "human_trafficking.movement" not in ours.short
    table["questions"] = [each for each in table["questions"] if each["id"] != "minors"]
    ours = guide("human_trafficking", "en", House(3, {"human_trafficking": table}))
    assert not {sign for signs in ours.weights.values() for sign in signs if ".minors:" in sign}


def _spoken(words: str) -> str:
    """The language of words as a page asks for it."""
    return Template("{{ words.spoken }}").render(Context({"words": words}))
