"""The form to tick for who has two minutes: one tick is a tip, and only an empty form is none."""

import pytest

from reports.models import Tip, Urgency
from tests.conftest import House
from tests.public.browser import fetch, send
from tests.public.mailboxes import png

LANGUAGES = ["en", "acf", "fr", "es", "ht"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_danger_ticked_alone_is_a_tip_that_rings(house: House, code: str) -> None:
    assert send(f"/{code}/", fetch(f"/{code}/short"), do="send", danger="yes").receipt
    assert Tip.objects.get().urgency == Urgency.IMMEDIATE


@pytest.mark.parametrize(
    "ticked",
    [
        {"danger": "no"},
        {"danger": "unknown"},
        {"place": "Dennery"},
        {"human_trafficking.movement:locked": "on"},
        {"human_trafficking.movement:unknown": "on"},
        {"human_trafficking.self": "others"},
        {"human_trafficking.minors": "yes"},
        {"human_trafficking.people": "three"},
        {"text": "x"},
    ],
)
def test_any_one_thing_alone_is_a_tip(house: House, ticked: dict[str, str]) -> None:
    assert send("/", fetch("/short"), do="send", **ticked).receipt


def test_so_is_a_photo_alone(house: House) -> None:
    page = send("/", fetch("/short"), do="send", files=png())
    assert send("/", page, do="send:as_it_is").receipt


def test_so_is_any_one_thing_of_the_longer_way(house: House) -> None:
    page = send("/", fetch("/short"), do="questions")
    assert send("/", page, do="send", **{"vehicle.1.colour": "red", "place.district": "dennery"}).receipt


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_empty_form_is_refused_and_told_what_is_enough(house: House, code: str) -> None:
    page = send(f"/{code}/", fetch(f"/{code}/short"), do="send")
    assert page.status == 400
    assert not Tip.objects.exists()
    if code == "en":
        assert "One tick, one answer, a place, a photo or one word is enough" in page.text
