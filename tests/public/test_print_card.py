"""The receipt on paper, in a real Chromium: digits, and nothing that says what they are for."""

import re

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.chromium import needs_chromium, press, running_chromium
from tests.conftest import House

pytestmark = [*needs_chromium, pytest.mark.django_db(transaction=True)]


def test_a_printed_receipt_is_twenty_digits_on_an_empty_sheet(house: House, live_server: LiveServer) -> None:
    with running_chromium() as chromium:
        context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
        page = context.new_page()
        page.goto("/")
        page.fill("#id_text", "A boat lands each Friday.")
        press(page.locator("#tell button[value=send]"))
        page.emulate_media(media="print")
        assert re.fullmatch(r"(\d{4}\s*){5}", page.locator("body").inner_text().strip())
        assert page.title() == "Received"
        context.close()


def test_the_check_of_the_digits_prints_no_word(house: House, live_server: LiveServer) -> None:
    with running_chromium() as chromium:
        page = chromium.new_context(base_url=live_server.url, java_script_enabled=False).new_page()
        page.goto("/")
        page.fill("#id_text", "A boat lands each Friday.")
        press(page.locator("#tell button[value=send]"))
        page.locator("#receipt summary").click()
        page.fill("#id_typed", "1234")
        press(page.locator("main button[value=typed_once]"))
        page.emulate_media(media="print")
        assert re.fullmatch(r"(\d{4}\s*){5}", page.locator("body").inner_text().strip())


@pytest.mark.parametrize("path", ["/", "/short", "/mailbox", "/answer"])
def test_a_page_that_is_written_on_prints_nothing(house: House, live_server: LiveServer, path: str) -> None:
    with running_chromium() as chromium:
        page = chromium.new_context(base_url=live_server.url, java_script_enabled=False).new_page()
        page.goto(path)
        field = page.locator("textarea, input[type=text]").first
        field.fill("A boat lands each Friday.")
        page.emulate_media(media="print")
        assert page.locator("body").inner_text().strip() == ""
        assert not field.is_visible()
