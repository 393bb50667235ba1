"""A unit that is back gets back what the duty unit worked on in its place, in the session of who holds the keys."""

from datetime import timedelta

import pytest

from reports.casework.absence import come_back, go_away, leave_to_duty_unit, left_alone
from reports.casework.cases import open_case
from reports.casework.claim import claim_tip
from reports.casework.coming_back import Refusal, give_tips_back, stood_in_for, who_gives_back
from reports.casework.informed import end_informing
from reports.casework.refer import MeansThem, NobodyLeft, NotLookedThrough, refer_tip
from reports.clock import today
from reports.models import Absence, AuditEntry, CaseTip, KeyPurpose, Recusal, Tip, TipKey
from reports.queries.pulses import MEMBERS, note
from reports.queries.reading import read_tip
from reports.signed_people import sign
from tests.asked import asked_by
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.spoilt import spoil

GIRL = "They force a girl to work in a house in Gros Islet and keep her passport"
OTHER = "A woman at the guest house in Vieux Fort is made to work, he keeps her passport and her pay"


def away(house: House) -> None:
    """Let the only officer of two units go away, who leaves what is open to the duty unit."""
    felix = house.officer("felix")
    go_away(officer=felix, until=today() + timedelta(days=3), by=felix)
    leave_to_duty_unit(house.ring("felix"), left_alone(felix))


def back(house: House) -> None:
    come_back(house.officer("felix"))


def lent(house: House, username: str) -> list[tuple[str, int, int, bool]]:
    return [(one.unit.slug, one.waiting, one.held, one.is_back) for one in stood_in_for(house.ring(username))]


def renamed(house: House, name: str) -> None:
    """Let the officer have a name that triage did not know."""
    officer = house.officer("felix")
    officer.name = name
    sign(officer)
    officer.save()


def give(house: House, username: str = "jules") -> tuple[int, dict[str, Refusal]]:
    given, refused = give_tips_back(unit=house.unit("trafficking").pk, ring=house.ring(username))
    return given, {tip.reference: why for tip, why in refused}


def test_what_was_left_and_what_came_meanwhile_go_back_once_somebody_is_there(house: House) -> None:
    left = arrive(GIRL)
    case = open_case(title="The house in Gros Islet", tip=left, ring=house.ring("felix"), version=left.version)
    away(house)
    came = arrive(OTHER)
    assert lent(house, "felix") == lent(house, "jules") == [("trafficking", 2, 0, False)]
    assert give(house) == (0, {}), "nobody is there"
    back(house)
    assert lent(house, "felix") == lent(house, "jules") == [("trafficking", 2, 0, True)]
    assert lent(house, "charles") == []
    assert give(house, "felix") == (0, {}), "her unit does not work on them"
    assert give(house) == (2, {})
    for tip in (left, came):
        tip.refresh_from_db()
        assert (tip.unit.slug, tip.informed, tip.status) == ("trafficking", [], "new")
        assert read_tip(house.ring("felix"), tip, by=house.officer("felix")).entries[0].text
        assert not TipKey.objects.filter(tip=tip).exclude(unit__slug="trafficking").exists()
    assert CaseTip.objects.get().case == case, "it is still in the case of its unit"
    assert lent(house, "felix") == lent(house, "jules") == []
    told = AuditEntry.objects.filter(act="tip.referred", detail__to="trafficking")
    assert [(one.actor, one.detail["why"]) for one in told] == [(f"officer:{house.officer('jules').pk}", "back")] * 2


def test_the_trail_says_in_whose_place_and_a_passing_by_hand_is_none(house: House) -> None:
    arrive(GIRL)
    by_hand = arrive(OTHER)
    refer_tip(tip=by_hand, to="reception", ring=house.ring("felix"), version=by_hand.version, still_reads=True)
    away(house)
    came = arrive(OTHER + " and he beats her")
    places = AuditEntry.objects.filter(detail__in_place_of="trafficking")
    assert set(places.values_list("act", "tip_id")) == {
        ("tip.referred", Tip.objects.exclude(pk__in=[by_hand.pk, came.pk]).get().pk),
        ("tip.triaged", came.pk),
    }
    back(house)
    assert lent(house, "jules") == [("trafficking", 2, 0, True)]


