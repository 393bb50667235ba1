"""Screens of the rules of the house."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.chromium import press
from tests.conftest import House
from tests.dashboard.conftest import signed_in


def questions_to_change(page: Page, house: House) -> None:
    signed_in(page, house)
    page.goto("/desk/questions?change=since_when")
    page.fill("#id_en", "Since Kenny Joseph came?")
    press(page.get_by_role("button", name="Propose this"))


def routes_to_change(page: Page, house: House) -> None:
    house.make_administrator("reid")
    signed_in(page, house)
    page.goto("/desk/routing")
    page.locator("main summary").click()


def guide_to_change(page: Page, house: House) -> None:
    signed_in(page, house)
    page.goto("/desk/guides/drugs?question=buyers")
    for each in page.locator("main summary").all():
        each.click()


def proposed_guide(page: Page, house: House) -> None:
    signed_in(page, house)
    page.goto("/desk/guides/drugs")
    press(page.locator("button[value='retire:stash']"))
    page.goto("/desk/guides")


def guide_as_tipsters_see_it(page: Page, house: House) -> None:
    signed_in(page, house)
    page.goto("/desk/guides/human_trafficking/preview?language=fr")


def macro_made(page: Page, house: House) -> None:
    house.make_administrator("reid")
    signed_in(page, house)
    page.goto("/desk/macros")
    press(page.get_by_role("button", name="Make the macro"))
    page.get_by_text("Choose something that it does").wait_for()
    page.get_by_label("Takes the tip on").check()
    page.get_by_label("Closes it because").select_option("spam")
    press(page.get_by_role("button", name="Make the macro"))
    page.get_by_role("button", name="Drop it").wait_for()


SETTINGS_VISITS: list[Callable[[Page, House], object]] = [
    guide_to_change,
    proposed_guide,
    guide_as_tipsters_see_it,
    macro_made,
]
