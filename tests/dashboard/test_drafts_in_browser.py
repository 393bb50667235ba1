"""Half-written words in a real browser: kept while one types, offered after a crash, and not once they are sent."""

import time

import pytest
from playwright.sync_api import Browser, Dialog, expect
from pytest_django.live_server_helper import LiveServer

from reports.models import Draft, Record
from tests.chromium import needs_chromium, press, violations
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import signed_in

pytestmark = [*needs_chromium, pytest.mark.django_db(transaction=True)]


def test_what_is_typed_outlives_the_page_and_ends_when_it_is_sent(
    house: House, live_server: LiveServer, chromium: Browser
) -> None:
    context = chromium.new_context(base_url=live_server.url)
    page = context.new_page()
    signed_in(page, house)
    address = f"/desk/tips/{arrive('Stolen goat in Dennery').pk}"
    page.clock.install()
    page.goto(address)
    page.locator("#id_text").press_sequentially("Ask the vet")
    page.clock.fast_forward(6000)
    expect(page.locator("form[action$=note] [data-kept]")).to_have_text("Kept, locked for you alone. Not sent yet.")
    stored = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    assert "vet" not in stored
    page.close()  # and with it all that the browser knows of the words

    again = context.new_page()
    again.goto(address)
    expect(again.locator("#id_text")).to_have_value("Ask the vet")
    again.locator("#id_text").press("Control+End")
    again.locator("#id_text").press_sequentially(" in Dennery")
    press(again.get_by_role("button", name="Keep the note"))
    expect(again.locator(".note .words")).to_have_text("Ask the vet in Dennery")
    expect(again.locator("#id_text")).to_have_value("")
    context.close()
    assert (Draft.objects.count(), Record.objects.filter(kind="note").count()) == (0, 1)


def test_the_first_press_sends_what_was_kept_before(house: House, live_server: LiveServer, chromium: Browser) -> None:
    """A mouse, not a script: what a script presses, the browser treats otherwise."""
    context = chromium.new_context(base_url=live_server.url)
    page = context.new_page()
    signed_in(page, house)
    page.clock.install()
    page.goto(f"/desk/tips/{arrive('Stolen goat in Dennery').pk}")
    page.locator("#id_text").press_sequentially("Ask the vet")
    page.clock.fast_forward(6000)
    expect(page.locator("form[action$=note] [data-kept]")).to_have_text("Kept, locked for you alone. Not sent yet.")
    page.get_by_role("button", name="Keep the note").click()
    expect(page.locator(".note .words")).to_have_text("Ask the vet")
    context.close()


def test_two_windows_that_write_the_same_note_say_so(house: House, live_server: LiveServer, chromium: Browser) -> None:
    context = chromium.new_context(base_url=live_server.url)
    tip, said = arrive("Stolen goat in Dennery"), "The same is being written in another window of yours"
    one, two = context.new_page(), context.new_page()
    signed_in(one, house)
    for page in (one, two):
        page.clock.install()
        page.goto(f"/desk/tips/{tip.pk}")
    kept = "form[action$=note] [data-kept]"
    two.locator("#id_text").press_sequentially("Ask the vet")
    two.clock.fast_forward(6000)
    expect(two.locator(kept)).to_have_text("Kept, locked for you alone. Not sent yet.")
    expect(one.locator(kept)).to_contain_text(said)
    expect(one.locator("form[action$=ask] [data-kept]")).to_be_hidden()
    one.locator("#id_text").press_sequentially("Ask the neighbour")
    one.clock.fast_forward(6000)
    expect(two.locator(kept)).to_contain_text(said)
    expect(one.locator(kept)).to_contain_text(said)
    context.close()


def test_a_form_that_is_too_long_to_be_read_says_so_and_its_words_stand_at_the_tip(
    house: House, live_server: LiveServer, chromium: Browser
) -> None:
    context = chromium.new_context(base_url=live_server.url)
    page = context.new_page()
    signed_in(page, house)
    page.goto(f"/desk/tips/{arrive('Stolen goat in Dennery').pk}")
    words = "Ask the vet about the goat. " * 42_000
    page.locator("#id_text").evaluate("(field, words) => { field.value = words }", words)  # its length bars no script
    press(page.get_by_role("button", name="Keep the note"))
    expect(page.locator("h1")).to_have_text("This form was not sent")
    expect(page.locator("main")).to_contain_text("what is typed into it takes 1.")
    expect(page.locator("main")).to_contain_text("Your words are kept, locked for you alone")
    assert violations(page) == []
    page.go_back()
    expect(page.locator("#id_text")).to_have_value(words)
    context.close()
    assert Record.objects.filter(kind="note").count() == 0


def test_words_too_long_for_a_page_that_is_gone_are_kept_as_it_is_left(
    house: House, live_server: LiveServer, chromium: Browser
) -> None:
    """A browser refuses 64 KiB behind a page that is gone: it asks whether to leave, and they go out meanwhile."""
    context = chromium.new_context(base_url=live_server.url)
    page = context.new_page()
    signed_in(page, house)
    address = f"/desk/tips/{arrive('Stolen goat in Dennery').pk}"
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        time.sleep(1)  # nobody reads the question in less
        dialog.accept()

    page.on("dialog", leave)
    for words in ("Ask the vet. ", "Ask the vet about the goat. " * 3_000):
        page.goto(address)
        page.locator("#id_text").fill("")
        page.locator("#id_text").press("A")  # without a key the browser would not ask
        page.locator("#id_text").evaluate(
            "(field, words) => { field.value = words; field.dispatchEvent(new Event('input', {bubbles: true})) }", words
        )
        page.goto("/desk/you")
        page.goto(address)
        expect(page.locator("#id_text")).to_have_value(words)
    assert asked == ["beforeunload"], "where few words are kept behind it, nobody is asked"
    context.close()
