"""A form that breaks off on the way, or is far too large: each page shows again what arrived, in every language."""

from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from reports.guides import guide
from reports.intake.receiving import MOST_BODY_BYTES
from reports.models import Tip
from tests.conftest import House
from tests.intake.bodies import BOUNDARY, FILM, Body, Part, file, word
from tests.public.browser import Page, fetch, send
from tests.public.mailboxes import additions, asked, opened

LANGUAGES = [code for code, _name in settings.LANGUAGES]
TYPED = {"text": "A boat lands each Friday.", "danger": "no", "category": "smuggling"}


def cut(path: str, page: Page, *parts: Part, at: int = 900) -> Page:
    """Send a page with what was typed; the connection ends `at` bytes before its announced end."""
    known = {name for name, *_rest in parts}
    hidden = [word(name, value) for name, value in page.fields.items() if name not in known]
    whole = Body([*hidden, *parts], None)
    body = b"".join(iter(lambda: whole.read(65536), b""))[: whole.length - at]
    return posted(path, body, whole.length)


def posted(path: str, body: bytes, length: int) -> Page:
    """Send a body that was announced as longer than it is."""
    came: dict[str, Any] = {"wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(length)}
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    return Page(Client().generic("POST", path, b"-", kind, **came))  # type: ignore[arg-type]


def typed(**more: str) -> list[Part]:
    return [word(name, value) for name, value in {**TYPED, **more}.items()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_shows_every_word_that_arrived(house: House, language: str) -> None:
    path = f"/{language}/"
    page = cut(path, fetch(path), *typed(), file(FILM, 5000), word("do", "send"))
    assert page.status == 400
    assert {name: page.fields.get(name) for name in TYPED} == TYPED
    assert page.number_of("h1") == 1
    assert not Tip.objects.exists()
    assert send(path, page, do="send").receipt


def test_the_page_says_that_nothing_is_sent_and_that_the_end_may_be_missing(house: House) -> None:
    page = cut("/", fetch("/"), word("text", "A boat lands each Friday." * 50))
    assert "nothing of it is sent yet" in page.text
    assert page.fields["text"].startswith("A boat lands each Friday.A boat")
    assert len(page.fields["text"]) < len("A boat lands each Friday." * 50)


def test_a_file_that_was_complete_stays_and_the_next_one_is_asked_for(house: House) -> None:
    page = cut("/", fetch("/"), *typed(), file(FILM), file(FILM, 5000), word("do", "send"))
    assert "File 1: Video" in page.text
    assert "File 2" not in page.text
    assert "A file that is not listed did not arrive" in page.text


def test_answers_of_before_and_of_now_stay(house: House) -> None:
    page = send("/", fetch("/"), **TYPED, do="questions")
    page = send("/", page, do="another:boat", **{"smuggling.landing": "Behind the jetty", "how_many_know": "many"})
    first, *_more = guide("smuggling").own
    del page.fields["how_many_know"], page.fields["smuggling.landing"]
    page = cut("/", page, word("smuggling.landing", "Under the cliff"), file(FILM, 5000), word("do", "send"))
    assert page.status == 400
    assert page.fields["smuggling.landing"] == "Under the cliff", "what arrived"
    assert page.fields["how_many_know"] == "many", "what was known before"
    assert first.id.startswith("smuggling.")


def test_a_page_whose_sealed_field_was_cut_keeps_what_it_has(house: House) -> None:
    questions = send("/", fetch("/"), **TYPED, do="questions")
    carried = questions.fields.pop("carried")
    page = cut("/", questions, word("smuggling.landing", "Under the cliff"), word("carried", carried), at=200)
    assert "was lost on the way" in page.text
    assert "broke off" in page.text
    assert page.fields["smuggling.landing"] == "Under the cliff"


@pytest.mark.parametrize("is_own", [True, False])
def test_once_a_tip_is_sent_no_page_but_its_own_shows_a_word_when_it_breaks_off(house: House, is_own: bool) -> None:
    first = fetch("/")
    sent = send("/", first, **TYPED) if is_own else send("/", send("/", first, **TYPED, do="questions"), do="send")
    assert sent.receipt
    page = cut("/", first, *typed(text="On Monday too."), file(FILM, 5000))
    assert page.status == 409
    assert ("On Monday" in page.response.content.decode()) == is_own


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_in_the_mailbox_stays(house: House, language: str) -> None:
    page = opened(asked(house))
    page.fields.pop("text")
    page = cut(f"/{language}/mailbox", page, word("text", "The blue one"), file(FILM), file(FILM, 5000))
    assert page.status == 400
    assert page.fields["text"] == "The blue one"
    assert page.fields["held"], "the first film"
    assert additions() == 0
    assert send(f"/{language}/mailbox", page, do="add:as_it_is").status == 200
    assert additions() == 1


def test_a_mailbox_that_locked_itself_meanwhile_keeps_it_too(house: House) -> None:
    page = opened(asked(house))
    page.fields.pop("text")
    page.fields["pass"] = "forged"
    page = cut("/mailbox", page, word("text", "The blue one"), file(FILM, 5000))
    assert page.status == 403
    assert "The blue one" in page.response.content.decode()


def test_far_too_many_words_cost_no_other_word(house: House) -> None:
    page = cut("/", fetch("/"), *typed(), word("place", "x" * 2_000_000), at=0)
    assert page.status == 413
    assert {name: page.fields.get(name) for name in TYPED} == TYPED
    assert "far too large" in page.text


def test_a_form_that_is_far_too_large_and_breaks_off_costs_no_word(house: House) -> None:
    whole = Body(
        [
            *(word(name, value) for name, value in fetch("/").fields.items() if name not in TYPED),
            *typed(),
            file(FILM, 5000),
        ]
    )
    body = b"".join(iter(lambda: whole.read(65536), b""))
    page = posted("/", body, MOST_BODY_BYTES + 1)
    assert {name: page.fields.get(name) for name in TYPED} == TYPED
    assert "Your files are far too large" in page.text
