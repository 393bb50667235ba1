"""More of a tip's work by Tab, arrows and Enter alone: passing on, joining, what came of it, many tips."""

import pytest
from playwright.sync_api import Page

from reports.casework.bulk_work import work
from reports.models import Bulk, Link, Merge, Outcome, Tip
from tests.casework.test_coming_back import GIRL, away, back
from tests.chromium import needs_chromium
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.test_keyboard_walks import enter, tab_to

pytestmark = [*needs_chromium, pytest.mark.django_db(transaction=True)]


def unfold(page: Page, name: str) -> None:
    tab_to(page, name)
    page.keyboard.press("Enter")


def test_a_tip_is_passed_on_to_another_unit(page: Page, house: House) -> None:
    tip = arrive()
    page.goto(f"/desk/tips/{tip.pk}")
    unfold(page, "To the unit that should work on it")
    tab_to(page, "Unit")
    page.keyboard.press("ArrowDown")
    enter(page, "Pass the tip on")
    assert Tip.objects.get().unit_id != tip.unit_id


def test_a_unit_that_is_back_gets_its_tips_back(page: Page, house: House) -> None:
    away(house)
    arrive(GIRL)
    back(house)
    page.goto("/desk/shift")
    enter(page, "Give Human Trafficking its tip back")
    assert Tip.objects.get().unit.slug == "trafficking"


def test_two_tips_are_linked_merged_and_parted_again(page: Page, house: House) -> None:
    tip, other = arrive(), arrive("Two men sell cocaine from a boat in Soufriere")
    page.goto(f"/desk/tips/{tip.pk}/beside/{other.pk}")
    enter(page, "Link them")
    assert Link.objects.count() == 1
    page.goto(f"/desk/tips/{tip.pk}/beside/{other.pk}")
    unfold(page, "Merge them: one leads, the other leaves the open lists")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert Merge.objects.count() == 1
    page.goto(f"/desk/tips/{tip.pk}/beside/{other.pk}")
    enter(page, "Undo the merge")
    assert not Merge.objects.exists()


def test_what_came_of_a_tip_is_written_down(page: Page, house: House) -> None:
    tip = arrive()
    page.goto(f"/desk/tips/{tip.pk}/outcome")
    tab_to(page, page.locator("label[for=id_arrests]").inner_text().strip())
    page.keyboard.type("2")
    enter(page, "Write it down")
    assert Outcome.objects.get().arrests == 2


def test_several_tips_are_ticked_taken_on_and_given_back(page: Page, house: House) -> None:
    tips = [arrive("Stolen goat in Dennery"), arrive("Stolen boat engine in Canaries")]
    page.goto("/desk/")
    for _tip in tips:
        while page.evaluate("document.activeElement.className") != "tick":
            page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
    enter(page, "With those that are ticked")
    enter(page, "Do it to these 2")
    work(Bulk.objects.get().pk)
    assert Tip.objects.filter(assigned_to=house.officer("reid")).count() == 2
    page.goto("/desk/")
    enter(page, "Undo what I did to several tips")
    page.keyboard.press("Tab")
    while "/desk/several/" not in (page.evaluate("document.activeElement.href") or ""):
        page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    enter(page, "Undo it")
    work(Bulk.objects.get().pk)
    assert not Tip.objects.exclude(assigned_to=None).exists()
