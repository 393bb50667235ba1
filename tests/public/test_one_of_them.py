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


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "they took our passports"),
        ("en", "the boss beats me and does not pay me"),
        ("en", "My name is Rosa Perez, call 484 1234, they hold my passport"),
        ("es", "nos quitaron los pasaportes"),
        ("es", "me pegan y no me pagan"),
        ("fr", "ils ont pris nos passeports"),
        ("acf", "yo pwan paspò nou"),
        ("ht", "yo kenbe paspò nou"),
        ("ht", "yo pran paspò nou"),
    ],
)
def test_who_ticks_that_she_is_held_is_held_up_by_no_warning(house: House, code: str, words: str) -> None:
    ticked = {"human_trafficking.self": "me", "text": words}
    assert send(f"/{code}/", fetch(f"/{code}/short"), do="send", **ticked).receipt


@pytest.mark.parametrize(
    "words",
    [
        "They took our passports and we cannot leave.",
        "the boss beats me and does not pay me",
        "nos quitaron los pasaportes",
        "no nos dejan salir y no nos pagan",
        "ils ont pris nos passeports",
        "yo pwan paspò nou",
        "yo pa ka péyé nou, nou pa sa sòti",
        "yo kenbe paspò nou",
        "yo pa kite nou sòti",
    ],
)
def test_words_of_who_is_held_go_at_once_where_they_show_nothing_else(house: House, words: str) -> None:
    assert send("/", fetch("/"), do="send", text=words).receipt


def test_who_is_held_and_gives_a_name_is_told_so_with_sending_first(house: House) -> None:
    page = send("/", fetch("/"), do="send", text="My name is Rosa Perez. They took our passports and lock us in.")
    assert "look at this first" not in page.text
    body = page.response.content.decode()
    assert "Rosa Perez" in body
    assert 0 < body.index("send:as_it_is") < body.index('value="back"')
    assert send("/", page, do="send:as_it_is").receipt


@pytest.mark.parametrize("words", ["My cousin took their passports and locks the girls in.", "My brother sells weed."])
def test_who_tells_of_others_looks_first(house: House, words: str) -> None:
    body = send("/", fetch("/"), do="send", text=words).response.content.decode()
    assert 0 < body.index('value="back"') < body.index("send:as_it_is")
