"""The language of a page: by link, carried in the address; at the bare address the browser's own; never a cookie."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from reports.models import Tip
from reports.public.language import wished
from tests.conftest import House
from tests.public.browser import Page, fetch, send

CODES = [code for code, _ in settings.LANGUAGES]


@pytest.mark.parametrize("code", CODES)
def test_an_address_with_a_language_answers_in_it_whatever_the_browser_wants(house: House, code: str) -> None:
    answer = Client().get(f"/{code}/", headers={"Accept-Language": "de, es;q=0.5"})
    assert answer.status_code == 203
    assert f'<html lang="{code}">' in answer.content.decode()
    assert answer["Content-Language"] == code
    assert "Accept-Language" not in answer.get("Vary", "")
    assert not answer.cookies


def test_the_bare_address_answers_as_the_browser_wishes_and_says_that_it_varies(house: House) -> None:
    answer = Client().get("/", headers={"Accept-Language": "de-DE, fr-CA;q=0.8, en;q=0.2"})
    assert '<html lang="fr">' in answer.content.decode()
    assert answer["Content-Language"] == "fr"
    assert "Accept-Language" in answer["Vary"]


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("", "en"),
        ("de, it", "en"),
        ("acf-LC", "acf"),
        ("gcf, fr;q=0.5", "acf"),
        ("ht-HT,fr;q=0.9", "ht"),
        ("es-419;q=0.3, fr;q=0.7", "fr"),
        ("*", "en"),
        (";;;q=, \0", "en"),
        ("x" * 9000, "en"),
    ],
)
def test_the_first_language_that_we_have_is_taken(header: str, code: str) -> None:
    assert wished(header) == code


@pytest.mark.parametrize("code", CODES)
def test_every_link_and_form_stays_in_the_language_of_the_page(house: House, code: str) -> None:
    for path in (f"/{code}/", f"/{code}/mailbox", f"/{code}/what-we-keep"):
        others = [f"/{other}{path.removeprefix(f'/{code}')}" for other in CODES]
        page = fetch(path)
        leading = [told for tag, told in page.tags if tag in {"a", "form", "button"}]
        links = [told.get("href") or told.get("action") or told.get("formaction") or "" for told in leading]
        inside = [link for link in links if link.startswith("/") and link not in others]
        assert f"/{code}/" in links
        assert all(link.startswith(f"/{code}/") for link in inside)
        assert all(other in links for other in others)


def test_a_page_of_the_bare_address_carries_its_language_on(house: House) -> None:
    page = Page(Client().get("/", headers={"Accept-Language": "ht"}))  # type: ignore[arg-type]
    assert ("form", "/ht/") in [(tag, told.get("action")) for tag, told in page.tags]


@pytest.mark.parametrize("code", CODES)
def test_a_tip_can_be_sent_in_every_language(house: House, code: str) -> None:
    page = send(f"/{code}/", fetch(f"/{code}/"), text="Yon kannòt ka wivé.")
    assert page.receipt
    assert page.response["Content-Language"] == code
    assert Tip.objects.count() == 1


def test_the_answer_to_a_form_has_no_link_that_would_lose_what_was_typed(house: House) -> None:
    page = send("/fr/", fetch("/fr/"), text="")
    assert page.status == 400
    assert not [told for tag, told in page.tags if told.get("hreflang")]


@pytest.mark.parametrize("code", CODES)
def test_search_machines_are_told_every_language_by_its_full_address(house: House, code: str) -> None:
    told = [told for tag, told in fetch(f"/{code}/mailbox").tags if tag == "link" and told["rel"] == "alternate"]
    assert {(one["hreflang"], one["href"]) for one in told} == {
        (other, f"{settings.PUBLIC_URL}/{other}/mailbox") for other in CODES
    }


@pytest.mark.parametrize("path", ["/acf/desk/", "/fr/api/v1/tips", "/es/phone/sms", "/ht/static/base.css", "/de/"])
def test_behind_a_language_there_is_nothing_but_the_tipsters_pages(house: House, path: str) -> None:
    assert Client().get(path).status_code == 404


def test_the_desk_and_its_addresses_know_no_language(house: House) -> None:
    answer = Client().get("/desk/sign-in", headers={"Accept-Language": "fr"})
    assert '<html lang="en">' in answer.content.decode()
    assert "/fr/" not in answer.content.decode()
    assert "Content-Language" not in answer
    assert reverse("public:mailbox") == "/mailbox", "nothing is left over from the page before"


def test_a_page_that_is_not_there_says_so_in_the_language_of_the_reader(house: House) -> None:
    answer = Client().get("/fr/nothing")
    assert answer.status_code == 404
    assert '<html lang="fr">' in answer.content.decode()
