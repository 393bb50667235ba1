"""Handing a unit's key over: by who holds it, to the key that was read out, and not by who let the officer in."""

from datetime import timedelta

import pytest

from reports.casework.claim import claim_tip
from reports.casework.notes import add_note
from reports.casework.refer import refer_tip
from reports.keyring import NotYours
from reports.models import AuditEntry, CodeKind, Joining, Membership, Officer, Record, Recusal, Status, Tip
from reports.people.codes import give_code
from reports.people.handing import NobodyVouches, OtherFingerprint, SecondPerson, hand_keys
from reports.people.places import ask_in
from reports.people.standing import NotAllowed
from reports.releases.feedback import AgencyAnswer, take_answer
from reports.signed_people import PersonChanged
from tests.conftest import House, triage_all
from tests.dashboard.arrivals import arrive
from tests.people.coming_in import come_in, hand, make_administrator, shut_out
from tests.releases.handed import given, pair


@pytest.fixture
def felix(house: House) -> Officer:
    """Rita Felix, who is to join narcotics, as its head asked."""
    felix = house.officer("felix")
    ask_in(officer=felix, unit=house.unit("narcotics").pk, by=house.officer("reid"))
    return felix


def test_whoever_let_an_officer_in_does_not_hand_the_key_over_while_another_could(house: House, felix: Officer) -> None:
    unit = house.unit("narcotics").pk
    with pytest.raises(SecondPerson):
        hand(house.ring("reid"), "felix", unit)
    hand(house.ring("jules"), "felix", unit)
    assert unit in house.ring("felix").unit_ids
    told = AuditEntry.objects.get(act="people.key_handed")
    assert (told.actor, told.detail["officer"]) == (f"officer:{house.officer('jules').pk}", str(felix.pk))


def test_a_fingerprint_that_differs_stops_it_and_is_in_the_trail(house: House, felix: Officer) -> None:
    unit = house.unit("narcotics").pk
    wrong = house.officer("charles").fingerprint
    with pytest.raises(OtherFingerprint):
        hand_keys(officer=felix.pk, unit=unit, fingerprint=wrong, ring=house.ring("jules"))
    assert not Membership.objects.filter(officer=felix, unit=unit).exists()


def test_a_swapped_public_key_is_sealed_nothing_to(house: House, felix: Officer) -> None:
    """Even where the thief has the colleague read out his own fingerprint."""
    Officer.objects.filter(pk=felix.pk).update(public_key=bytes(house.officer("charles").public_key))
    with pytest.raises(PersonChanged):
        hand(house.ring("jules"), "felix", house.unit("narcotics").pk)


def test_only_members_who_hold_the_key_hand_it_over_and_never_to_themselves(house: House, felix: Officer) -> None:
    make_administrator("charles")
    for name in ("charles", "felix"):
        with pytest.raises((NotYours, NotAllowed)):
            hand(house.ring(name), "felix", house.unit("narcotics").pk)
    assert Joining.objects.get().officer_id == felix.pk


def test_a_newcomer_does_not_come_to_read_what_may_speak_of_her(house: House, felix: Officer) -> None:
    about, other = arrive("Felix sell cocaine by the school"), arrive("They sell cocaine by the school")
    unseen, nobody_s = arrive("He sell cocaine by the school"), arrive("She sell cocaine by the school")
    jules, reid = house.officer("jules"), house.officer("reid")
    Recusal.objects.create(tip=unseen, officer=jules)
    Recusal.objects.bulk_create(Recusal(tip=nobody_s, officer=one) for one in (jules, reid))
    hand(house.ring("jules"), "felix", house.unit("narcotics").pk)
    kept = Recusal.objects.filter(officer=felix).values_list("tip", flat=True)
    assert set(kept) == {about.pk, unseen.pk}
    assert set(house.ring("felix").tips) == {other, nobody_s}


