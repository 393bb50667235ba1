"""Moving and closing a tip at its page: only what may be done is offered, and what is refused says why."""

import re

import pytest

from reports.models import Tip
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.dashboard.conftest import Desk
from tests.dashboard.test_tip import at


def moves_on(page: str) -> list[str]:
    return re.findall(r'name="to" value="(\w+)"', page)


@pytest.fixture
def tip(house: House) -> Tip:
    return arrive()


def test_only_allowed_moves_are_offered_and_taken(tip: Tip, reid: Desk) -> None:
    assert moves_on(reid.get(at(tip)).text) == []
    for to in ("open", "waiting", "closed", "nonsense", ""):
        assert reid.post(at(tip, "status"), version=tip.version, to=to).status_code == 409
    reid.post(at(tip, "claim"), version=tip.version)
    assert moves_on(reid.get(at(tip)).text) == [], "nobody was asked anything"
    reid.post(at(tip, "ask"), version=Tip.objects.get().version, question="Which boat?")
    assert moves_on(reid.get(at(tip)).text) == ["open"]
    assert reid.post(at(tip, "status"), version=Tip.objects.get().version, to="open").status_code == 302
    assert moves_on(reid.get(at(tip)).text) == ["waiting"]


def test_a_closed_tip_that_nobody_had_is_not_offered_and_refused(tip: Tip, reid: Desk) -> None:
    assert "Take it on" in reid.get(at(tip)).text
    reid.post(at(tip, "close"), version=tip.version, reason="nothing")
    page = reid.get(at(tip)).text
    assert ("Nobody worked on this tip." in page, "Take it on" in page) == (True, False)
    refused = reid.post(at(tip, "claim"), version=Tip.objects.get().version)
    assert (refused.status_code, "Nobody works on a closed tip" in refused.text) == (409, True)


def test_a_tip_that_is_not_judged_is_not_closed_and_the_page_says_why(house: House, reid: Desk) -> None:
    tip = arrive("PC Anton Jules takes money at the jetty", triaged=False)
    page = reid.get(at(tip)).text
    assert "You can close or merge it as soon as it is triaged" in page
    assert "Close the tip" not in page
    refused = reid.post(at(tip, "close"), version=tip.version, reason="prank")
    assert refused.status_code == 409
    assert "This tip is not triaged yet, and may speak of the police" in refused.text
    assert Tip.objects.get().status == "new"


def test_closing_a_tip_needs_a_reason_and_can_be_taken_back(tip: Tip, reid: Desk) -> None:
    assert reid.post(at(tip, "close"), version=tip.version, reason="bored").status_code == 422
    reid.post(at(tip, "close"), version=tip.version, reason="seizure")
    closed = Tip.objects.get()
    assert (closed.status, closed.outcome) == ("closed", "seizure")
    page = reid.get(at(tip)).text
    assert "Something was seized" in page
    assert "Open it again" in page
    reid.post(at(tip, "status"), version=closed.version, to="new")
    assert (Tip.objects.get().status, Tip.objects.get().outcome) == ("new", "")
