"""The desk's screens of what agencies answered, and of the map of places."""

from playwright.sync_api import Page

from reports.casework.places import count_places
from reports.clock import month_of
from reports.dashboard.places import place_of
from reports.models import Feedback, Tip
from reports.queries.statistics import Period
from reports.releases.feedback import AgencyAnswer, take_answer
from tests.conftest import House, triage_all
from tests.dashboard.arrivals import some_tips
from tests.dashboard.conftest import signed_in
from tests.releases.handed import given, pair


def answered_by_customs(page: Page, house: House) -> None:
    asks = given(house)
    numbers = {"arrests": 2, "drugs_cocaine": 900}
    take_answer(AgencyAnswer(used=True, code="seizure", numbers=numbers, text="Found by the jetty."), **pair(asks))
    triage_all()
    signed_in(page, house)
    page.goto(f"/desk/tips/{Feedback.objects.get().tip_id}#agencies")


def places_of_tips(page: Page, house: House) -> None:
    some_tips()
    month = month_of(Tip.objects.order_by("pk")[0].arrived_hour)
    ring = house.ring("reid")
    list(count_places(ring, ring.unit_ids, Period(month, month), place_of))
    signed_in(page, house)
    page.goto(f"/desk/numbers/places?first={month:%Y-%m}&last={month:%Y-%m}")


AGENCY_VISITS = [answered_by_customs, places_of_tips]
