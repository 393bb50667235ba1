"""Who must be found herself is led to send; who tells of others looks first, and of whom nobody knows may do either."""

import pytest
from django.utils.translation import gettext, override

from tests.conftest import House
from tests.public.browser import fetch, send
from tests.public.mailboxes import opened, told
from tests.public.test_contacts import named
from tests.public.test_danger_first import NEIGHBOUR, OTHERS, buttons, has_number


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("I am 12 and my uncle comes in my bed at night", ""),
        ("mwen ni 12 lanné, tonton mwen ka vini an kabann mwen lannwit", "acf/"),
        ("j'ai 12 ans et mon oncle vient dans mon lit la nuit", "fr/"),
        ("tengo 12 años y mi tío viene a mi cama por la noche", "es/"),
        ("mwen gen 12 an, tonton m vin sou kabann mwen lannwit", "ht/"),
        ("my husband beat me every night", ""),
        ("mawi mwen ka bat mwen tou lé swè", "acf/"),
        ("mon mari me bat tous les soirs", "fr/"),
        ("mi marido me pega todas las noches", "es/"),
        ("mari m bat mwen chak swa", "ht/"),
        ("I will kill myself, my brother does not know", ""),
    ],
)
def test_an_abused_child_a_beaten_wife_and_who_despairs_are_led_to_send(
    house: House, words: str, language: str
) -> None:
    page = send(f"/{language}", fetch(f"/{language}"), text=words, do="send")
    assert has_number(page)
    assert buttons(page)[0] == "send:as_it_is"
    assert named(page), "whom to call stands there, before anything is sent"
    with override(language.strip("/") or "en"):
        assert gettext(f"{OTHERS}, and look below at what may show who you are.") not in page.text
    added = send("/mailbox", opened(told("A boat lands each Monday.")), text=words, do="add")
    assert buttons(added)[0] == "add:as_it_is"


@pytest.mark.parametrize(
    "words",
    [
        "My uncle hits my little cousin every night.",
        "I am 12 and my brother sells weed at school.",
        "They robbed me at the bus stop, my cousin saw it.",
        "My neighbour beats his wife, I live next door at number 12, he robbed me too",
        "They robbed me last week and my brother beats his wife",
        "My name is Joan Felix of 14 Church Street Laborie. I do not want to live like this, my neighbour sells crack",
    ],
)
def test_who_tells_of_others_or_of_no_danger_looks_first(house: House, words: str) -> None:
    assert buttons(send("/", fetch("/"), text=words, do="send"))[0] == "back"


@pytest.mark.parametrize(
    "words",
    [
        "I will kill myself",
        "me voy a matar",
        "je vais me tuer",
        "I have the pills in front of me",
        "I have the rope around my neck",
        "mwen ni pilil la douvan mwen",
        "j'ai les cachets devant moi",
        "tengo las pastillas frente a mí",
        "m gen grenn yo devan m",
    ],
)
def test_despair_in_which_nothing_is_marked_goes_at_once(house: House, words: str) -> None:
    assert send("/", fetch("/"), text=words, do="send").receipt


def test_where_nobody_knows_who_needs_help_both_buttons_weigh_the_same(house: House) -> None:
    page = send("/", fetch("/"), text=NEIGHBOUR, do="send")
    looks = {
        each["value"]: each["class"].removesuffix(" sends")
        for tag, each in page.tags
        if tag == "button" and each.get("value") in ("back", "send:as_it_is")
    }
    assert looks == {"back": "button", "send:as_it_is": "button"}
