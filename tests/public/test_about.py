"""The short pages of plain words: each is there, in the index, and says where a promise ends."""

import re

import pytest
from django.conf import settings
from django.test import override_settings

from reports.phone.wording import Wish, languages, wish
from reports.public.about import TOPICS
from tests.conftest import House
from tests.public.browser import fetch, send


def test_the_index_leads_to_every_page(house: House) -> None:
    links = [told.get("href") for tag, told in fetch("/en/about").tags if tag == "a"]
    for topic in TOPICS:
        path = "/en/what-we-keep" if topic.name == "kept" else f"/en/about/{topic.name}"
        assert path in links
        page = fetch(path)
        assert page.status == 200
        assert page.number_of("h1") == 1


def test_the_limits_are_named(house: House) -> None:
    text = fetch("/en/about/limits").text
    limits = ("internet provider know", "full control of the officers' computer", "the computer that serves this page")
    of_law = (
        "A court can order us",
        "knowingly false may be a crime",
        "Where a child is in danger, the police may have to act",
    )
    for limit in (
        *limits,
        *of_law,
        "cannot clear the history",
        "where that form comes, that something had been written",
    ):
        assert limit in text


def test_how_identity_is_protected_names_who_else_can_open_a_tip_and_leads_to_the_limits(house: House) -> None:
    page = fetch("/en/about/identity")
    assert "A program looks at it once" in page.text
    assert "cut into five parts" in page.text
    assert "could read the tips that still wait" in page.text
    assert "if our program sees that it is about one" in page.text
    assert [told for tag, told in page.tags if tag == "a" and told.get("href") == "/en/about/limits"]


def test_nobody_is_promised_that_each_tip_is_opened(house: House) -> None:
    assert "may close without opening it" in fetch("/en/about/after").text


def test_a_browser_that_sends_pages_through_its_maker_is_named(house: House) -> None:
    assert "Opera Mini" in fetch("/en/about/phones").text


@pytest.mark.parametrize("code", languages())
def test_the_page_of_phones_names_the_words_that_texts_obey_in_its_language(house: House, code: str) -> None:
    typed = [word for word in re.findall(r"\w+", fetch(f"/{code}/about/phones").text) if word.isupper()]
    found = [asked for word in typed if (asked := wish(word))]
    quiet = [Wish.QUIET, Wish.START, Wish.QUIET, Wish.FORGET, Wish.RECEIPT]
    forget = [Wish.FORGET, Wish.STOP, Wish.STOP, Wish.FORGET]
    only_quiet_is_sure = [Wish.QUIET, Wish.QUIET]
    assert [asked.wish for asked in found] == [*quiet, *only_quiet_is_sure, Wish.NEW, *forget]
    assert all(code in asked.languages for asked in found if asked.wish is not Wish.STOP)


def test_nobody_is_promised_a_reward_that_is_not_there(house: House) -> None:
    assert "Some tips are rewarded" in fetch("/en/about/rewards").text
    with override_settings(REWARD_PLACES=""):
        assert "pays no rewards yet" in fetch("/en/about/rewards").text


def test_the_page_for_people_who_are_held_has_numbers_to_touch(house: House) -> None:
    page = fetch("/en/help")
    touched = [told.get("href") for tag, told in page.tags if tag == "a"]
    assert f"tel:{settings.EMERGENCY_NUMBER}" in touched
    for contacts in settings.HELP_CONTACTS.values():
        for _name, number in contacts:
            assert f"tel:{number}" in touched


@pytest.mark.parametrize("contacts", [[], [("Shelter", "+1 758 000"), ("Church", "12")]])
def test_whom_to_call_is_a_setting_for_each_need(house: House, contacts: list[tuple[str, str]]) -> None:
    for need in ("violence", "children", "despair", "held"):
        with override_settings(HELP_CONTACTS={key: [] for key in settings.HELP_CONTACTS} | {need: contacts}):
            page = fetch("/en/help")
        assert all(name in page.text for name, _ in contacts)
        assert ("Violence at home" in page.text) == (need == "violence" and bool(contacts))
        assert ("Is a child hurt" in page.text) == (need == "children" and bool(contacts))
        assert ("Do you think of ending your life?" in page.text) == (need == "despair" and bool(contacts))
        assert "Are you held, or made to work?" in page.text


def test_a_contact_is_named_in_the_readers_language(house: House) -> None:
    shelter = [("Women's shelter | fr: Foyer « L'Étape » | es: Refugio", "12")]
    with override_settings(HELP_CONTACTS={key: [] for key in settings.HELP_CONTACTS} | {"violence": shelter}):
        told = {code: fetch(f"/{code}/help").text for code in ("en", "fr", "es", "ht")}
        beside = send("/fr/", fetch("/fr/"), text="Il la bat.", category="domestic_abuse", do="questions").text
    names = {"en": "Women's shelter", "fr": "Foyer « L'Étape »", "es": "Refugio", "ht": "Women's shelter"}
    assert all(name in told[code] for code, name in names.items())
    assert "|" not in "".join(told.values())
    assert "Foyer « L'Étape »" in beside


def test_the_help_page_promises_only_what_the_force_has_confirmed(house: House) -> None:
    promises = ("leave the line open", "even if your papers are not in order")
    for confirmed in (None, False):
        with override_settings(SILENT_CALLS=confirmed, HELP_WITHOUT_PAPERS=confirmed):
            assert not [each for each in promises if each in fetch("/en/help").text]
    with override_settings(SILENT_CALLS=True, HELP_WITHOUT_PAPERS=True):
        assert all(each in fetch("/en/help").text for each in promises)


def test_the_address_in_tor_browser_is_told_where_there_is_one(house: House) -> None:
    assert "Our address in Tor Browser" not in fetch("/en/about/phones").text
    with override_settings(ONION_URL="http://abc.onion"):
        assert "Our address in Tor Browser: http://abc.onion" in fetch("/en/about/phones").text
