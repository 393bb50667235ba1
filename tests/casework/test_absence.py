"""Officers who are away: what they held goes back, and a unit with nobody left is stood in for."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reports.casework.absence import (
    BadDay,
    NotTheHead,
    come_back,
    expire_claims,
    go_away,
    leave_to_duty_unit,
    led,
    left_alone,
    open_tips,
    read_by_nobody_else,
)
from reports.casework.claim import claim_tip
from reports.casework.notes import add_note
from reports.changing import give_back
from reports.clock import today
from reports.keyring import led_by
from reports.models import Absence, AuditEntry, Duty, Membership, Recusal, Status, Tip
from reports.people.enrol import new_officer
from reports.people.standing import NotAllowed
from reports.people.suspending import suspend
from reports.queries.reading import read_tip
from tests.alerts.conftest import on_duty
from tests.conftest import House
from tests.dashboard.arrivals import DRUGS, arrive

TOMORROW = timedelta(days=1)
GIRL = "They force a girl to work in a house in Gros Islet and keep her passport"


def test_what_an_absent_officer_worked_on_goes_back_marked_and_his_notes_stay(house: House) -> None:
    reid = house.officer("reid")
    tip = arrive()
    claimed = claim_tip(tip=tip, by=reid, version=tip.version)
    add_note(tip=claimed, text="Known address", by=reid)
    on_duty(house, "reid", "major-crime")
    with pytest.raises(BadDay):
        go_away(officer=reid, until=today(), by=reid)
    assert go_away(officer=reid, until=today() + TOMORROW, by=reid) == 1
    back = Tip.objects.get()
    assert (back.assigned_to, back.status, back.left_behind) == (None, Status.NEW, True)
    assert read_tip(house.ring("jules"), back, by=house.officer("jules")).entries[1].text == "Known address"
    assert not Duty.objects.exists()
    told = AuditEntry.objects.get(act="tip.left_behind")
    assert (told.actor, told.detail["why"], told.at.minute) == ("worker", "away", 0)
    again = claim_tip(tip=back, by=house.officer("jules"), version=back.version)
    assert not again.left_behind
    assert give_back(reid, why="away") == []
    come_back(reid)
    assert not Absence.objects.exists()


def test_who_leads_a_unit_says_that_an_officer_of_it_is_away_and_nobody_else(house: House) -> None:
    reid, jules, felix = (house.officer(name) for name in ("reid", "jules", "felix"))
    Membership.objects.filter(officer=jules).update(is_head=True)  # by who can write to the database: not signed
    for officer, by in ((reid, jules), (felix, reid)):
        with pytest.raises(NotTheHead):
            go_away(officer=officer, until=today() + TOMORROW, by=by)
    Membership.objects.filter(officer=jules).update(is_head=False)
    assert led(reid, led_by(reid)) == [jules]
    assert go_away(officer=jules, until=today() + TOMORROW, by=reid) == 0
    assert Absence.objects.get().officer == jules


def test_no_head_takes_an_officer_of_standards_off_his_case_nor_hears_how_much_he_has(house: House) -> None:
    reid, keys = (
        house.officer("reid"),
        [
            house.ring("charles").unit(house.unit("standards").pk),
            house.ring("reid").unit(house.unit("narcotics").pk),
        ],
    )
    new_officer(username="ines", name="Ines", password="long enough for standards", unit_keys=keys, by="test")
    ines = house.officer("ines")
    with pytest.raises(NotTheHead):
        go_away(officer=ines, until=today() + TOMORROW, by=reid)
    assert led(reid, led_by(reid)) == [house.officer("jules")]
    with pytest.raises(NotAllowed):
        suspend(officer=ines, by=reid, though_few=True)


def test_a_head_hears_of_the_tips_of_the_units_that_she_leads_alone(house: House) -> None:
    reid, keys = house.officer("reid"), [house.ring(name).unit(house.unit(slug).pk) for name, slug in (
        ("felix", "trafficking"), ("reid", "narcotics"),
    )]  # fmt: skip
    new_officer(username="ines", name="Ines", password="long enough for two units", unit_keys=keys, by="test")
    ines = house.officer("ines")
    for tip in (arrive(), arrive(GIRL)):
        claim_tip(tip=tip, by=ines, version=tip.version)
    assert go_away(officer=ines, until=today() + TOMORROW, by=reid) == 1
    assert not Tip.objects.filter(assigned_to=ines).exists()


def test_claims_of_somebody_who_has_not_come_expire_and_nobody_else_s(house: House) -> None:
    first, second = arrive(), arrive("Stolen goat in Dennery")
    claim_tip(tip=first, by=house.officer("reid"), version=first.version)
    claim_tip(tip=second, by=house.officer("jules"), version=second.version)
    of_reid = AuditEntry.objects.filter(actor=f"officer:{house.officer('reid').pk}")
    of_reid.update(at=timezone.now() - timedelta(days=15))
    Absence.objects.create(officer=house.officer("felix"), until=today())
    expire_claims()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.assigned_to, first.left_behind) == (None, True)
    assert second.assigned_to == house.officer("jules")
    assert not Absence.objects.exists()


def test_the_last_of_a_unit_leaves_its_tips_to_the_duty_unit(house: House) -> None:
    felix = house.officer("felix")
    tip = arrive(GIRL)
    assert tip.unit.slug == "trafficking"
    alone = left_alone(felix)
    assert [unit.slug for unit in alone] == ["trafficking", "vulnerable-persons"]
    assert open_tips(alone, felix) == 1
    Recusal.objects.bulk_create(Recusal(tip=tip, officer=house.officer(name)) for name in ("reid", "jules"))
    assert leave_to_duty_unit(house.ring("felix"), alone) == 0  # nobody there could read it
    Recusal.objects.filter(officer__username="jules").delete()
    assert leave_to_duty_unit(house.ring("felix"), alone) == 1
    tip.refresh_from_db()
    assert tip.unit.slug == "reception"
    assert "force a girl" in read_tip(house.ring("jules"), tip, by=house.officer("jules")).entries[0].text
    assert "force a girl" in read_tip(house.ring("felix"), tip, by=felix).entries[0].text


def test_nobody_stands_in_for_standards_or_for_a_duty_unit_that_is_away_too(house: House) -> None:
    charles, felix = house.officer("charles"), house.officer("felix")
    assert left_alone(charles) == []
    assert left_alone(house.officer("reid")) == []  # a colleague is there
    Absence.objects.bulk_create(
        Absence(officer=house.officer(name), until=today() + TOMORROW) for name in ("reid", "jules")
    )
    assert left_alone(felix) == []


def test_the_duty_unit_s_member_who_may_be_named_is_kept_from_what_is_left_to_it(house: House) -> None:
    felix = house.officer("felix")
    tip = arrive("My uncle force a girl to work for Jules in the bar, she cannot leave")
    assert tip.unit.slug == "trafficking"
    assert leave_to_duty_unit(house.ring("felix"), left_alone(felix)) == 1
    assert list(Recusal.objects.values_list("officer__username", flat=True)) == ["jules"]


def test_what_the_last_leaves_who_may_read_it_goes_to_the_duty_unit(house: House) -> None:
    """A colleague is there, and is kept from it."""
    jules, ring = house.officer("jules"), house.ring("jules")
    keys = [house.ring("reid").unit(house.unit("reception").pk)]
    tip, other = arrive(DRUGS), arrive("They sell cocaine at the market in Vieux Fort")
    assert {tip.unit.slug, other.unit.slug} == {"narcotics"}
    Recusal.objects.create(officer=house.officer("reid"), tip=tip)
    assert not read_by_nobody_else(jules, ring.unit_ids), "nobody of the duty unit is left for it but those two"
    new_officer(username="ines", name="Ines", password="long enough for reception", unit_keys=keys, by="test")
    assert [*read_by_nobody_else(jules, ring.unit_ids)] == [tip]
    assert not read_by_nobody_else(house.officer("reid"), house.ring("reid").unit_ids)
    go_away(officer=jules, until=today() + TOMORROW, by=jules)
    assert leave_to_duty_unit(ring, left_alone(jules)) == 1
    assert [Tip.objects.get(pk=one.pk).unit.slug for one in (tip, other)] == ["reception", "narcotics"]
    assert not Recusal.objects.filter(officer=house.officer("ines")).exists()
