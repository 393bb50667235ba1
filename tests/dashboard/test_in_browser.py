"""The desk in a real Chromium: a station's old screen and a phone, light and dark, by keyboard, and checked by axe."""

import os
import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from reports.models import Tip
from tests.chromium import needs_chromium, press, running_chromium
from tests.conftest import House
from tests.dashboard.arrivals import STORY, arrive, recorded_call, some_tips
from tests.dashboard.conftest import Desk
from tests.twilio_double import tone

pytestmark = [*needs_chromium, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with running_chromium() as browser:
        yield browser


def give_password(page: Page, house: House) -> None:
    page.goto("/desk/")
    page.fill("#id_username", "reid")
    page.fill("#id_password", house.password("reid"))
    page.keyboard.press("Enter")
    page.wait_for_selector("#id_code")


def enrol(page: Page, house: House) -> Desk:
    give_password(page, house)
    desk = Desk(None, "reid", secret=page.locator(".secret code").inner_text().replace(" ", ""))  # type: ignore[arg-type]
    page.fill("#id_code", desk.code())
    page.keyboard.press("Enter")
    page.wait_for_selector(".codes")
    return desk


def signed_in(page: Page, house: House) -> None:
    enrol(page, house)
    press(page.get_by_role("button", name="I have written them down"))


def sign_in_page(page: Page, house: House) -> None:
    page.goto("/desk/")


def wrong_password(page: Page, house: House) -> None:
    page.goto("/desk/sign-in?late=1")
    page.fill("#id_username", "reid")
    page.fill("#id_password", "wrong")
    page.keyboard.press("Enter")
    page.wait_for_selector(".errors")


def phone_set_up(page: Page, house: House) -> None:
    give_password(page, house)


def recovery_codes(page: Page, house: House) -> None:
    enrol(page, house)


def code_page(page: Page, house: House) -> None:
    signed_in(page, house)
    press(page.get_by_role("button", name="Sign out"))
    give_password(page, house)
    page.fill("#id_code", "000000")
    page.keyboard.press("Enter")
    page.wait_for_selector(".errors")


def empty_queue(page: Page, house: House) -> None:
    signed_in(page, house)
    page.goto("/desk/?list=mine")


def full_queue(page: Page, house: House) -> None:
    some_tips()
    signed_in(page, house)


def whole_tip(page: Page, house: House) -> None:
    tip = some_tips()
    signed_in(page, house)
    page.goto(f"/desk/tips/{tip.pk}")


def untriaged_tip(page: Page, house: House) -> None:
    tip = arrive(STORY, triaged=False)
    signed_in(page, house)
    page.goto(f"/desk/tips/{tip.pk}")


def tip_with_errors(page: Page, house: House) -> None:
    whole_tip(page, house)
    press(page.get_by_role("button", name="Close the tip"))
    page.wait_for_selector(".errors")


def stale_tip(page: Page, house: House) -> None:
    whole_tip(page, house)
    page.fill("#id_question", "Which boat was it?")
    Tip.objects.update(version=99)
    press(page.get_by_role("button", name="Send the question"))
    page.wait_for_selector("[role=alert]")


def trail(page: Page, house: House) -> None:
    whole_tip(page, house)
    press(page.locator("a[href$=trail]"))


def a_call(page: Page, house: House) -> None:
    tip = recorded_call(tone(1.0))
    Tip.objects.update(status="closed", outcome="nothing", urgency=0)
    signed_in(page, house)
    page.goto(f"/desk/tips/{tip.pk}")


def signed_out(page: Page, house: House) -> None:
    whole_tip(page, house)
    page.fill("#id_question", STORY)
    page.context.clear_cookies(name="desk")
    press(page.get_by_role("button", name="Send the question"))
    page.wait_for_selector("textarea[readonly]")


def nothing_here(page: Page, house: House) -> None:
    signed_in(page, house)
    page.goto("/desk/tips/00000000-0000-4000-8000-000000000000")


VISITS: list[Callable[[Page, House], None]] = [
    sign_in_page, wrong_password, phone_set_up, recovery_codes, code_page, empty_queue, full_queue, whole_tip,
    untriaged_tip, tip_with_errors, stale_tip, trail, a_call, signed_out, nothing_here,
]  # fmt: skip


def visited(
    chromium: Browser,
    server: LiveServer,
    house: House,
    visit: Callable[[Page, House], None],
    *,
    width: int,
    dark: bool = False,
    script: bool = False,
) -> Page:
    context = chromium.new_context(
        base_url=server.url,
        viewport={"width": width, "height": 800},
        color_scheme="dark" if dark else "light",
        java_script_enabled=script,
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    visit(page, house)
    pictures = os.environ.get("TIPLINE_PICTURES")
    if pictures:
        name = f"{visit.__name__}-{width}-{'dark' if dark else 'light'}.png"
        page.screenshot(path=f"{pictures}/{name}", full_page=True)
    return page


@pytest.mark.parametrize("visit", VISITS)
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)], ids=["desktop-light", "phone-dark"])
def test_axe_finds_nothing_at_the_desk(
    house: House,
    live_server: LiveServer,
    chromium: Browser,
    visit: Callable[[Page, House], None],
    width: int,
    dark: bool,
) -> None:
    page = visited(chromium, live_server, house, visit, width=width, dark=dark, script=True)
    found = Axe().run(page).response["violations"]
    page.context.close()
    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []


