"""A walk through every state that a tipster's pages can be in, the same in each language and without script."""

from collections.abc import Iterator

from django.test import override_settings
from playwright.sync_api import FilePayload, Page

from reports.casework.claim import claim_tip
from reports.dialogue.reply import ask_tipster
from reports.models import Reward
from reports.voucher import written
from tests.chromium import press
from tests.conftest import House, only_tip, triage_all
from tests.intake.telling_pictures import telling_jpeg
from tests.outage import no_key_can_be_written
from tests.public.troubles import State, form_of, show, troubles
from tests.rewards.boards import promise_reward

RISKY = "A boat lands each Friday. My brother counted ten men. I live next door."


def walk(page: Page, code: str, house: House) -> Iterator[State]:
    """Yield each state."""
    yield from _first_page(page, code)
    yield from _questions(page)
    yield from _before_it_goes(page)
    digits = "".join(page.locator(".receipt span").all_inner_texts())
    yield from _typed_once(page, digits)
    _asked(house)
    yield from _mailbox(page, code, digits)
    yield from _at_the_counter(page, code, digits)
    yield from _withdrawn(page)
    yield from _ended(page, _another_window(page, code, digits))
    yield from _in_a_flood(page, code)
    yield from _elsewhere(page, code)
    yield from _beside_a_begun_tip(page, code)
    yield from troubles(page, code, house)


def _first_page(page: Page, code: str) -> Iterator[State]:
    page.goto(f"/{code}/")
    yield "first", page
    press(page.locator("#tell button[value=send]"))
    yield "first-wrong", page
    page.fill("#id_text", "A boat lands each Friday.")
    page.set_input_files("#id_files", files=[FilePayload(name="a.jpg", mimeType="image/jpeg", buffer=b"no photo")])
    press(page.locator("#tell button[value=send]"))
    yield "file-refused", page


def _questions(page: Page) -> Iterator[State]:
    page.fill("#id_text", RISKY)
    page.select_option("#id_category", "smuggling")
    page.set_input_files("#id_files", files=[FilePayload(name="a.jpg", mimeType="image/jpeg", buffer=telling_jpeg())])
    press(page.locator("#tell button[value=questions]"))
    for summary in page.locator("details.block > summary").all():
        summary.click()
    yield "questions", page
    press(page.locator("button[value='another:boat']"))
    page.fill("[id='id_smuggling.landing']", "x" * 600)
    press(page.locator("#tell button[value=send]").last)
    yield "questions-wrong", page
    page.fill("[name='smuggling.landing']", "Behind the old jetty")
    page.fill("#id_place", "Denery")
    press(page.locator("button[value=find]"))
    yield "place-looked-up", page
    press(page.locator("button[value=map]"))
    yield "map", page
    page.locator("input.map").click(position={"x": 2, "y": 2})
    page.locator("[role=status]").wait_for()
    yield "map-missed", page
    page.locator("input.map").click(position={"x": 205, "y": 237})
    page.wait_for_selector("[id='id_place.district']")
    yield "map-touched", page


def _before_it_goes(page: Page) -> Iterator[State]:
    page.check("[name='smuggling.goods:people']")
    press(page.locator("#tell button[value=send]").last)
    yield "more-questions", page
    press(page.locator("#tell button[value=send]").last)
    page.locator("mark").first.wait_for()
    yield "check", page
    press(page.locator("button[value='send:as_it_is']"))
    page.locator(".receipt").wait_for()
    yield "receipt", page


def _typed_once(page: Page, digits: str) -> Iterator[State]:
    for typed, state in (("1234", "typed-wrong"), (digits, "typed-right")):
        if not page.locator("#id_typed").is_visible():
            page.locator("form.screen summary").click()
        page.fill("#id_typed", typed)
        press(page.locator("main button[value=typed_once]"))
        yield state, page


def _asked(house: House) -> None:
    """The tip is judged, an officer asks something, and a reward waits."""
    triage_all()
    tip, reid = only_tip(), house.officer("reid")
    claim_tip(tip=tip, by=reid, version=tip.version)
    ask_tipster(tip=tip, text="Which colour is the boat?", by=reid)
    promise_reward(only_tip())


def _mailbox(page: Page, code: str, digits: str) -> Iterator[State]:
    page.goto(f"/{code}/mailbox")
    page.fill("#id_receipt", "1234")
    press(page.locator("main form .button").first)
    yield "entrance-wrong", page
    page.fill("#id_receipt", digits)
    press(page.locator("main form .button").first)
    yield "mailbox", page
    press(page.locator("button[value^='code:']"))
    yield "reward-code", page
    press(page.locator("button[value=add]"))
    yield "mailbox-wrong", page
    page.fill("#id_text", "Blue, with a white roof. My brother says so.")
    press(page.locator("button[value=add]"))
    yield "mailbox-check", page
    with no_key_can_be_written():
        press(page.locator("button[value='add:as_it_is']"))
    yield "mailbox-not-stored", page
    press(page.locator("button[value=add]"))
    press(page.locator("button[value='add:as_it_is']"))
    yield "mailbox-added", page
    page.fill("#id_text", "And one thing more.")
    press(page.locator("button[value=ask_close]"))
    yield "mailbox-close", page
    press(page.locator("main button[value=look]"))
    page.fill("#id_text", "")


