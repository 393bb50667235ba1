"""States of a tipster's pages when something went wrong: a fault of ours, the service out of order, a tip sent twice.

And the page of outside agencies, whose copy is of a tip that the rest of the walk knows nothing of.
"""

from collections.abc import Iterator

import pytest
from django.test import override_settings
from playwright.sync_api import Page

from reports.intake import ticket
from tests.chromium import press
from tests.conftest import House
from tests.outage import no_key_can_be_written, without_table
from tests.releases.handed import given

State = tuple[str, Page]  # its name, and the window that is in it


def form_of(page: Page, name: str) -> str:
    """The form of a page as it is before it is sent, for `show`."""
    return str(page.locator(f"#{name}").evaluate("form => form.outerHTML"))


def show(page: Page, place: str, form: str) -> None:
    """Put an older page's form in the place of another, as who pressed Send on a slow line still has it before him."""
    page.locator(f"#{place}").evaluate("(here, form) => { here.outerHTML = form }", form)


def troubles(page: Page, code: str, house: House) -> Iterator[State]:
    yield from _broken(page, code)
    yield from _sent_twice(page, code)
    yield from _not_stored(page, code)
    yield from _wrong_way(page, code)
    yield from _out_of_order(page, code)
    yield from _lay_open(page, code)
    yield from _agency(page, code, house)


def _broken(page: Page, code: str) -> Iterator[State]:
    page.goto(f"/{code}/")
    page.fill("#id_text", "A boat lands each Friday.")
    page.select_option("#id_category", "child_abuse")
    with override_settings(HELP_CONTACTS={}):  # the questions cannot be drawn
        press(page.locator("#tell button[value=questions]"))
        page.locator("#again").wait_for()
        yield "broken", page
        page.goto(f"/{code}/short")
        yield "broken-asked-for", page


def _sent_twice(page: Page, code: str) -> Iterator[State]:
    page.goto(f"/{code}/")
    page.fill("#id_text", "A boat lands each Monday.")
    press(page.locator("#tell button[value=questions]"))
    page.fill("#id_when", "At night")
    on_the_way = form_of(page, "tell")
    press(page.locator("#tell button[value=back]").first)
    sent = form_of(page, "tell")
    press(page.locator("#tell button[value=send]"))
    page.locator(".receipt").wait_for()
    page.goto(f"/{code}/")
    show(page, "tell", sent)
    page.fill("#id_text", "A boat lands each Monday.")
    press(page.locator("#tell button[value=send]"))
    page.locator(".receipt").wait_for()
    yield "given-back", page
    page.goto(f"/{code}/")
    show(page, "tell", on_the_way)
    press(page.locator("#tell button[value=send]").last)
    page.locator("#sent_before").wait_for(state="attached")
    yield "sent-before", page


def _not_stored(page: Page, code: str) -> Iterator[State]:
    page.goto(f"/{code}/")
    page.fill("#id_text", "A boat lands each Sunday. My brother counted ten men.")
    with no_key_can_be_written():
        press(page.locator("#tell button[value=send]"))
        press(page.locator("button[value='send:as_it_is']"))
        page.locator(".notice.errors").wait_for()
        yield "check-not-stored", page
        press(page.locator("#tell button[value=back]").first)
        page.fill("#id_text", "A boat lands each Sunday.")
        press(page.locator("#tell button[value=send]"))
        page.locator(".notice.errors").wait_for()
        yield "not-stored", page
        press(page.locator("#tell button[value=questions]"))
        press(page.locator("#tell button[value=send]").last)
        page.locator(".notice.errors").wait_for()
        yield "questions-not-stored", page


def _wrong_way(page: Page, code: str) -> Iterator[State]:
    page.goto(f"/{code}/")
    page.locator("#tell").evaluate("(form, to) => { form.action = to }", f"/{code}/about")
    press(page.locator("#tell button[value=send]"))
    yield "wrong-way", page


def _out_of_order(page: Page, code: str) -> Iterator[State]:
    page.goto(f"/{code}/")
    page.fill("#id_text", "A boat lands each Tuesday.")
    press(page.locator("#tell button[value=send]"))
    digits = "".join(page.locator(".receipt span").all_inner_texts())
    with without_table("default", "seen_request"):
        press(page.locator("button[value=close]").first)
        page.locator("main button[value=close]").wait_for()
        yield "not-closed", page
    page.goto(f"/{code}/mailbox")
    page.fill("#id_receipt", digits)
    with without_table("default", "capsule"):
        press(page.locator("#entrance .button"))
        page.locator(".notice.errors").wait_for()
        yield "entrance-out-of-order", page
    press(page.locator("#entrance .button"))
    page.fill("#id_text", "It is blue.")
    with without_table("default", "mailbox"):
        press(page.locator("#add button[value=add]"))
        page.locator("#again").wait_for()
        yield "again", page
    with without_table("default", "notice"):
        page.goto(f"/{code}/notices")
        yield "away", page


def _lay_open(page: Page, code: str) -> Iterator[State]:
    page.goto(f"/{code}/")
    page.fill("#id_text", "A boat lands each Thursday.")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ticket, "HOURS", -1)
        press(page.locator("#tell button[value=send]"))
        page.locator(".notice.errors").wait_for()
        yield "lay-open", page


def _agency(page: Page, code: str, house: House) -> Iterator[State]:
    asks = given(house)
    page.goto(f"/{code}/answer")
    press(page.locator("button[value=send]").last)
    yield "answer-wrong", page
    page.fill("#id_reference", asks.reference)
    page.fill("#id_number", asks.number)
    page.check("input[name=used][value=yes]")
    press(page.locator("button[value=send]").last)
    page.locator("[name=done]").wait_for(state="attached")
    yield "answer-taken", page
