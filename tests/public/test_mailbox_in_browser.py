"""The mailbox in a real Chromium: nothing typed is lost on any way back, and axe finds nothing on the way."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, Page
from pytest_django.live_server_helper import LiveServer

from reports.intake.letting_in import TRIES
from tests.chromium import needs_chromium, press, violations
from tests.conftest import House, triage_all
from tests.intake.telling_films import film
from tests.intake.telling_pictures import telling_jpeg
from tests.public.mailboxes import asked
from tests.waiting import make_files_safe

pytestmark = [*needs_chromium, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()


def enter(page: Page, code: str, receipt: str) -> None:
    page.goto(f"/{code}/mailbox")
    page.fill("#id_receipt", receipt)
    press(page.locator("main form .button").first)


def is_clean(page: Page) -> bool:
    assert violations(page) == []
    return not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_no_question_whether_one_is_sure_costs_a_word_a_tick_or_a_file(house: House, page: Page) -> None:
    enter(page, "es", asked(house))
    photo = FilePayload(name="a.jpg", mimeType="image/jpeg", buffer=telling_jpeg())
    page.set_input_files("#id_files", files=[photo])
    press(page.locator("main button[value=look]"))
    page.fill("#id_text", "Two lines\nof words")
    page.check("#id_corrects")
    page.check("[name=tell]")
    page.locator("details:has(button[value=ask_withdraw]) summary").click()
    press(page.locator("button[value=ask_withdraw]"))
    page.fill("#id_reason", "A reason\nof two lines")
    press(page.locator("main button[value=look]"))
    page.locator("details:has(button[value=ask_end]) summary").click()
    press(page.locator("button[value=ask_end]"))
    assert is_clean(page)
    press(page.locator("main button[value=look]"))
    assert is_clean(page)
    assert page.input_value("#id_text") == "Two lines\nof words"
    assert page.is_checked("#id_corrects")
    assert page.is_checked("[name=tell]")
    assert page.locator(".files li").count() == 1
    press(page.locator("button[value=ask_withdraw]"))
    assert page.input_value("#id_reason") == "A reason\nof two lines"
    assert is_clean(page)


def test_too_many_tries_and_news_of_a_film_are_clean_pages_too(house: House, page: Page) -> None:
    receipt = asked(house, "Since when has it been so?\nWhich boat is it?")
    enter(page, "fr", receipt)
    page.set_input_files("#id_files", files=[FilePayload(name="a.mp4", mimeType="video/mp4", buffer=film())])
    press(page.locator("button[value=add]"))
    press(page.locator("button[value='add:as_it_is']"))
    triage_all()
    make_files_safe()
    press(page.locator("main button[value=look]"))
    assert page.locator(".said").all_inner_texts() == ["Depuis quand est-ce ainsi ?", "Which boat is it?"]
    assert is_clean(page)
    press(page.locator("button[value^='told:']"))
    assert is_clean(page)
    press(page.locator("button[value^='quote:']").first)
    assert page.input_value("#id_text") == "Vidéo: près de L'Abbayee, 2026-01-02 03:04 UTC"
    assert is_clean(page)
    page.goto("/fr/mailbox")
    ticket = page.input_value("[name=ticket]")
    for _ in range(TRIES + 1):
        page.fill("#id_receipt", "10000000000000000081")
        page.evaluate("ticket => { document.querySelector('[name=ticket]').value = ticket }", ticket)
        press(page.locator("main form .button").first)
    assert "Trop d'essais" in page.locator(".waiting").inner_text()
    assert is_clean(page)
