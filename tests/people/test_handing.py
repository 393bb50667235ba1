"""Handing a unit's key over: by who holds it, to the key that was read out, and not by who let the officer in."""

import pytest

from reports.keyring import NotYours
from reports.models import AuditEntry, Joining, Membership, Officer, Recusal
from reports.people.handing import OtherFingerprint, SecondPerson, hand_keys
from reports.people.places import ask_in
from reports.people.standing import NotAllowed
from reports.signed_people import PersonChanged
from tests.conftest import House
from tests.dashboard.arrivals import arrive
from tests.people.coming_in import hand, make_administrator


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