@pytest.mark.parametrize("since", ["elsewhere and here again", "reads it no more"])
def test_what_somebody_decided_about_since_does_not_go_back(house: House, since: str) -> None:
    away(house)
    tip = arrive(GIRL)
    ring = house.ring("jules")
    if since == "reads it no more":
        end_informing(tip=tip, unit="trafficking", by=house.officer("jules"), version=tip.version)
    else:
        there = refer_tip(tip=tip, to="general", ring=ring, version=tip.version)
        refer_tip(tip=there, to="reception", ring=ring, version=there.version)
    back(house)
    assert lent(house, "jules") == []
    assert give(house) == (0, {})


def test_what_somebody_has_in_hand_or_in_a_case_stays_until_it_is_let_go(house: House) -> None:
    away(house)
    tips = [arrive(GIRL), arrive(OTHER), arrive(GIRL + " since March")]
    claim_tip(tip=tips[0], by=house.officer("jules"), version=tips[0].version)
    open_case(title="The house in Gros Islet", tip=tips[1], ring=house.ring("jules"), version=tips[1].version)
    back(house)
    assert lent(house, "jules") == [("trafficking", 1, 2, True)]
    assert give(house) == (1, {})
    assert lent(house, "jules") == [("trafficking", 0, 2, True)]
    Tip.objects.filter(pk=tips[0].pk).update(assigned_to=None, status="new")
    assert give(house) == (1, {})


def test_what_may_speak_of_somebody_there_stays_and_what_nobody_there_could_read(house: House) -> None:
    second = arrive(GIRL)
    away(house)
    names, barred = arrive("They force a girl to work for Baptiste in the bar, she cannot leave"), arrive(OTHER)
    renamed(house, "Rita Baptiste")
    Recusal.objects.create(tip=barred, officer=house.officer("felix"))
    back(house)
    assert give(house) == (1, {names.reference: MeansThem, barred.reference: NobodyLeft})
    assert Tip.objects.get(unit__slug="trafficking") == second
    assert not Recusal.objects.filter(tip=names).exists(), "it stayed as it was"


def test_no_press_is_offered_for_what_nobody_who_is_there_may_read(house: House) -> None:
    tip = arrive(GIRL)
    away(house)
    back(house)
    assert lent(house, "jules") == [("trafficking", 1, 0, True)]
    Recusal.objects.create(officer=house.officer("felix"), tip=tip)
    assert lent(house, "jules") == []


def test_what_cannot_be_looked_through_does_not_go_back(house: House) -> None:
    away(house)
    tip = arrive(GIRL)
    spoil(KeyPurpose.ERASURE, tip.pk)
    back(house)
    assert give(house) == (0, {tip.reference: NotLookedThrough})


def test_what_is_immediate_the_duty_unit_reads_on(house: House) -> None:
    away(house)
    tip = arrive(GIRL, in_danger=True)
    assert tip.unit.slug == "reception"
    back(house)
    assert give(house) == (1, {})
    tip.refresh_from_db()
    assert tip.informed == [house.unit("reception").pk]
    assert "force a girl" in read_tip(house.ring("jules"), tip, by=house.officer("jules")).entries[0].text


def test_a_unit_that_one_officer_alone_could_open_is_not_back(house: House) -> None:
    away(house)
    arrive(GIRL)
    back(house)
    note(MEMBERS, False)
    assert lent(house, "jules") == [("trafficking", 1, 0, False)]
    assert give(house) == (0, {})


def test_who_is_away_of_the_duty_unit_is_not_named_and_a_house_without_any_asks_one_statement(house: House) -> None:
    Absence.objects.create(officer=house.officer("reid"), until=today() + timedelta(days=3))
    assert [officer.username for officer in who_gives_back()] == ["jules"]
    ring = house.ring("jules")
    assert ring.unit_ids
    arrive(GIRL)
    assert asked_by(lambda: stood_in_for(ring)) == 1
