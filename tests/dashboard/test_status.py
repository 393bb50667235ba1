"""The status page: what it tells whom."""

import re

import pytest

from reports.clock import in_seconds
from reports.models import Alert
from reports.people.enrol import add_member
from reports.queries.pulses import ALERTS, BEAT, note
from tests.alerts.conftest import DANGER, danger, night  # noqa: F401
from tests.conftest import House
from tests.dashboard.conftest import Desk, sign_in
from tests.phone.conftest import twilio  # noqa: F401
from tests.twilio_double import TwilioDouble

ABOUT_POLICE = "Constable Anton Jules is beating a man with a gun in his yard right now"


def named(house: House, username: str) -> set[str]:
    """The units of which the page says that nobody can be called."""
    page = sign_in(house, username).get("/desk/status").text
    found = re.search(r"alert phone can be called for: ([^.]*)\.", page)
    return set(found[1].split(", ")) if found else set()


def test_that_nobody_of_standards_can_be_called_is_told_to_those_above_alone(house: House) -> None:
    standards, oversight = (house.unit(slug).name for slug in ("standards", "oversight"))
    keys = house.ring("charles").unit(house.unit("standards").pk)
    add_member(officer=house.officer("felix"), keys=keys, by="test")
    told = {username: named(house, username) for username in ("reid", "felix", "charles")}
    assert house.unit("narcotics").name in told["reid"], "control: of other units everybody is told"
    assert not told["reid"] & {standards, oversight}
    assert told["felix"] & {standards, oversight} == {standards}
    assert told["charles"] >= {standards, oversight}
    house.make_administrator("jules")
    assert named(house, "jules") >= {standards, oversight}


def test_that_some_alert_rings_for_long_is_told_to_no_officer_who_may_not_confirm_it(house: House) -> None:
    note(BEAT, True)
    note(ALERTS, False)
    rings = "An alert has called everybody for long"
    assert rings not in sign_in(house, "reid").get("/desk/status").text
    house.make_administrator("jules")
    assert rings in sign_in(house, "jules").get("/desk/status").text


@pytest.mark.parametrize("words", [DANGER, ABOUT_POLICE])
def test_an_alert_that_does_not_go_on_is_told_to_who_may_confirm_it(
    house: House,
    night: TwilioDouble,  # noqa: F811
    reid: Desk,
    words: str,
) -> None:
    danger(words)
    Alert.objects.update(due_at=in_seconds(-200))
    assert "not go on" not in reid.get("/desk/status").text
    Alert.objects.update(due_at=in_seconds(-400))
    assert ("1 alert does not go on" in reid.get("/desk/status").text) == (words == DANGER)