@pytest.mark.parametrize("visit", VISITS)
@pytest.mark.parametrize(("width", "dark"), [(320, False), (1280, True)])
def test_nothing_sticks_out_of_a_narrow_or_a_wide_screen(
    house: House,
    live_server: LiveServer,
    chromium: Browser,
    visit: Callable[[Page, House], None],
    width: int,
    dark: bool,
) -> None:
    page = visited(chromium, live_server, house, visit, width=width, dark=dark)
    assert page.locator("h1").count() == 1
    for each in page.locator("header *:visible, main *:visible:not(.scroll *)").all():
        box = each.bounding_box()
        assert box is None or box["x"] + box["width"] <= width, each.evaluate("it => it.outerHTML")
    page.context.close()


def test_no_page_breaks_its_own_policy(house: House, live_server: LiveServer, chromium: Browser) -> None:
    said: list[str] = []
    context = chromium.new_context(base_url=live_server.url)
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    phone_set_up(page, house)
    context.clear_cookies()
    whole_tip(page, house)
    page.wait_for_load_state("networkidle")
    seen = page.locator(".file img").evaluate("image => image.naturalWidth")
    context.close()
    assert said == []
    assert seen == 640


def test_a_recording_plays_under_the_page_s_own_policy(
    house: House, live_server: LiveServer, chromium: Browser
) -> None:
    page = visited(chromium, live_server, house, a_call, width=1280, script=True)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    length = page.locator("audio").evaluate(
        """audio => new Promise((done, failed) => {
            audio.onended = () => done(audio.duration);
            audio.onerror = () => failed(audio.error.message);
            audio.play().catch(failed);
        })"""
    )
    page.context.close()
    assert (length, said) == (1.0, [])


def test_a_tip_is_worked_from_the_keyboard_alone(house: House, live_server: LiveServer, chromium: Browser) -> None:
    page = visited(chromium, live_server, house, full_queue, width=1280)

    def press_until(name: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if re.search(
                name, page.evaluate("document.activeElement === document.body ? '' : document.activeElement.innerText")
            ):
                page.keyboard.press("Enter")
                return
        raise AssertionError(name)

    press_until("neighbour Kenny")
    page.wait_for_selector("#words-title")
    press_until("^Take it on$")
    page.wait_for_selector("text=You work on this tip now.")
    page.locator("#id_question").focus()
    page.keyboard.type("Which boat?")
    press_until("^Send the question$")
    page.wait_for_selector("text=Which boat?")
    page.locator("#id_reason").focus()
    page.keyboard.press("ArrowDown")
    press_until("^Close the tip$")
    page.wait_for_selector("text=The tip is closed.")
    page.context.close()