def test_what_officers_wrote_keeps_no_newcomer_from_a_tip(house: House, felix: Officer) -> None:
    tip = arrive("They sell cocaine by the school")
    add_note(tip=tip, text="Felix follows up", by=house.officer("jules"), version=tip.version)
    hand(house.ring("jules"), "felix", house.unit("narcotics").pk)
    assert not Recusal.objects.exists()


def test_what_an_agency_answered_keeps_a_newcomer_from_a_tip(house: House, felix: Officer) -> None:
    take_answer(AgencyAnswer(used=True, text="felix told the captain"), **pair(given(house)))
    triage_all()
    hand(house.ring("jules"), "felix", house.unit("narcotics").pk)
    assert Recusal.objects.get().officer_id == felix.pk


def test_what_an_agency_answered_while_he_waited_is_looked_through(house: House) -> None:
    asks = given(house)
    _forgets(house)
    take_answer(AgencyAnswer(used=True, text="jules told the captain"), **pair(asks))
    triage_all()
    Recusal.objects.all().delete()  # as if judging had overlooked it
    hand(house.ring("reid"), "jules", house.unit("narcotics").pk)
    assert Recusal.objects.get().officer_id == house.officer("jules").pk


def _forgets(house: House) -> None:
    """Let Jules forget the password, days after everything came that is there now."""
    for record in Record.objects.all():
        Record.objects.filter(pk=record.pk).update(at=record.at - timedelta(days=3))
    come_in("jules", give_code(officer=house.officer("jules"), kind=CodeKind.PASSWORD, by=house.officer("reid")))


def test_whoever_only_comes_back_keeps_what_he_read_before(house: House, felix: Officer) -> None:
    tip, jules = arrive("They sell cocaine by the school"), house.officer("jules")
    hand(house.ring("jules"), "felix", tip.unit_id)
    Recusal.objects.create(tip=tip, officer=felix)  # whose session hands the key over; a third could read in his place
    claim_tip(tip=tip, by=jules, version=tip.version)
    _forgets(house)
    hand(house.ring("felix"), "jules", tip.unit_id)
    assert not Recusal.objects.filter(officer=jules).exists()
    assert Tip.objects.get().assigned_to_id == jules.pk


def test_what_came_while_he_waited_is_looked_through_and_given_back(house: House) -> None:
    mine, jules = arrive("They sell cocaine by the school"), house.officer("jules")
    _forgets(house)
    come = arrive("Jules sell cocaine by the school")
    claim_tip(tip=come, by=house.officer("reid"), version=come.version)
    Tip.objects.filter(pk=come.pk).update(assigned_to=jules)
    hand(house.ring("reid"), "jules", mine.unit_id)
    assert set(Recusal.objects.filter(officer=jules).values_list("tip", flat=True)) == {come.pk}
    come.refresh_from_db()
    assert (come.assigned_to_id, come.status) == (None, Status.NEW)


def test_what_was_passed_on_while_he_waited_is_looked_through(house: House) -> None:
    tip = arrive("A man name jules does beat his wife")
    assert tip.unit.slug == "vulnerable-persons"
    _forgets(house)
    refer_tip(tip=tip, to="narcotics", ring=house.ring("felix"), version=tip.version)
    hand(house.ring("reid"), "jules", house.unit("narcotics").pk)
    assert Recusal.objects.filter(officer=house.officer("jules"), tip=tip).exists()


def test_whom_a_suspended_head_let_in_somebody_else_lets_in_anew(house: House) -> None:
    unit, felix, jules = house.unit("narcotics").pk, house.officer("felix"), make_administrator("jules")
    ask_in(officer=felix, unit=unit, by=jules)
    shut_out("jules")
    with pytest.raises(NobodyVouches):
        hand(house.ring("reid"), "felix", unit)
    ask_in(officer=felix, unit=unit, by=house.officer("reid"))
    with pytest.raises(NotAllowed):
        ask_in(officer=felix, unit=unit, by=make_administrator("charles"))
    hand(house.ring("reid"), "felix", unit)
    assert AuditEntry.objects.get(act="people.key_handed").detail["how"] == "alone", "nobody else is left to"
