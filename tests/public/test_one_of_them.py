"""Somebody who is held ticks boxes that speak of others, and can say that it happens to herself."""

import pytest

from reports.guides import in_words
from reports.queries.masking import MASK
from reports.withheld import masked_answers
from tests.conftest import House
from tests.public.browser import fetch, send
from tests.public.test_questions import answers_at_the_desk

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])


@pytest.mark.parametrize(
    ("code", "box"),
    [
        ("en", "I am one of them"),
        ("acf", "Mwen sé yonn adan yo"),
        ("fr", "Je suis l'une de ces personnes"),
        ("es", "Soy una de esas personas"),
        ("ht", "Mwen se youn nan yo"),
    ],
)
def test_who_is_held_can_say_so_before_anything_is_asked_of_them(house: House, code: str, box: str) -> None:
    page = fetch(f"/{code}/short")
    asked = [told["name"] for tag, told in page.tags if tag == "input" and told.get("name", "").startswith("human")]
    assert asked[0] == "human_trafficking.self"
    assert box in page.text
    ticked = {"human_trafficking.self": "me", "human_trafficking.movement:locked": "on"}
    assert send(f"/{code}/", page, do="send", **ticked).receipt, "nobody is warned of what officers must know"
    answers = answers_at_the_desk(house)
    assert dict(in_words(answers))["Does it happen to you?"] == "I am one of them"
    assert masked_answers(answers, None)["human_trafficking.self"] == MASK, "as how it is known: to who asks to see it"