def _at_the_counter(page: Page, code: str, digits: str) -> Iterator[State]:
    """Where a reward is paid."""
    other = _another_window(page, code, digits)
    press(other.locator("button[value^='code:']"))
    brought = " ".join(other.locator(".receipt span").all_inner_texts())
    other.goto(f"/{code}/pay")
    press(other.locator("main form button"))
    yield "voucher-wrong", other
    other.fill("#id_voucher", written(Reward.objects.get()))
    other.fill("#id_code", brought)
    press(other.locator("main form button"))
    yield "voucher-checked", other
    press(other.locator("button[value=pay]"))
    other.locator("[name=done]").wait_for(state="attached")
    yield "voucher-paid", other
    other.close()


def _withdrawn(page: Page) -> Iterator[State]:
    page.locator("details:has(button[value=ask_withdraw]) summary").click()
    press(page.locator("button[value=ask_withdraw]"))
    yield "withdraw", page
    page.fill("#id_reason", "I was mistaken.")
    with no_key_can_be_written():
        press(page.locator("button[value=withdraw]"))
    yield "withdraw-not-stored", page
    sure = form_of(page, "withdraw")
    press(page.locator("button[value=withdraw]"))
    yield "withdrawn", page
    show(page, "add", sure)
    page.fill("#id_reason", "I was quite mistaken.")
    press(page.locator("button[value=withdraw]"))
    yield "withdrawn-twice", page
    press(page.locator("#withdraw button[value=look]"))


def _another_window(page: Page, code: str, digits: str) -> Page:
    other = page.context.new_page()
    other.goto(f"/{code}/mailbox")
    other.fill("#id_receipt", digits)
    press(other.locator("main form .button").first)
    return other


def _ended(page: Page, other: Page) -> Iterator[State]:
    page.locator("details:has(button[value=ask_end]) summary").click()
    page.fill("#id_text", "And one thing more.")
    press(page.locator("button[value=ask_end]"))
    yield "end", page
    press(page.locator("button[value=end]"))
    yield "ended", page
    other.fill("#id_text", "And one thing more.")
    press(other.locator("button[value=add]"))
    yield "ended-elsewhere", other
    press(other.locator("button[value=write]"))
    yield "words-carried-on", other
    other.close()


def _in_a_flood(page: Page, code: str) -> Iterator[State]:
    with override_settings(RIPENING=60):
        page.goto(f"/{code}/")
        page.fill("#id_text", "A boat lands each Friday.")
        press(page.locator("#tell button[value=send]"))
        yield "waiting", page
        page.goto(f"/{code}/mailbox")
        page.fill("#id_receipt", "1111 1111 1111 1111 1184")
        press(page.locator("main form .button").first)
        yield "mailbox-waiting", page


def _elsewhere(page: Page, code: str) -> Iterator[State]:
    page.goto(f"/{code}/")
    page.fill("#id_text", "A boat lands now. Men with guns.")
    page.check("input[value=yes]")
    press(page.locator("#tell button[value=send]"))
    page.locator(".receipt").wait_for()
    yield "receipt-in-danger", page
    page.goto(f"/{code}/short")
    press(page.locator("#tell button[value=send]").last)
    yield "short-wrong", page
    page.goto(f"/{code}/notices")
    yield "notices", page
    for number in range(page.locator(".notices a").count()):
        page.goto(f"/{code}/notices")
        press(page.locator(".notices a").nth(number))
        yield f"notice-{number + 1}", page
    press(page.locator("main form button"))
    yield "notice-taken-up", page
    page.goto(f"/{code}/about/numbers")
    press(page.locator("main .index a").first)
    yield "month", page
    page.goto(f"/{code}/nothing-here")
    yield "not-found", page


def _beside_a_begun_tip(page: Page, code: str) -> Iterator[State]:
    """Pages to read that carry words, and the warning of who tells of others in danger."""
    page.goto(f"/{code}/")
    page.fill("#id_text", "My cousin told me that a boat is unloading packages now, men with guns.")
    press(page.locator("nav button[value='go:notices']"))
    yield "notices-beside-a-tip", page
    press(page.locator(".notices .link").first)
    yield "notice-beside-a-tip", page
    press(page.locator("main button[value^='about:']"))
    press(page.locator("#tell button[value=send]").last)
    yield "check-of-others", page
    press(page.locator("nav button[value='go:about']"))
    press(page.locator("button[value='go:numbers']"))
    press(page.locator("main .index .link").first)
    yield "month-beside-a-tip", page
