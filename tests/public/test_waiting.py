"""A page that came back too soon waits for itself, without script, and locks nobody out."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.contrib.staticfiles import finders
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser
from playwright.sync_api import Page as Window
from pytest_django.live_server_helper import LiveServer

from reports.public.waiting import STEPS, Wait
from tests.chromium import needs_chromium, press
from tests.conftest import House
from tests.public.browser import Page, fetch, send
from tests.public.mailboxes import additions, asked, opened
from tests.tables import each_of

WORDS = "A boat lands each Friday."
COMES = ".waiting .sends .button"


def in_chromium[Test: Callable[..., None]](test: Test) -> Test:
    for mark in (*needs_chromium, pytest.mark.django_db(transaction=True)):
        test = mark(test)
    return test


def waiting(chromium: Browser, server: LiveServer, settings: LazySettings, seconds: int) -> Window:
    """The page after somebody pressed Send at once, script off."""
    settings.RIPENING = seconds
    page = chromium.new_page(base_url=server.url, java_script_enabled=False, reduced_motion="reduce")
    page.goto("/en/")
    page.fill("#id_text", WORDS)
    press(page.locator("#tell button[value=send]"))
    return page


@each_of(STEPS)
def test_the_style_sheet_can_wait_as_long_as_the_words_say(seconds: int) -> None:
    css = Path(str(finders.find("public/waiting.css"))).read_text()
    assert re.search(rf"\.wait-{seconds} {{\s+--wait: {seconds}s;", css)


@given(st.integers(1, 60))
def test_no_page_waits_shorter_than_it_must(seconds: int) -> None:
    step = Wait(seconds).step
    assert seconds <= step <= seconds * 1.5 + 1
    assert step in STEPS


@in_chromium
def test_the_button_comes_by_itself_and_sends_the_same_words(
    house: House, live_server: LiveServer, chromium: Browser, settings: LazySettings
) -> None:
    page = waiting(chromium, live_server, settings, 2)
    assert page.locator(COMES).is_hidden()
    assert page.locator("#tell button[value=send]").last.is_hidden(), "nor the one below"
    page.locator(COMES).wait_for(timeout=10_000)
    press(page.locator(COMES))
    assert page.locator(".receipt").is_visible()
    page.close()


@in_chromium
def test_where_no_button_comes_another_stands_there_and_costs_no_word(
    house: House, live_server: LiveServer, chromium: Browser, settings: LazySettings
) -> None:
    page = waiting(chromium, live_server, settings, 60)
    press(page.get_by_role("button", name="No button came"))
    assert page.locator("#id_text").input_value() == WORDS
    assert page.locator(COMES).is_hidden()
    settings.RIPENING = 0
    press(page.get_by_role("button", name="No button came"))
    assert page.locator(".receipt").is_visible()
    page.close()


def test_in_the_mailbox_too_what_was_typed_waits_in_its_page(house: House, settings: LazySettings) -> None:
    box = opened(asked(house))
    settings.RIPENING = 60
    page = send("/mailbox", box, text="Blue.", do="add")
    assert (page.status, page.fields["text"], page.fields["ticket"]) == (429, "Blue.", box.fields["ticket"])
    sure = send("/mailbox", box, do="ask_withdraw")
    unsure = send("/mailbox", sure, reason="I was mistaken.", do="withdraw")
    assert (unsure.status, unsure.fields["reason"]) == (429, "I was mistaken.")
    assert {"name": "do", "value": "withdraw", "form": "withdraw", "class": "button"} in [
        told for _, told in unsure.tags
    ]
    settings.RIPENING = 0
    send("/mailbox", page, do="add")
    assert additions() == 1


def test_a_warning_or_a_mistake_is_shown_at_once_and_only_what_would_be_stored_waits(
    house: House, settings: LazySettings
) -> None:
    settings.RIPENING = 60
    assert "What we saw in them" in send("/", fetch("/"), text="My brother sells it.", do="send").text
    wrong = send("/", fetch("/"), text="", do="send")
    assert (wrong.status, "the button comes by itself" in wrong.text) == (400, False)


def test_no_button_that_stores_nothing_asks_for_a_wait(house: House, settings: LazySettings) -> None:
    box = opened(asked(house))
    settings.RIPENING = 60
    first = fetch("/")
    questions = send("/", first, text="My brother lands boats.", category="smuggling", do="questions")
    check = send("/", questions, do="send:now")
    sure = send("/mailbox", box, text="The blue one", do="ask_withdraw")
    warned = send("/mailbox", box, text="My brother knows.", do="add")
    unsure = send("/mailbox", sure, reason="My brother lied.", do="withdraw")
    pressed: list[tuple[str, Page, tuple[str, ...]]] = [
        ("/", first, ("stay", "questions", "go:about", "go:short", "go:mailbox")),
        ("/", questions, ("stay", "back", "map", "find", "another:boat", "go:help", "place:Dennery|")),
        ("/", check, ("stay", "back", "back:questions", "quote:here", "go:kept")),
        ("/mailbox", box, ("look", "ask_withdraw", "ask_end", "ask_close", "quote:here")),
        ("/mailbox", sure, ("look", "ask_withdraw")),
        ("/mailbox", warned, ("look", "add")),
        ("/mailbox", unsure, ("ask_withdraw", "withdraw")),
        ("/mailbox", send("/mailbox", box, do="ask_end"), ("look", "ask_end")),
        ("/mailbox", send("/mailbox", box, text="The blue one", do="ask_close"), ("look", "ask_close")),
        ("/mailbox", fetch("/mailbox"), ("language", "enter")),
        ("/pay", fetch("/pay"), ("language",)),
        ("/answer", fetch("/answer"), ("language",)),
    ]
    for path, page, buttons in pressed:
        for do in buttons:
            answer = send(path, page, text=page.fields.get("text", "") or "My brother lands boats.", do=do)
            assert answer.status in {200, 303}, (path, do, answer.text[:80])
            assert "the button comes by itself" not in answer.text


def test_whoever_goes_back_to_the_mailbox_does_not_wait_for_a_new_ticket(house: House, settings: LazySettings) -> None:
    box = opened(asked(house))
    for way in ("ask_withdraw", "ask_end", "ask_close", "look"):
        back = send("/mailbox", send("/mailbox", box, text="The blue one", do=way), do="look")
        assert back.fields["ticket"] == box.fields["ticket"]
    sure = send("/mailbox", box, text="The blue one", do="ask_withdraw")
    taken_back = send("/mailbox", sure, do="withdraw")
    assert taken_back.fields["ticket"] != box.fields["ticket"], "that one is used up"
    assert "We have what you added" in send("/mailbox", taken_back, do="add").text
