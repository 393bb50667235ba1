"""Who takes a tip on too early is told what that means."""

import pytest
from django.urls import reverse

from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk
from tests.dashboard.test_tip import at


@pytest.mark.parametrize("triaged", [True, False])
@pytest.mark.parametrize("way", ["claim", "next"])
def test_who_takes_a_tip_on_before_it_is_judged_is_told_what_that_keeps_it_from(
    house: House, reid: Desk, way: str, triaged: bool
) -> None:
    tip = arrive(triaged=triaged)
    address = at(tip, "claim") if way == "claim" else reverse("dashboard:take_next")
    page = reid.client.post(address, {"version": tip.version}, follow=True).text
    assert "You work on this tip now." in page
    assert ("triage does not send it to the unit whose matter it is" in page) != triaged
