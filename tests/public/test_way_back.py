"""The browser's own way back, in a Chromium that puts pages aside as a person's own does."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error, Page
from pytest_django.live_server_helper import LiveServer

from reports.intake.visit import was_left
from reports.models import Tip
from tests.chromium import needs_chromium, press, running_chromium
from tests.conftest import House

pytestmark = [*needs_chromium, pytest.mark.django_db(transaction=True)]
SECRET = "A boat lands each Friday."


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with running_chromium(puts_pages_aside=True) as browser:
        yield browser


@pytest.fixture(params=[False, True], ids=["script off", "script on"])
def page(request: pytest.FixtureRequest, chromium: Browser, live_server: LiveServer, house: House) -> Iterator[Page]:
    url = live_server.url.replace("127.0.0.1", "localhost")
    context = chromium.new_context(java_script_enabled=request.param, base_url=url)
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


def back(page: Page) -> None:
    """Go back, whether the page is loaded anew or comes from where it was put aside."""
    with page.expect_event("framenavigated"):
        page.go_back(wait_until="commit")
    page.wait_for_load_state()


@pytest.mark.parametrize(("path", "field"), [("/", "#id_text"), ("/mailbox", "#id_receipt"), ("/short", "#id_text")])
def test_who_goes_back_from_where_leave_led_finds_nothing(
    page: Page, live_server: LiveServer, path: str, field: str
) -> None:
    page.goto(path)
    page.fill(field, SECRET)
    page.goto(f"{live_server.url}/robots.txt")  # another origin: the address, not its name
    back(page)
    assert page.url.startswith("http://localhost")
    assert page.input_value(field) == ""
    assert SECRET not in page.content()


def test_after_sending_the_way_back_shows_no_word_and_no_receipt(page: Page) -> None:
    page.goto("/")
    page.fill("#id_text", SECRET)
    press(page.locator("#tell button[value=send]"))
    receipt = page.locator(".receipt").inner_text()
    back(page)
    assert page.input_value("#id_text") == ""
    assert SECRET not in page.content()
    assert receipt not in page.content()


def test_the_buttons_lead_back_to_every_word_and_the_page_says_that_the_browser_does_not(page: Page) -> None:
    page.goto("/")
    page.fill("#id_text", SECRET)
    page.select_option("#id_category", "smuggling")
    press(page.locator("#tell button[value=questions]"))
    page.fill("[id='id_smuggling.landing']", "Behind the jetty")
    assert page.get_by_text("your browser's own leads to an empty page").is_visible()
    press(page.locator("#tell button[value=back]").first)
    assert page.input_value("#id_text") == SECRET
    assert page.input_value("#id_category") == "smuggling"
    press(page.locator("#tell button[value=questions]"))
    assert page.input_value("[id='id_smuggling.landing']") == "Behind the jetty"


def test_the_error_that_the_way_back_may_lead_to_brings_every_word_back_when_loaded_again(page: Page) -> None:
    page.goto("/")
    page.fill("#id_text", f"{SECRET} My brother runs it.")
    page.select_option("#id_category", "smuggling")
    press(page.locator("#tell button[value=questions]"))
    press(page.locator("#tell button[value='send:now']"))
    assert page.get_by_text("leads to an empty page or an error").is_visible()
    browser = page.context.new_cdp_session(page)
    entries = browser.send("Page.getNavigationHistory")["entries"]
    with page.expect_event("framenavigated", lambda frame: frame.url.startswith("chrome-error:")):
        browser.send("Page.navigateToHistoryEntry", {"entryId": entries[-2]["id"]})
    with page.expect_event("framenavigated", lambda frame: frame.url.startswith("http:")):
        load_anew(page)
    press(page.locator("#tell button[value=back]").first)
    assert SECRET in page.input_value("#id_text")


def load_anew(page: Page) -> None:
    """Load the page again. Chromium moves an error to another process, and for a moment no session is that page's."""
    for _ in range(100):
        try:
            page.context.new_cdp_session(page).send("Page.reload")
        except Error:
            page.wait_for_timeout(50)
        else:
            return
    pytest.fail("the page cannot be loaded again")


def loaded_again(page: Page, entry: int) -> None:
    """Go back to the answer to a form, which is an error, and load it again: the browser sends the form once more."""
    browser = page.context.new_cdp_session(page)
    entries = browser.send("Page.getNavigationHistory")["entries"]
    with page.expect_event("framenavigated", lambda frame: frame.url.startswith("chrome-error:")):
        browser.send("Page.navigateToHistoryEntry", {"entryId": entries[entry]["id"]})
    with page.expect_event("framenavigated", lambda frame: frame.url.startswith("http:")):
        load_anew(page)
    page.wait_for_load_state()


def test_back_and_forward_around_the_warning_lose_no_word_and_send_nothing_twice(page: Page) -> None:
    page.goto("/")
    page.fill("#id_text", f"{SECRET} My brother runs it.")
    page.select_option("#id_category", "smuggling")
    press(page.locator("#tell button[value=questions]"))
    press(page.locator("#tell button[value='send:now']"))
    for entry, there in ((-2, "#tell button[value='send:now']"), (-1, "#tell button[value='send:as_it_is']")):
        loaded_again(page, entry)
        assert page.locator(there).is_visible()
    assert not Tip.objects.exists()
    press(page.locator("button[value='send:as_it_is']"))
    receipt = page.locator(".receipt").inner_text()
    for entry in (-2, -1):
        loaded_again(page, entry)
        assert page.locator(".receipt").inner_text() == receipt
    assert Tip.objects.count() == 1


def leave(page: Page, live_server: LiveServer) -> None:
    """Press "Leave", which leads to another origin of the tests' own here: the address, not its name."""
    exit_link = page.locator(".bar a[ping]")
    exit_link.evaluate("(link, to) => { link.href = to }", f"{live_server.url}/robots.txt")
    visit = str(exit_link.get_attribute("ping")).rpartition("/")[2]
    press(exit_link)
    for _ in range(500):  # the browser tells us beside its way out, and does not wait for us
        if was_left(visit):
            return
        page.wait_for_timeout(20)
    pytest.fail("no browser told that the page was left")


def test_what_leave_led_away_from_is_not_shown_again_to_whoever_loads_it_anew(
    page: Page, live_server: LiveServer
) -> None:
    page.goto("/")
    page.fill("#id_text", SECRET)
    press(page.locator("#tell button[value=questions]"))
    press(page.locator("#tell button[value=send]").last)
    receipt = page.locator(".receipt").inner_text()
    press(page.locator("button[value=enter]"))
    page.fill("#id_receipt", receipt)
    press(page.locator("#entrance .button"))
    assert page.get_by_text("Your tip is stored").is_visible()
    leave(page, live_server)
    for entry in (-2, -3, -4, -5):
        loaded_again(page, entry)
        assert page.locator("h1").inner_text() in {"Your mailbox", "Tell us what you know"}
        assert page.locator("[name=pass], [name=carried]").count() == 0
        told = page.content() + "".join(each.input_value() for each in page.locator("input, textarea").all())
        assert SECRET not in told
        assert receipt not in told


@pytest.mark.parametrize("width", [320, 360, 390])
def test_leave_stands_in_one_row_with_the_emergency_number_in_every_language(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    for code in ("en", "acf", "fr", "es", "ht"):
        page.goto(f"/{code}/")
        boxes = [each.bounding_box() for each in page.locator(".bar .button").all()]
        assert len({box["y"] for box in boxes if box}) == 1, code
