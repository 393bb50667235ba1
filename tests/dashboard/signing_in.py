"""An officer signs in with a real browser, through the pages."""

from playwright.sync_api import Page

from tests.chromium import press
from tests.conftest import House
from tests.dashboard.conftest import Desk


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


def signed_in_by_hand(page: Page, house: House) -> None:
    enrol(page, house)
    press(page.get_by_role("button", name="I have written them down"))
