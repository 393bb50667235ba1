"""The demo's phone in a real Chromium: with sound, with and without its script, on a phone and on a desktop."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.chromium import FAKE_MICROPHONE, needs_chromium, press, running_chromium, sticking_out, violations
from tests.conftest import House
from tests.phone.conftest import from_the_static_files
from tests.twilio_double import TwilioDouble, over_http

pytestmark = [*needs_chromium, pytest.mark.django_db(transaction=True)]
PAGE = "/phone/simulator"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with running_chromium(flags=FAKE_MICROPHONE) as browser:
        yield browser


@pytest.fixture
def network(house: House, live_server: LiveServer, settings: Settings) -> Iterator[TwilioDouble]:
    """A telephone network whose requests reach the app over HTTP, as in the demo."""
    deliver = over_http(live_server.url)
    with TwilioDouble(deliver=deliver, public_url=live_server.url, fetch=from_the_static_files) as double:
        settings.PUBLIC_URL, settings.STANDALONE = live_server.url, True
        settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = double.state.account, [double.state.token]
        settings.TWILIO_NUMBER, settings.TWILIO_API_URL = double.state.number, double.url
        yield double


def opened(chromium: Browser, server: LiveServer, *, width: int, dark: bool = False, script: bool = True) -> Page:
    context = chromium.new_context(
        base_url=server.url,
        viewport={"width": width, "height": 800},
        color_scheme="dark" if dark else "light",
        java_script_enabled=script,
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(PAGE)
    return page


def picture(page: Page, name: str) -> None:
    pictures = os.environ.get("TIPLINE_PICTURES")
    if pictures:
        page.screenshot(path=f"{pictures}/{name}.png", full_page=True)


def test_a_call_is_heard_and_goes_on_by_keyboard_under_the_page_s_own_policy(
    network: TwilioDouble, live_server: LiveServer, chromium: Browser
) -> None:
    said: list[str] = []
    page = opened(chromium, live_server, width=1280)
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.get_by_role("button", name="Call", exact=True).click()
    page.wait_for_selector("text=hang up and call 9 1 1")
    page.wait_for_function("() => { const it = document.getElementById('sound'); return it.currentTime > 0; }")
    assert page.locator("#sound").evaluate("it => it.duration") > 10
    page.keyboard.press("1")
    page.wait_for_selector("text=Danger now, press 1")
    page.locator("button[value=wait]").evaluate("it => { it.dataset.seconds = 0; }")
    page.locator("#sound").evaluate("it => it.dispatchEvent(new Event('ended'))")
    page.wait_for_selector("text=(said nothing)")  # the silence after the sentence has passed by itself
    found = violations(page)
    picture(page, "simulator-1280-light")
    page.context.close()
    assert said == []
    assert found == []


def test_keys_typed_faster_than_the_line_answers_all_count_and_a_rest_passes_by_itself(
    network: TwilioDouble, live_server: LiveServer, chromium: Browser
) -> None:
    page = opened(chromium, live_server, width=1280)
    page.get_by_role("button", name="Call", exact=True).click()
    for key, said in (("1", "Danger now"), ("3", "twenty digits")):
        page.wait_for_function("() => !document.querySelector('#phone button').disabled")
        page.keyboard.press(key)
        page.wait_for_selector(f"text={said}")
    page.wait_for_function("() => !document.querySelector('#phone button').disabled")
    page.keyboard.type("12345678")
    page.wait_for_selector("text=1 2 3 4 5 6 7 8")
    page.wait_for_selector("text=The third four digits, please.")
    page.context.close()


@pytest.mark.parametrize(("width", "dark"), [(360, True), (1280, False)])
def test_a_call_and_a_text_work_without_script_and_nothing_sticks_out(
    network: TwilioDouble, live_server: LiveServer, chromium: Browser, width: int, dark: bool
) -> None:
    page = opened(chromium, live_server, width=width, dark=dark, script=False)
    press(page.get_by_role("button", name="Call", exact=True))
    for key in "121":
        press(page.get_by_role("button", name=key, exact=True))
    page.wait_for_selector("text=speak now")
    assert page.locator("#sound").count() == 1
    press(page.get_by_role("button", name="Speak, then press #"))
    page.fill("#id_body", "They sell drugs behind the school in Vieux Fort")
    press(page.get_by_role("button", name="Send the text"))
    page.wait_for_selector("text=FORGET")
    picture(page, f"simulator-off-{width}")
    assert sticking_out(page, "main *:visible", width) == []
    page.context.close()


def test_what_the_microphone_hears_is_the_recording(
    network: TwilioDouble, live_server: LiveServer, chromium: Browser
) -> None:
    page = opened(chromium, live_server, width=1280)
    page.get_by_role("button", name="Call", exact=True).click()
    for key, said in (("1", "Danger now"), ("2", "What is it about"), ("1", "After the tone")):
        page.wait_for_function("() => !document.querySelector('#phone button').disabled")
        page.get_by_role("button", name=key, exact=True).click()
        page.wait_for_selector(f"text={said}")
    page.get_by_role("button", name="Record with the microphone").click()
    page.wait_for_selector("text=Stop recording")
    page.wait_for_function("() => new Promise(done => setTimeout(() => done(true), 300))")
    page.get_by_role("button", name="Speak, then press #").click()  # it stops the recording first
    page.wait_for_selector("text=To send what you said")
    page.context.close()
    (recording,) = network.state.recordings.values()
    assert recording.seconds == 1, "the sample would last ten times as long"
