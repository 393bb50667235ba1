"""Suspending: at once and whole, never so that a unit is locked out, and taken back with the keys held before."""

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from reports.alerts.phones import owners_of
from reports.alerts.roster import begin_duty, on_duty
from reports.casework.claim import claim_tip
from reports.dialogue import duty as callers
from reports.keyring import NotYours
from reports.models import (
    AlertPhone,
    ApiToken,
    AuditEntry,
    CodeKind,
    Duty,
    Hotline,
    KeyPurpose,
    Officer,
    SignInCode,
    Status,
    StoredKey,
    Tip,
)
from reports.people.codes import give_code
from reports.people.places import ask_in, set_head
from reports.people.standing import HeadDecides, LastKey, NotAllowed
from reports.people.suspending import FewLeft, reinstate, suspend
from reports.people.tokens import make_token
from tests.alerts.phones import keep_number
from tests.arrivals import triaged_tip
from tests.conftest import House
from tests.dashboard.conftest import sign_in
from tests.people.coming_in import hand, make_administrator


def test_a_suspended_officer_is_out_at_once_and_comes_back_with_the_old_keys(house: House) -> None:
    tip, reid, jules = triaged_tip()[0], house.officer("reid"), house.officer("jules")
    desk, other = sign_in(house, "jules"), sign_in(house, "reid")
    claim_tip(tip=tip, by=jules, version=tip.version)
    begin_duty(officer=jules, unit=tip.unit_id, hours=8, by=reid)
    give_code(officer=jules, kind=CodeKind.PHONE, by=reid)
    make_token(label="Records", scopes=["read"], days=9, ring=house.ring("jules"))
    with pytest.raises(FewLeft):
        suspend(officer=jules, by=reid)
    suspend(officer=jules, by=reid, though_few=True)
    assert desk.get("/desk/").status_code == 302
    assert other.get("/desk/").status_code == 200
    assert [row.get_decoded()[SESSION_KEY] for row in Session.objects.all() if SESSION_KEY in row.get_decoded()] == [
        str(reid.pk)
    ]
    assert not on_duty(timezone.now() + timedelta(seconds=1)).exists()
    assert not Duty.objects.exists()
    assert not SignInCode.objects.exists()
    assert not ApiToken.objects.exists()
    freed = Tip.objects.get()
    assert (freed.assigned_to, freed.status, freed.left_behind) == (None, Status.NEW, True)
    told = AuditEntry.objects.get(act="tip.officer_left")
    assert (told.tip_id, told.unit_id, told.detail["officer"]) == (tip.pk, tip.unit_id, str(jules.pk))
    page = other.get("/desk/?list=unassigned").text
    assert "Given back: its officer is away or left" in page
    assert "Gave it back to the unit: its officer left" in other.get(f"/desk/tips/{tip.pk}").text
    with pytest.raises(NotYours):  # nor by what was begun before
        claim_tip(tip=freed, by=jules, version=freed.version)
    units = {row.unit_id for row in jules.memberships.all()}
    reinstate(officer=jules, by=reid)
    assert set(house.ring("jules").unit_ids) == units
    assert desk.get("/desk/").status_code == 302, "the session is gone for good"


def test_no_phone_of_a_suspended_officer_is_called_or_known_any_more(house: House) -> None:
    reid, jules, number = house.officer("reid"), house.officer("jules"), "+17584840102"
    keep_number(number, of=jules)
    keep_number("+17584840101", of=reid)
    callers.begin_duty(number=number, hours=8, by=jules)
    row = AlertPhone.objects.get(officer=jules)
    Officer.objects.filter(pk=jules.pk).update(is_active=False)  # somebody writes it, and drops nothing
    assert (owners_of(number), callers.duty_phone(Hotline.objects.get())) == ({}, "")
    Officer.objects.filter(pk=jules.pk).update(is_active=True)
    suspend(officer=jules, by=reid, though_few=True)
    line = Hotline.objects.get()
    assert (bytes(line.duty_number), line.duty_until, line.duty_officer) == (b"", None, None)
    assert [phone.officer for phone in AlertPhone.objects.all()] == [reid]
    assert not StoredKey.objects.filter(purpose=KeyPurpose.LINE, id=row.pk).exists()
    told = AuditEntry.objects.filter(act__in=["alert_number.forgotten", "duty.ended"], actor=f"officer:{reid.pk}")
    assert {entry.detail["officer"] for entry in told} == {str(jules.pk)}
    assert told.count() == 2
    reinstate(officer=jules, by=reid)
    assert (owners_of(number), callers.duty_phone(Hotline.objects.get())) == ({}, ""), "it is entered anew"


