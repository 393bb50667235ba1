"""A fault of ours: the page of it keeps what was typed, and so does the proxy's own, under the same headers."""

import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.utils.translation import override
from stdnum.iso7064.mod_97_10 import calc_check_digits

from reports.models import Tip
from reports.public import headers
from reports.public.broken import UNREACHED
from reports.spoken_code import LETTERS
from tests.conftest import House
from tests.public.browser import Page, fetch
from tests.public.mailboxes import opened, png, told
from tests.public.test_headers import OBSERVATORY

LANGUAGES = [code for code, _name in settings.LANGUAGES]
CADDYFILE = (Path(settings.BASE_DIR) / "Caddyfile").read_text()
TYPED = {"text": "A boat lands.\nEach Friday.", "category": "smuggling", "danger": "no"}


@pytest.fixture
def fault() -> Iterator[None]:
    """A setting that is wrong: the questions cannot be drawn."""
    with override_settings(HELP_CONTACTS={}):
        yield


def post(path: str, page: Page, **typed: object) -> Page:
    client = Client(raise_request_exception=False)
    return Page(client.post(path, {**page.fields, **typed}))  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_typed_stands_on_the_page_and_goes_once_more(house: House, language: str) -> None:
    path = f"/{language}/"
    form = fetch(path)
    with override_settings(HELP_CONTACTS={}):
        page = post(path, form, **TYPED | {"category": "domestic_abuse"}, do="questions", files=png())
    assert page.status == 500
    assert page.fields["text"] == TYPED["text"]
    assert page.fields["category"] == "domestic_abuse"
    assert any(told.get("type") == "file" for _tag, told in page.tags)
    assert [told["href"] for tag, told in page.tags if tag == "a" and told.get("rel") == "noreferrer"] == [
        settings.QUICK_EXIT_URL
    ]
    assert page.text.count(settings.EMERGENCY_NUMBER) >= 2
    again = post(path, page)
    assert again.status == 200
    assert post(path, again, do="send:now").receipt
    assert Tip.objects.count() == 1


@pytest.mark.parametrize("rule", OBSERVATORY)
def test_it_comes_under_the_headers_of_every_page(house: House, fault: None, rule: str) -> None:
    with override_settings(SECURE_HSTS_SECONDS=63072000):
        answer = post("/", fetch("/"), **TYPED | {"category": "child_abuse"}, do="questions").response
        assert answer.status_code == 500
        assert OBSERVATORY[rule](answer)
        assert answer["Cache-Control"] == "no-store"


def test_of_a_visit_that_was_left_it_shows_no_word(house: House, fault: None) -> None:
    page = post("/", fetch("/"), **TYPED | {"category": "child_abuse"}, do="questions")
    [ping] = [told["ping"] for _tag, told in page.tags if told.get("ping")]
    Client().post(ping)
    assert "boat" not in post("/", page).response.content.decode()


def test_a_page_that_only_was_asked_for_says_that_it_broke(house: House, fault: None) -> None:
    page = Page(Client(raise_request_exception=False).get("/fr/short"))  # type: ignore[arg-type]
    assert page.status == 500
    assert "Quelque chose s'est cassé chez nous" in page.text
    assert page.number_of("form") == 0


def test_where_not_even_that_page_can_be_drawn_plain_sentences_answer(house: House) -> None:
    with override_settings():
        del settings.BRAND
        answer = Client(raise_request_exception=False).get("/short")
    said = answer.content.decode()
    assert (answer.status_code, answer["Content-Type"]) == (500, "text/plain; charset=utf-8")
    assert said.count(settings.EMERGENCY_NUMBER) == len(LANGUAGES)
    for language in LANGUAGES:
        with override(language):
            assert str(UNREACHED[0]) in said


def test_an_answer_in_the_mailbox_stays_too(house: House) -> None:
    page = opened(told())
    with override_settings(HELP_CONTACTS={}, REWARD_PLACES=3):
        page = post("/mailbox", page, text="The blue one", do="look")
    assert page.status == 500
    assert page.fields["text"] == "The blue one"
    page = post("/mailbox", page)
    assert page.status == 200
    assert page.fields["text"] == "The blue one"


def test_what_an_agency_typed_stays_too_though_no_visit_leads_to_its_page(house: House) -> None:
    number = "1234567890" + calc_check_digits("1234567890")
    typed = {"reference": LETTERS[:8], "number": number, "used": "yes", "text": "Two boats."}
    with override_settings(RIPENING="many"):
        page = post("/fr/answer", fetch("/fr/answer"), do="send", **typed)
    assert page.status == 500
    assert {name: page.fields[name] for name in typed} == typed
    assert post("/fr/answer", page).status == 404, "looked up, and given to nobody"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_proxy_says_when_nobody_answers_what_to_do_in_every_language(language: str) -> None:
    [section] = re.findall(rf'<section lang="{language}">(.*?)</section>', CADDYFILE, re.S)
    said = section.replace("&nbsp;", "\xa0")
    with override(language):
        assert [str(sentence) for sentence in UNREACHED if str(sentence) not in said] == []
    assert re.findall(r'href="(.*?)"', section) == [
        "tel:{$EMERGENCY_NUMBER}",
        "tel:{$HOTLINE_NUMBER}",
        "{$QUICK_EXIT_URL}",
    ], "danger comes first, and what may fail behind it"


def test_the_proxy_s_own_page_has_the_headers_of_all_others() -> None:
    errors = CADDYFILE.partition("handle_errors")[2]
    for name, value in headers.HEADERS.items():
        assert re.search(rf'^\s*{name} "?{re.escape(value)}"?$', errors, re.M), name
    for name in ("Content-Security-Policy", "Referrer-Policy no-referrer", "X-Frame-Options DENY"):
        assert name in errors
    [style] = re.findall(r"<style>(.*?)</style>", errors, re.S)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in errors
    assert not re.search(r"<script|src=|https?:", errors), "nothing is loaded"
