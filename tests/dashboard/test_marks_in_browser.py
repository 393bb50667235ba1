"""Words selected in a tip are masked, in a real browser; by keyboard they are typed."""

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from tests.chromium import needs_chromium, press
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import signed_in

pytestmark = [*needs_chromium, pytest.mark.django_db(transaction=True)]


def test_what_is_selected_in_the_words_is_masked_and_so_is_what_is_typed(
    house: House, live_server: LiveServer, chromium: Browser
) -> None:
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 390, "height": 844})
    page = context.new_page()
    signed_in(page, house)
    tip = arrive("They sell crack behind the yellow gate in Dennery every Friday.")
    page.goto(f"/desk/tips/{tip.pk}")
    page.locator(".words mark", has_text="crack").first.dblclick()
    expect(page.locator("#id_words")).to_have_value("crack")
    page.keyboard.press("-")
    expect(page.locator("#id_words")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("behind the yellow gate")
    press(page.get_by_role("button", name="Mask them"))
    expect(page.locator(".words").first).not_to_contain_text("yellow gate")
    expect(page.locator(".words").first).to_contain_text("[…]")
    context.close()


def test_what_is_selected_on_the_page_of_single_findings_is_named(
    house: House, live_server: LiveServer, chromium: Browser
) -> None:
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 390, "height": 844})
    page = context.new_page()
    signed_in(page, house)
    tip = arrive("My cousin sells crack by kolon in Dennery every Friday.")
    page.goto(f"/desk/tips/{tip.pk}/marks")
    page.locator("#add summary").click()
    expect(page.locator("#add .words")).to_contain_text("[…] sells crack by kolon")
    page.locator("#add .words").evaluate(
        """words => {
            const text = words.firstChild, start = text.data.indexOf("kolon"), range = new Range();
            range.setStart(text, start);
            range.setEnd(text, start + 5);
            document.getSelection().removeAllRanges();
            document.getSelection().addRange(range);
        }"""
    )
    expect(page.locator("#id_said")).to_have_value("kolon")
    expect(page.locator("#id_words")).to_have_value("")
    page.get_by_label("What they name").select_option("place")
    page.get_by_label("where it lies").select_option("Dennery")
    press(page.get_by_role("button", name="It is that"))
    expect(page.locator("section", has_text="said by an officer").last).to_contain_text("kolon")
    context.close()
