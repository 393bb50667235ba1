"""Screens of what an officer changes for the whole house or for the own way in, filled or as they refuse."""

from collections.abc import Callable

from playwright.sync_api import Page

from reports.clock import today
from reports.models import Category, Notice, NoticeKind
from reports.notices.drawing_up import NoticeDraft, draw_up
from tests.chromium import press
from tests.conftest import House
from tests.dashboard.arrivals import arrive, some_tips
from tests.dashboard.conftest import signed_in
from tests.public.put_up import LONG_TITLE, october_brought, put_up_notices, teal_picture
from tests.releases.handed import given


def hotline_refused(page: Page, house: House) -> None:
    signed_in(page, house)
    page.goto("/desk/hotline")
    page.fill("#id_other_number", "call us")
    press(page.get_by_role("button", name="Close the hotline"))
    page.wait_for_selector(".errors")


def hotline_closed_and_with_callers_put_through(page: Page, house: House) -> None:
    signed_in(page, house)
    page.goto("/desk/hotline")
    page.fill("#id_duty_number", "+17584840009")
    press(page.get_by_role("button", name="Put callers through"))
    page.fill("#id_other_number", "+17584564000")
    press(page.get_by_role("button", name="Close the hotline"))
    page.get_by_role("button", name="Open the hotline").wait_for()


def notices_of_the_force(page: Page, house: House) -> None:
    put_up_notices(house)
    _drawn_up(house)
    signed_in(page, house)
    page.goto("/desk/notices")


def notice_refused(page: Page, house: House) -> None:
    signed_in(page, house)
    page.goto("/desk/notices/new")
    press(page.locator("main form button").first)
    page.wait_for_selector(".errors")


def notice_to_publish(page: Page, house: House) -> None:
    drawn = _drawn_up(house)
    signed_in(page, house, "jules")
    page.goto(f"/desk/notices/{drawn.pk}")
    page.locator("form[action$=publish]").wait_for()


def statement_not_looked_at(page: Page, house: House) -> None:
    october_brought(house)
    signed_in(page, house, "charles")
    page.goto("/desk/numbers/statement?month=2026-10")
    press(page.get_by_role("button", name="Publish this month"))
    page.get_by_text("Nothing is published yet").wait_for()


def own_password_refused(page: Page, house: House) -> None:
    signed_in(page, house)
    page.goto("/desk/you/password")
    press(page.get_by_role("button", name="Change it"))
    page.wait_for_selector(".errors")


def own_phone_refused(page: Page, house: House) -> None:
    signed_in(page, house)
    page.goto("/desk/you/phone")
    press(page.get_by_role("button", name="Give up this phone"))
    page.wait_for_selector(".errors")


def what_triage_should_have_found(page: Page, house: House) -> None:
    tip = arrive()
    signed_in(page, house)
    page.goto(f"/desk/tips/{tip.pk}/correct")


def copy_to_begin(page: Page, house: House) -> None:
    tip = some_tips()
    signed_in(page, house)
    page.goto(f"/desk/tips/{tip.pk}")
    page.locator(".source summary").click()
    press(page.get_by_role("button", name="To plan what police do"))
    press(page.get_by_role("link", name="Write a release copy"))


def tip_without_a_case(page: Page, house: House) -> None:
    tip = some_tips()
    signed_in(page, house)
    page.goto(f"/desk/tips/{tip.pk}/case")


def agencies_that_wait(page: Page, house: House) -> None:
    given(house)
    signed_in(page, house)
    page.goto("/desk/agencies")


def _drawn_up(house: House) -> Notice:
    words = {"en": (LONG_TITLE, "Seen in Dennery."), "acf": ("Vòlè", "Yo wè'y an Dennery.")}
    draft = NoticeDraft(
        kind=NoticeKind.WANTED,
        category=Category.ROBBERY,
        words=words,
        last_day=today(),
        picture=teal_picture(),
        picture_words="A man in a blue shirt",
    )
    return draw_up(draft, by=house.officer("reid"))


HOUSE_VISITS: list[Callable[[Page, House], object]] = [
    hotline_refused, hotline_closed_and_with_callers_put_through, notices_of_the_force, notice_refused,
    notice_to_publish, statement_not_looked_at, own_password_refused, own_phone_refused,
    what_triage_should_have_found, copy_to_begin, tip_without_a_case, agencies_that_wait,
]  # fmt: skip