def test_who_takes_callers_goes_on_when_somebody_else_is_suspended(house: House) -> None:
    callers.begin_duty(number="+17584840101", hours=8, by=house.officer("reid"))
    suspend(officer=house.officer("jules"), by=house.officer("reid"), though_few=True)
    assert callers.duty_phone(Hotline.objects.get()) == "+17584840101"


def test_nobody_suspends_the_last_who_can_open_a_unit_nor_themselves(house: House) -> None:
    admin = make_administrator("felix")
    with pytest.raises(LastKey):
        suspend(officer=house.officer("charles"), by=admin, though_few=True)
    with pytest.raises(NotAllowed):
        suspend(officer=admin, by=admin, though_few=True)


@pytest.mark.parametrize(("name", "of"), [("jules", "reid"), ("charles", "jules"), ("felix", "jules")])
def test_only_who_leads_a_unit_of_the_officer_s_suspends(house: House, name: str, of: str) -> None:
    with pytest.raises(NotAllowed):
        suspend(officer=house.officer(of), by=house.officer(name), though_few=True)


def test_a_head_does_not_suspend_an_administrator_and_nobody_the_last_one(house: House) -> None:
    jules = make_administrator("jules")
    with pytest.raises(NotAllowed):
        suspend(officer=jules, by=house.officer("reid"), though_few=True)
    other = make_administrator("felix")
    suspend(officer=jules, by=other, though_few=True)
    assert not house.officer("jules").is_active


def test_an_administrator_alone_leaves_standards_no_single_reader(house: House) -> None:
    """Tips about the administrator lie there, and those about the one who is left nobody could read."""
    reid, jules, charles = make_administrator("reid"), joined(house, "jules", "standards"), house.officer("charles")
    with pytest.raises(HeadDecides):
        suspend(officer=jules, by=reid, though_few=True)
    for kind in (CodeKind.BOTH, CodeKind.PASSWORD):  # no phone is set up: either is a whole sign-in as Jules
        with pytest.raises(HeadDecides):
            give_code(officer=jules, kind=kind, by=reid)
    assert not SignInCode.objects.exists()
    give_code(officer=jules, kind=CodeKind.PHONE, by=reid)  # what is open ends all the same
    with pytest.raises(FewLeft):
        suspend(officer=jules, by=charles)
    suspend(officer=jules, by=charles, though_few=True)
    assert not house.officer("jules").is_active


def test_a_member_whom_an_administrator_lets_lead_suspends_who_led(house: House) -> None:
    reid, jules, charles = make_administrator("reid"), joined(house, "jules", "standards"), house.officer("charles")
    joined(house, "jules", "oversight")
    set_head(officer=jules, unit=house.unit("standards").pk, is_head=True, by=reid)
    with pytest.raises(HeadDecides):
        suspend(officer=charles, by=jules, though_few=True)  # he is of oversight as well
    set_head(officer=jules, unit=house.unit("oversight").pk, is_head=True, by=reid)
    suspend(officer=charles, by=jules, though_few=True)
    assert not house.officer("charles").is_active


def test_where_two_others_read_for_standards_an_administrator_suspends_the_third(house: House) -> None:
    reid, _ = make_administrator("reid"), joined(house, "felix", "standards")
    suspend(officer=joined(house, "jules", "standards"), by=reid, though_few=True)
    assert not house.officer("jules").is_active


def joined(house: House, name: str, slug: str) -> Officer:
    """Let an officer join a unit that Charles leads; Reid, an administrator, asks him in."""
    unit = house.unit(slug).pk
    ask_in(officer=house.officer(name), unit=unit, by=house.officer("reid"))
    hand(house.ring("charles"), name, unit)
    return house.officer(name)
