"""The tip's slower ways on, walked with Tab, arrows and Enter alone: a release copy, an agency, a reward, a hold."""

import pytest
from playwright.sync_api import Page, expect

from reports.casework.outcomes import record_outcome
from reports.models import Feedback, LegalHold, Release, RewardProposal
from reports.releases.copies import Copy, draft_copy, release_copy, send_to_check
from tests.chromium import needs_chromium
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.rewards.boards import USEFUL, seat

pytestmark = [*needs_chromium, pytest.mark.django_db(transaction=True)]
_MOST = 90  # stops of Tab on the longest page
_FOCUSED = "(at => at === document.body ? '' : at.labels?.[0]?.innerText || at.innerText)(document.activeElement)"


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what is called so has the focus."""
    for _ in range(_MOST):
        page.keyboard.press("Tab")
        if page.evaluate(_FOCUSED).strip() == name:
            return
    raise AssertionError(f"Tab never comes to: {name}")


def enter(page: Page, name: str) -> None:
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_release_copy_is_written_and_given_to_a_colleague(page: Page, house: House) -> None:
    tip = arrive()
    page.goto(f"/desk/tips/{tip.pk}")
    tab_to(page, page.locator(".source summary").inner_text().strip())
    page.keyboard.press("Enter")
    enter(page, "To plan what police do")
    enter(page, "Write a release copy")
    tab_to(page, page.locator("label[for=id_text]").inner_text().strip())
    page.keyboard.press("Control+a")
    page.keyboard.type("Cocaine is sold behind a shop in the south.")
    enter(page, "Keep the draft")
    enter(page, "Give it to a colleague to check")
    assert Release.objects.get().state == "waiting"


def test_a_colleagues_copy_is_held_against_its_tip_and_released(page: Page, house: House) -> None:
    tip = arrive()
    copy = draft_copy(Copy(text="A mother saw cocaine sold behind a shop."), tip=tip, by=house.officer("jules"))
    send_to_check(copy, ring=house.ring("jules"))
    page.goto("/desk/mentions")
    enter(page, tip.reference)
    enter(page, "Release copy")
    enter(page, "Show the tip beside the copy")
    expect(page.locator(".pair")).to_contain_text("Kenny sells cocaine behind the shop")
    tab_to(page, page.locator("label[for=id_weighed]").inner_text().strip())
    page.keyboard.press("Space")
    enter(page, "Checked: release it")
    done = Release.objects.get()
    assert (done.state, done.checked_by) == ("released", house.officer("reid"))


def test_a_released_copy_is_saved_for_an_agency(page: Page, house: House) -> None:
    tip = arrive()
    copy = draft_copy(Copy(text="Cocaine is sold in the south."), tip=tip, by=house.officer("jules"))
    send_to_check(copy, ring=house.ring("jules"))
    release_copy(copy, by=house.officer("reid"))
    page.goto(f"/desk/tips/{tip.pk}/releases/{copy.pk}")
    tab_to(page, "For whom")
    page.keyboard.press("ArrowDown")
    tab_to(page, "Save the PDF")
    with page.expect_download():
        page.keyboard.press("Enter")
    assert Feedback.objects.get().agency == "customs"


def test_a_reward_is_proposed(page: Page, house: House) -> None:
    tip = arrive()
    seat(house, "augustin")
    record_outcome(USEFUL, tip=tip, by=house.officer("jules"), version=tip.version)
    page.goto(f"/desk/tips/{tip.pk}")
    enter(page, "Propose it to the board")
    assert RewardProposal.objects.count() == 1


def test_a_legal_hold_is_asked_for(page: Page, house: House) -> None:
    tip = arrive()
    page.goto(f"/desk/tips/{tip.pk}")
    tab_to(page, "Ask for a legal hold")
    page.keyboard.press("Enter")
    tab_to(page, "Why must it be kept?")
    page.keyboard.type("The High Court asks for it.")
    enter(page, "Ask for it")
    expect(page.locator("main")).to_contain_text("asked for a legal hold")
    assert LegalHold.objects.get().tip_id == tip.pk
