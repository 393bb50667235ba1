"""The desk's screens of rewards."""

from playwright.sync_api import Page

from reports.casework.outcomes import record_outcome
from reports.clock import today
from reports.models import RewardProposal
from reports.rewards.propose import propose_reward
from tests.chromium import press
from tests.conftest import House
from tests.dashboard.arrivals import some_tips
from tests.dashboard.conftest import signed_in
from tests.rewards.boards import USEFUL, promise_reward, seat


def before_the_board(page: Page, house: House) -> None:
    tip = some_tips()
    seat(house, "augustin")
    record_outcome(USEFUL, tip=tip, by=house.officer("jules"), version=tip.version)
    propose_reward(tip=tip, ring=house.ring("jules"), version=None)
    RewardProposal.objects.update(shown_from=today())
    promise_reward(tip)
    signed_in(page, house, "charles")
    page.goto("/desk/rewards")


def a_wrong_voucher(page: Page, house: House) -> None:
    signed_in(page, house)
    page.goto("/desk/rewards/pay")
    page.fill("#id_voucher", "wrong")
    page.fill("#id_code", "1234")
    press(page.get_by_role("button", name="Check"))
