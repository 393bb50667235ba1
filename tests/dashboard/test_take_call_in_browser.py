"""Taking a call in a real Chromium: on a phone and on an old screen, with the keyboard alone, and with script off."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from reports.models import Tip
from tests.chromium import needs_chromium, press, violations
from tests.conftest import House
from tests.dashboard.conftest import Desk, sign_in, signed_in
from tests.dashboard.test_in_browser import visited
from tests.dashboard.test_take_call import STORY, TELLING

pytestmark = [*needs_chromium, pytest.mark.django_db(transaction=True)]


def call_begins(page: Page, house: House) -> None:
    signed_in(page, house)
    page.goto("/desk/take-call")


def call_looked_over(page: Page, house: House) -> None:
    call_begins(page, house)
    page.select_option("#id_category", "drugs")
    press(page.get_by_role("button", name="Show its questions"))
    page.fill("#id_text", f"{STORY} {TELLING}")
    page.locator("summary", has_text="A person").click()
    press(page.get_by_role("button", name="Add another person"))
    press(page.get_by_role("button", name="Store the tip"))
    page.wait_for_selector("#concerns-title")


def call_taken(page: Page, house: House) -> None:
    call_looked_over(page, house)
    press(page.get_by_role("button", name="Store it as it is"))
    page.wait_for_selector(".readout")


@pytest.mark.parametrize("visit", [call_begins, call_looked_over, call_taken])
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)], ids=["desktop-light", "phone-dark"])
def test_axe_finds_nothing_and_nothing_sticks_out(
    house: House,
    live_server: LiveServer,
    chromium: Browser,
    visit: Callable[[Page, House], None],
    width: int,
    dark: bool,
) -> None:
    page = visited(chromium, live_server, house, visit, width=width, dark=dark, script=True)
    found = violations(page)
    out = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    page.context.close()
    assert found == []
    assert out <= 0


def test_a_call_is_taken_with_the_keyboard_alone_and_without_script(
    house: House, live_server: LiveServer, chromium: Browser
) -> None:
    page = visited(chromium, live_server, house, call_begins, width=1280)
    page.locator("#id_category").focus()
    page.keyboard.type("Drugs")
    page.locator("#id_text").focus()
    page.keyboard.type(STORY)
    page.locator("#id_place").focus()
    page.keyboard.type("Soufriere")
    page.keyboard.press("Enter")  # in a line: the page looks it over, and stores nothing
    page.wait_for_load_state()
    assert page.input_value("#id_place") == "Soufriere"
    assert not Tip.objects.exists()
    page.get_by_role("button", name="Store the tip").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".readout")
    page.context.close()
    assert Tip.objects.get().channel == "call"


def test_the_page_warns_while_typing_and_does_not_let_a_wrong_key_lose_the_words(
    house: House, live_server: LiveServer, chromium: Browser
) -> None:
    page = visited(chromium, live_server, house, call_begins, width=1280, script=True)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.locator("#id_text").press_sequentially(TELLING)
    page.wait_for_selector("#warned >> text=484 0001")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("button", name="Look it over").focus()
    page.keyboard.press("q")  # the desk's key for the queue
    page.wait_for_timeout(200)
    assert asked == ["beforeunload"]
    assert page.input_value("#id_text") == TELLING
    press(page.get_by_role("button", name="Look it over"))
    page.context.close()
    assert (asked, said) == (["beforeunload"], [])


def _sits_down(page: Page, desk: Desk) -> None:
    """Go on in this browser with the session of an officer who has just signed in."""
    page.context.clear_cookies()
    for each in desk.client.cookies.values():
        page.context.add_cookies([{"name": each.key, "value": each.value, "domain": "localhost", "path": each["path"]}])
    page.goto("/desk/take-call")


def test_after_signing_in_again_an_earlier_call_is_offered_and_to_a_colleague_at_the_same_desk_nothing(
    house: House, live_server: LiveServer, chromium: Browser
) -> None:
    page, reid = chromium.new_context(base_url=live_server.url).new_page(), sign_in(house, "reid")
    _sits_down(page, reid)
    page.clock.install()
    page.locator("#id_text").press_sequentially("The boat comes at ten")
    page.clock.fast_forward(6000)
    expect(page.locator("[data-kept]")).to_have_text("Kept, locked for you alone. Not sent yet.")

    reid.client = Client()
    reid.give_password(house.password("reid"))
    reid.give_code()
    _sits_down(page, reid)
    expect(page.locator("#id_text")).to_have_value("")
    offer = page.locator("section", has=page.get_by_role("heading", name="An unfinished call"))
    expect(offer).to_contain_text("The boat comes at ten")
    press(offer.get_by_role("link", name="Go on with this call"))
    expect(page.locator("#id_text")).to_have_value("The boat comes at ten")
    expect(page.get_by_role("heading", name="You go on with an unfinished call")).to_be_visible()
    address = page.url

    _sits_down(page, sign_in(house, "jules"))
    for place in ("/desk/take-call", address):
        page.goto(place)
        expect(page.locator("#id_text")).to_have_value("")
        assert "The boat comes" not in page.content()
    page.context.close()
