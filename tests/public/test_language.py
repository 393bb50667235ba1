"""The language of a page: by link, carried in the address; at the bare address the browser's own; never a cookie."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from reports import house_guides
from reports.guides import House as HouseOfGuides
from reports.guides import whole
from reports.models import Tip
from reports.public.language import wished
from tests.conftest import House
from tests.public.browser import Page, fetch, send
from tests.public.mailboxes import asked, opened, png
from tests.public.mailboxes import told as told_receipt

CODES = [code for code, _ in settings.LANGUAGES]


@pytest.mark.parametrize("code", CODES)
def test_an_address_with_a_language_answers_in_it_whatever_the_browser_wants(house: House, code: str) -> None:
    answer = Client().get(f"/{code}/", headers={"Accept-Language": "de, es;q=0.5"})
    assert answer.status_code == 203
    assert f'<html lang="{code}">' in answer.content.decode()
    assert answer["Content-Language"] == code
    assert "Accept-Language" not in answer.get("Vary", "")
    assert not answer.cookies


def test_a_kind_that_nobody_named_in_the_language_of_the_page_says_in_which_it_is(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    renamed = whole("fraud") | {"title": {"en": "Scams", "es": "Estafas"}}
    monkeypatch.setitem(house_guides._held, "house", HouseOfGuides(2, {"fraud": renamed}, "renamed"))
    monkeypatch.setitem(house_guides._held, "until", float("inf"))
    told = {}
    for code in ("en", "es", "fr"):
        options = [each for tag, each in fetch(f"/{code}/").tags if tag == "option"]
        told[code] = {each["value"]: each["lang"] for each in options if "lang" in each}
        assert "fraud" in {each["value"] for each in options}
    assert told == {"en": {}, "es": {}, "fr": {"fraud": "en"}}


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


TYPED = {
    "pay": {"voucher": "VQ-1234", "code": "12345"},
    "answer": {"reference": "ABCDEFGH", "number": "123", "used": "no", "arrests": "2", "text": "By the jetty."},
    "mailbox": {"receipt": "1234 5678"},
}


def language_buttons(page: Page) -> dict[str, str]:
    """The addresses that the buttons of languages lead to, and what each does."""
    found = [told for tag, told in page.tags if tag == "button" and told.get("formaction") and told.get("lang")]
    return {told["formaction"]: told["value"] for told in found}


@pytest.mark.parametrize("name", TYPED)
def test_a_page_with_a_form_of_its_own_changes_its_language_with_all_that_is_typed(house: House, name: str) -> None:
    english = fetch(f"/en/{name}")
    buttons = language_buttons(english)
    assert list(buttons) == [f"/{code}/{name}" for code in CODES]
    assert not [told for tag, told in english.tags if tag == "a" and told.get("hreflang")]
    french = send(f"/fr/{name}", english, do=buttons[f"/fr/{name}"], **TYPED[name])
    assert (french.status, french.response["Content-Language"]) == (200, "fr")
    assert {field: french.fields.get(field) for field in TYPED[name]} == TYPED[name]
    assert french.fields["ticket"] == english.fields["ticket"], "it ripens on"
    assert not [told for _tag, told in french.tags if told.get("role") == "alert"], "nothing was pressed yet"
    wrong = send(f"/fr/{name}", french, do="check")
    assert wrong.status == 400
    assert list(language_buttons(wrong)) == [f"/{code}/{name}" for code in CODES]


@pytest.mark.parametrize("name", TYPED)
def test_as_long_as_nothing_is_typed_its_languages_lead_on_as_links_do(house: House, name: str) -> None:
    answer = send(f"/es/{name}", fetch(f"/en/{name}"), do="language").response
    assert (answer.status_code, answer["Location"]) == (303, f"/es/{name}")


@pytest.mark.parametrize(("name", "does"), [("pay", "check"), ("answer", "send"), ("mailbox", None)])
def test_enter_in_a_line_does_there_what_its_first_button_does(house: House, name: str, does: str | None) -> None:
    """A browser presses the first button of a form, in the order of the page."""
    buttons = [told for tag, told in fetch(f"/en/{name}").tags if tag == "button"]
    assert buttons[0].get("value") == does


def test_what_waits_in_a_locked_mailbox_comes_along_into_another_language(house: House) -> None:
    page = send("/en/mailbox", opened(asked(house)), text="The blue one", files=png(), do="add", **{"pass": "forged"})
    spanish = send("/es/mailbox", page, do="language")
    assert spanish.fields["text"] == "The blue one"
    assert spanish.fields["held"]
    only_file = send("/en/mailbox", opened(told_receipt()), text="", files=png(), do="add", **{"pass": "forged"})
    assert send("/es/mailbox", only_file, do="language").fields["held"]


def test_an_open_mailbox_is_read_in_another_language_with_what_is_half_written(house: House) -> None:
    page = opened(asked(house))
    kweyol = send("/acf/mailbox", page, do=language_buttons(page)["/acf/mailbox"], text="The blue one", corrects="on")
    assert kweyol.response["Content-Language"] == "acf"
    assert (kweyol.fields["text"], kweyol.fields["corrects"]) == ("The blue one", "on")
