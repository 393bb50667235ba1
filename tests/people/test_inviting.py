"""Inviting: by who leads the unit or an administrator, and nothing is read before a member hands the key over."""

from contextlib import suppress

import pytest

from reports.keyring import NotYours
from reports.models import AuditEntry, CodeKind, Joining, Membership, Officer
from reports.people.codes import fitting_code
from reports.people.inviting import NameTaken, invite
from reports.people.naming import BadName, NameInUse
from reports.people.standing import NotAllowed
from reports.queries.queue import queue_page
from reports.signed_people import PersonChanged
from tests.arrivals import triaged_tip
from tests.conftest import House
from tests.people.coming_in import come_in, hand, opened


def test_who_was_invited_reads_nothing_until_a_member_hands_the_key_over(house: House) -> None:
    tip, _ = triaged_tip()
    head = house.officer("reid")
    officer, code = invite(username="new", name=" Nora  New ", unit=tip.unit_id, by=head)
    assert officer.name == "Nora New"
    assert not Membership.objects.filter(officer=officer).exists()
    ring = come_in("new", code)
    assert ring.unit_ids == []
    assert queue_page(ring).rows == ()
    with pytest.raises(NotYours):
        ring.unit(tip.unit_id)
    hand(house.ring("jules"), "new", tip.unit_id)
    assert [row.tip.pk for row in queue_page(opened("new")).rows] == [tip.pk]
    told = AuditEntry.objects.filter(act__startswith="people.", unit_id=tip.unit_id).values_list("act", flat=True)
    assert set(told) == {"people.invited", "people.code_given", "people.joined", "people.key_handed"}
    assert code not in "".join(str(entry.detail) for entry in AuditEntry.objects.all())


@pytest.mark.parametrize("name", ["jules", "felix", "charles"])
def test_only_who_leads_the_unit_or_an_administrator_invites(house: House, name: str) -> None:
    with pytest.raises(NotAllowed):
        invite(username="new", name="New", unit=house.unit("narcotics").pk, by=house.officer(name))
    assert not Officer.objects.filter(username="new").exists()


def test_a_suspended_head_invites_nobody(house: House) -> None:
    Officer.objects.filter(username="reid").update(is_active=False)
    with pytest.raises(NotAllowed):
        invite(username="new", name="New", unit=house.unit("narcotics").pk, by=house.officer("reid"))


@pytest.mark.parametrize("username", ["reid", "R", "a b", "Ünal", "x" * 40])
def test_a_name_is_somebody_s_alone_and_can_be_typed(house: House, username: str) -> None:
    with pytest.raises((NameTaken, BadName)):
        invite(username=username, name="New", unit=house.unit("narcotics").pk, by=house.officer("reid"))


def test_no_officer_is_called_as_another_or_as_a_unit_seems_to_be(house: House) -> None:
    unit, reid, taken = house.unit("narcotics").pk, house.officer("reid"), []
    for name in (
        "Marcia Reid",
        "MARCIA  REID",
        "Mar\u200bcia Reid",
        "M\u0430rcia Reid",  # a Cyrillic letter
        "Marcia\u3164 Reid",
        "Mar\U000e0101cia\x0bReid",
        "MarcIa Reld",
        "Oversight",
        "Narcotics",
    ):
        with suppress(NameInUse):
            taken.append(invite(username="new", name=name, unit=unit, by=reid))
    assert taken == []


def test_hidden_signs_are_left_out_of_an_officer_s_name_and_a_second_name_tells_two_apart(house: House) -> None:
    unit, reid = house.unit("narcotics").pk, house.officer("reid")
    assert invite(username="new", name="\u202eMarcia Ann Reid", unit=unit, by=reid)[0].name == "Marcia Ann Reid"


def test_a_row_that_a_database_writer_puts_in_is_handed_nothing(house: House) -> None:
    """He copies a genuine invitation and puts his own key and code into it."""
    reid, unit = house.officer("reid"), house.unit("narcotics").pk
    genuine, code = invite(username="new", name="New", unit=unit, by=reid)
    his = Officer.objects.create(username="thief", name="New", public_key=bytes(32), row_mac=bytes(genuine.row_mac))
    row = Joining.objects.get(officer=genuine)
    Joining.objects.create(officer=his, unit_id=unit, asked_by=reid, row_mac=bytes(row.row_mac))
    genuine.sign_in_code.officer = his
    genuine.sign_in_code.save()
    assert fitting_code(his, code, CodeKind.JOIN) is None
    with pytest.raises(PersonChanged):
        hand(house.ring("jules"), "thief", unit)
