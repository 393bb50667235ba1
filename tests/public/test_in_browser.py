"""The tipster's pages in a real Chromium with script off, on a small phone and a wide screen.

The same states by axe, in the dark and in large letters: tests/public/test_every_page.py. With script on each page and,
in two languages, each state is seen there; one whole way in each language in tests/public/test_with_script.py.
"""

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, FilePayload, Page
from pytest_django.live_server_helper import LiveServer

from reports.casework.claim import claim_tip
from reports.dialogue.mailbox import MailboxKey, end_dialogue
from reports.dialogue.reply import ask_tipster
from reports.models import Officer
from reports.notices.drawing_up import draw_up, publish
from tests.chromium import needs_chromium, press, sticking_out
from tests.conftest import House, only_tip, triage_all
from tests.intake.telling_pictures import telling_jpeg
from tests.notices.test_drawing_up import draft

pytestmark = [*needs_chromium, pytest.mark.django_db(transaction=True)]


def empty_form(page: Page) -> None:
    page.goto("/")


def form_with_errors(page: Page) -> None:
    page.goto("/")
    press(page.locator("#tell button[value=send]"))


def refused_photo(page: Page) -> None:
    page.goto("/")
    page.fill("#id_text", "A boat lands each Friday.")
    page.set_input_files("#id_files", files=[FilePayload(name="a.jpg", mimeType="image/jpeg", buffer=b"no photo")])
    press(page.locator("#tell button[value=send]"))


def receipt(page: Page) -> None:
    page.goto("/")
    page.fill("#id_text", "A boat lands each Friday. Men with guns.")
    page.check("input[value=yes]")
    press(page.locator("#tell button[value=send]"))


def questions(page: Page) -> None:
    page.goto("/")
    page.fill("#id_text", "A boat lands each Friday.")
    page.select_option("#id_category", "smuggling")
    press(page.locator("button[value=questions]").last)
    page.get_by_text("A boat", exact=True).first.click()
    press(page.locator("button[value='another:boat']"))


def questions_with_errors(page: Page) -> None:
    questions(page)
    page.fill("[id='id_smuggling.landing']", "x" * 600)
    press(page.locator("#tell button[value=send]"))


def further_questions(page: Page) -> None:
    questions(page)
    page.check("[name='smuggling.goods:people']")
    press(page.locator("#tell button[value=send]"))


def warning(page: Page) -> None:
    further_questions(page)
    page.fill("[id='id_smuggling.people']", "My brother counted ten. I live next door.")
    press(page.locator("#tell button[value=send]"))
    page.get_by_text("look at this first").wait_for()


def touched_map(page: Page) -> None:
    questions(page)
    press(page.locator("button[value=map]"))
    page.locator("input.map").click(position={"x": 205, "y": 237})
    page.wait_for_selector("[id='id_place.district']")
    assert page.input_value("[id='id_place.district']") == "dennery"
    press(page.locator("button[value=map]"))


def file_and_warning(page: Page) -> None:
    page.goto("/")
    page.fill("#id_text", "My brother sells it.")
    page.set_input_files("#id_files", files=[FilePayload(name="a.jpg", mimeType="image/jpeg", buffer=telling_jpeg())])
    press(page.locator("#tell button[value=send]"))
    page.get_by_text("look at this first").wait_for()


def held_people(page: Page) -> None:
    page.goto("/")
    page.get_by_text("has little time?").click()
    page.wait_for_url("**/short")


def what_we_keep(page: Page) -> None:
    page.goto("/what-we-keep")


def entrance(page: Page) -> None:
    page.goto("/mailbox")
    page.fill("#id_receipt", "1234")
    press(page.locator("form .button"))


def opened_mailbox(page: Page) -> None:
    receipt(page)
    digits = "".join(page.locator(".receipt span").all_inner_texts())
    triage_all()
    tip, officer = only_tip(), Officer.objects.get(username="reid")
    claim_tip(tip=tip, by=officer, version=tip.version)
    ask_tipster(tip=tip, text="Which colour is the boat?", by=officer)
    page.goto("/mailbox")
    page.fill("#id_receipt", digits)
    press(page.locator("form .button"))
    page.fill("#id_text", "Blue, with a white roof.")
    press(page.locator("button[value=add]"))
    page.get_by_text("We have what you added").wait_for()


