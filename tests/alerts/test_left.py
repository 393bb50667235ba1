"""Who confirmed leaves the tip: others are called, and nobody reads any more that he sees to it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from reports.alerts.confirm import Answer, confirm
from reports.casework.absence import go_away
from reports.casework.claim import claim_tip, release_tip
from reports.casework.handing_over import hand_over
from reports.casework.recuse import step_back
from reports.casework.refer import refer_tip
from reports.casework.status import close_tip
from reports.casework.tasks import expire
from reports.clock import today
from reports.models import Alert, AlertState, AuditEntry, CloseReason, ConfirmedBy, Status, Tip, Urgency
from reports.people.places import ask_in, take_out
from reports.people.suspending import suspend
from reports.taking_off import take_off
from tests.alerts.conftest import FELIX, JULES, REID, danger, on_duty, pass_time, texts, work
from tests.conftest import House
from tests.dashboard.conftest import Desk, reid  # noqa: F401 - the fixture
from tests.people.coming_in import hand
from tests.twilio_double import TwilioDouble

GIRL = "They hold a girl in the house next door right now, he is beating her, please come quick"


def now(tip: Tip) -> Tip:
    return Tip.objects.get(pk=tip.pk)


def seen_to(house: House, *, works: bool = True) -> Tip:
    """Send a tip of danger that Jules confirms, and works on."""
    tip, jules = danger(), house.officer("jules")
    work()
    assert confirm(tip.pk, by=jules, how=ConfirmedBy.DESK) == Answer.CONFIRMED
    return claim_tip(tip=now(tip), by=jules, version=now(tip).version) if works else now(tip)


def goes_away(house: House, tip: Tip) -> None:
    go_away(officer=house.officer("jules"), until=today() + timedelta(days=1), by=house.officer("jules"))


LEAVES: dict[str, Callable[[House, Tip], object]] = {
    "steps back": lambda house, tip: step_back(tip=tip, by=house.officer("jules"), version=tip.version),
    "is taken off": lambda house, tip: take_off(tip, {house.officer("jules").pk}),
    "goes away": goes_away,
    "is suspended": lambda house, _tip: suspend(
        officer=house.officer("jules"), by=house.officer("reid"), though_few=True
    ),
}


@pytest.mark.parametrize("leaves", LEAVES)
def test_where_who_confirmed_leaves_others_are_called_and_the_page_says_that_nobody_has_confirmed(
    house: House,
    night: TwilioDouble,
    reid: Desk,  # noqa: F811
    leaves: str,
) -> None:
    on_duty(house, "reid", "major-crime")
    tip = seen_to(house)
    page = f"/desk/tips/{tip.pk}"
    assert "Anton Jules sees to it" in reid.get(page).text
    before = len(texts(night, REID)), len(texts(night, JULES))
    LEAVES[leaves](house, tip)
    work()
    assert (len(texts(night, REID)), len(texts(night, JULES))) == (before[0] + 1, before[1])
    told = reid.get(page).text
    assert "Alert: nobody has confirmed yet" in told
    assert "One alert waits." in told, "the red bar"
    assert "Jules sees to it" not in told + reid.get("/desk/").text
    assert Alert.objects.get().borne_out, "it is as urgent as before"
    pass_time(1_000, times=8)
    assert len(texts(night, JULES)) == before[1], "who left is called for nothing, not even with all others"


def test_so_it_is_where_a_colleague_works_on_it_who_never_said_that_he_sees_to_it(
    house: House, night: TwilioDouble
) -> None:
    tip = seen_to(house)
    hand_over(tip=tip, to=house.officer("reid").pk, by=house.officer("jules"), version=tip.version)
    assert not Alert.objects.get().is_running, "who hands it over is there still"
    goes_away(house, tip)
    assert Alert.objects.get().is_running
    assert now(tip).assigned_to == house.officer("reid")


def test_giving_it_back_to_the_unit_calls_nobody_for_who_confirmed_is_there(house: House, night: TwilioDouble) -> None:
    tip = seen_to(house)
    release_tip(tip=tip, by=house.officer("jules"), version=tip.version)
    assert not Alert.objects.get().is_running


def test_somebody_else_who_leaves_calls_nobody(house: House, night: TwilioDouble) -> None:
    tip = seen_to(house)
    step_back(tip=tip, by=house.officer("reid"), version=tip.version)
    assert Alert.objects.get().confirmed_by == house.officer("jules")


@pytest.mark.parametrize("over", ["less urgent", "closed"])
def test_what_is_no_danger_any_more_calls_nobody_and_reads_as_past(
    house: House,
    night: TwilioDouble,
    reid: Desk,  # noqa: F811
    over: str,
) -> None:
    tip = seen_to(house)
    if over == "closed":
        close_tip(tip=tip, reason=CloseReason.ARREST, by=house.officer("jules"), version=tip.version)
    else:
        Tip.objects.filter(pk=tip.pk).update(urgency=Urgency.TODAY)
    goes_away(house, tip)
    assert Alert.objects.get().state == AlertState.CONFIRMED
    told = reid.get(f"/desk/tips/{tip.pk}").text + reid.get("/desk/?list=all").text
    assert "Jules sees to it" not in told
    assert ("Anton Jules saw to it" in told) == (over == "closed")


@pytest.mark.parametrize("works", [True, False])
def test_who_has_not_been_at_the_desk_for_long_sees_to_nothing(
    house: House, night: TwilioDouble, *, works: bool
) -> None:
    seen_to(house, works=works)
    goes = AuditEntry.objects.filter(actor=f"officer:{house.officer('jules').pk}")
    goes.update(at=timezone.now() - timedelta(days=15))
    expire()  # as the process that may do least
    assert Alert.objects.get().is_running


@pytest.mark.parametrize("unit", ["major-crime", "reception", "narcotics"])
def test_who_is_taken_out_of_the_unit_or_of_the_duty_unit_sees_to_what_is_his_still(
    house: House, night: TwilioDouble, unit: str
) -> None:
    own, other = seen_to(house), danger(GIRL)
    assert (own.unit.slug, other.unit.slug) == ("major-crime", "vulnerable-persons")
    assert confirm(other.pk, by=house.officer("jules"), how=ConfirmedBy.DESK) == Answer.CONFIRMED
    left = house.unit(unit).pk
    for name in ("felix", "charles"):
        ask_in(officer=house.officer(name), unit=left, by=house.officer("reid"))
        hand(house.ring("jules"), name, left)
    take_out(officer=house.officer("jules"), unit=left, by=house.officer("reid"))
    rings = {alert.tip_id for alert in Alert.objects.all() if alert.is_running}
    assert rings == {"major-crime": {own.pk}, "reception": {other.pk}, "narcotics": set()}[unit]


@pytest.mark.parametrize("works", [True, False])
@pytest.mark.parametrize("reads_on", [True, False])
def test_the_unit_that_a_danger_is_passed_on_to_is_called_whoever_saw_to_it(
    house: House, night: TwilioDouble, reid: Desk, works: bool, reads_on: bool  # noqa: F811
) -> None:  # fmt: skip
    on_duty(house, "felix", "trafficking")
    tip = seen_to(house, works=works)
    before = len(texts(night, FELIX))
    refer_tip(tip=tip, to="trafficking", ring=house.ring("jules"), version=tip.version, still_reads=reads_on)
    work()
    assert (before, len(texts(night, FELIX))) == (0, 1)
    assert (now(tip).status, Alert.objects.get().confirmed_by) == (Status.NEW, None)
    assert confirm(tip.pk, by=house.officer("felix"), how=ConfirmedBy.DESK) == Answer.CONFIRMED


def test_where_nobody_of_the_old_unit_answered_the_new_one_is_called_at_once(house: House, night: TwilioDouble) -> None:
    tip = danger()
    work()
    pass_time(1_000, times=8)
    assert (Alert.objects.get().state, texts(night, FELIX)) == (AlertState.EVERYBODY, [])
    tip = now(tip)
    refer_tip(tip=tip, to="trafficking", ring=house.ring("jules"), version=tip.version)
    work()
    assert len(texts(night, FELIX)) == 1


def test_what_is_no_danger_is_passed_on_without_a_ring(house: House, night: TwilioDouble) -> None:
    tip = seen_to(house)
    Tip.objects.filter(pk=tip.pk).update(urgency=Urgency.TODAY)
    refer_tip(tip=now(tip), to="trafficking", ring=house.ring("jules"), version=tip.version)
    assert not Alert.objects.get().is_running
