"""The desk's screens of single findings, and of a closed matter that was told again."""

from playwright.sync_api import Page

from reports.casework.status import close_tip
from reports.models import Tip
from tests.chromium import press
from tests.conftest import House
from tests.dashboard.arrivals import DRUGS, arrive, some_like
from tests.dashboard.conftest import signed_in
from tests.dashboard.screens import show_source


def single_findings(page: Page, house: House) -> None:
    _, again, _ = some_like()
    signed_in(page, house)
    page.goto(f"/desk/tips/{again.pk}")
    show_source(page)
    page.goto(f"/desk/tips/{again.pk}/marks")
    press(page.get_by_role("button", name="This does not identify the tipster").first)
    press(page.get_by_role("button", name="Put it right").first)
    page.locator("#add summary").click()
    page.fill("#id_said", "no such words")
    page.get_by_label("What they name").select_option("person")
    press(page.get_by_role("button", name="It is that"))
    page.wait_for_selector(".errors")


def words_that_are_not_there(page: Page, house: House) -> None:
    tip = arrive(DRUGS)
    signed_in(page, house)
    page.goto(f"/desk/tips/{tip.pk}")
    page.locator(".missed summary", has_text="Mask words").click()
    page.fill(".missed textarea", "no such words")
    press(page.get_by_role("button", name="Mask them"))
    page.wait_for_selector(".errors")


def told_again(page: Page, house: House) -> None:
    closed = arrive(DRUGS)
    close_tip(tip=closed, reason="charge", by=house.officer("reid"), version=closed.version)
    arrive(f"{DRUGS} Please come.")
    signed_in(page, house)
    page.goto("/desk/?list=again")
    press(page.locator("a.preview"))
    assert Tip.objects.get(pk=closed.pk).again_because


def second_tip(page: Page, house: House) -> None:
    tip = arrive(DRUGS)
    signed_in(page, house)
    page.goto(f"/desk/tips/{tip.pk}")
    press(page.get_by_role("link", name="Make a second tip of some of its words"))
    press(page.get_by_role("button", name="Make the second tip"))
    page.wait_for_selector(".errors")
    page.get_by_role("checkbox").nth(1).check()
    page.get_by_label("Unit that works on the second tip").select_option("trafficking")
    press(page.get_by_role("button", name="Make the second tip"))
    page.get_by_role("button", name="Take it back").wait_for()


MATTER_VISITS = [single_findings, words_that_are_not_there, told_again, second_tip]