def end_of_talk(page: Page) -> None:
    opened_mailbox(page)
    page.get_by_text("Close this mailbox for ever", exact=True).click()
    press(page.locator("button[value=ask_end]"))


def talk_ended_elsewhere(page: Page) -> None:
    opened_mailbox(page)
    page.fill("#id_text", "And a second boat, green.")
    end_dialogue(MailboxKey(only_tip().pk))
    press(page.locator("button[value=add]"))


def ended_talk_as_a_new_tip(page: Page) -> None:
    talk_ended_elsewhere(page)
    press(page.locator("button[value=write]"))


def tip_from_a_notice(page: Page) -> None:
    drawn_up = draw_up(draft(), by=Officer.objects.get(username="reid"))
    publish(drawn_up, by=Officer.objects.get(username="jules"))
    page.goto(f"/notices/{drawn_up.number}")
    press(page.get_by_role("button", name="I know something"))
    page.get_by_text("A shop was robbed").wait_for()


VISITS: list[Callable[[Page], None]] = [
    empty_form,
    form_with_errors,
    refused_photo,
    receipt,
    questions,
    questions_with_errors,
    further_questions,
    warning,
    touched_map,
    file_and_warning,
    held_people,
    what_we_keep,
    entrance,
    opened_mailbox,
    end_of_talk,
    talk_ended_elsewhere,
    ended_talk_as_a_new_tip,
    tip_from_a_notice,
]


def visited(chromium: Browser, server: LiveServer, visit: Callable[[Page], None], *, width: int) -> Page:
    context = chromium.new_context(
        base_url=server.url, viewport={"width": width, "height": 800}, java_script_enabled=False
    )
    page = context.new_page()
    visit(page)
    pictures = os.environ.get("TIPLINE_PICTURES")
    if pictures:
        page.screenshot(path=f"{pictures}/{visit.__name__}-{width}.png", full_page=True)
    return page


@pytest.mark.parametrize("visit", VISITS)
def test_everything_works_without_script_and_nothing_sticks_out(
    house: House, live_server: LiveServer, chromium: Browser, visit: Callable[[Page], None]
) -> None:
    page = visited(chromium, live_server, visit, width=320)
    assert page.locator("h1").count() == 1
    for width in (320, 1200):
        page.set_viewport_size({"width": width, "height": 800})
        assert sticking_out(page, "main *:visible", width) == []
    assert page.context.cookies() == []
    page.context.close()


def test_every_control_is_large_enough_for_a_thumb(house: House, live_server: LiveServer, chromium: Browser) -> None:
    page = visited(chromium, live_server, empty_form, width=320)
    for control in page.locator("a.button:visible, nav a, button:visible, select, textarea, summary, .choice").all():
        box = control.bounding_box()
        assert box is not None
        if "skip" not in (control.get_attribute("class") or ""):
            assert box["height"] >= 44
    page.context.close()


def test_the_whole_form_can_be_sent_from_the_keyboard(house: House, live_server: LiveServer, chromium: Browser) -> None:
    page = visited(chromium, live_server, empty_form, width=390)
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the main part"
    page.locator("#id_text").focus()
    page.keyboard.type("A boat")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.locator(":focus").inner_text() == "Send now":
            break
    page.keyboard.press("Enter")
    page.wait_for_selector(".receipt")
    page.context.close()


@pytest.mark.parametrize("visit", [form_with_errors, questions_with_errors, entrance])
def test_the_summary_of_what_is_wrong_takes_the_focus(
    house: House, live_server: LiveServer, chromium: Browser, visit: Callable[[Page], None]
) -> None:
    page = visited(chromium, live_server, visit, width=390)
    page.locator(".errors:focus").wait_for()
    assert page.title().startswith("Error: ")
    page.context.close()


def test_the_menu_and_the_languages_keep_what_is_typed(
    house: House, live_server: LiveServer, chromium: Browser
) -> None:
    page = visited(chromium, live_server, empty_form, width=320)
    page.fill("#id_text", "A boat lands each Friday.")
    press(page.get_by_role("button", name="Your safety"))
    press(page.get_by_role("button", name="Français"))
    assert page.locator("html").get_attribute("lang") == "fr"
    press(page.locator("form#tell button"))
    assert page.input_value("#id_text") == "A boat lands each Friday."
    press(page.get_by_role("button", name="English"))
    assert page.input_value("#id_text") == "A boat lands each Friday."
    assert page.url.endswith("/en/")
    page.context.close()
