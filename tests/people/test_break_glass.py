"""Breaking the glass: three shares, two witnesses who prove to be there, and the trail tells."""

import pytest
from django.core.management import CommandError, call_command

from reports.models import AuditEntry, Membership
from reports.people.break_glass import NotTheirPassword, attend, break_glass
from reports.people.standing import NotAllowed
from reports.queries.queue import queue_page
from reports.sealing.shares import SharesRefused, new_break_glass
from tests.arrivals import triaged_tip
from tests.conftest import House


def test_three_shares_before_two_witnesses_open_a_unit_that_nobody_can(house: House) -> None:
    tip, _ = triaged_tip()
    unit, felix = tip.unit, house.officer("felix")
    Membership.objects.filter(unit=unit).delete()
    assert queue_page(house.ring("felix")).rows == ()
    witnesses = [attend(name, house.password(name)) for name in ("reid", "jules")]
    told = {"unit": unit, "to": felix, "fingerprint": felix.fingerprint, "witnesses": witnesses}
    for shares in (house.founded.shares[:2], [*house.founded.shares[:2]] * 2, new_break_glass()[1][:3], ["word"] * 3):
        with pytest.raises(SharesRefused):
            break_glass(**told | {"shares": shares})
    shares = [share.upper() for share in house.founded.shares[2:]]
    for wrong in ({"witnesses": witnesses[:1]}, {"witnesses": [witnesses[0], felix]}, {"fingerprint": "0000"}):
        with pytest.raises(NotAllowed):
            break_glass(**told | {"shares": shares} | wrong)
    break_glass(**told | {"shares": shares})
    assert [row.tip.pk for row in queue_page(house.ring("felix")).rows] == [tip.pk]
    assert Membership.objects.get(unit=unit).is_head
    entry = AuditEntry.objects.get(act="people.glass_broken")
    assert set(entry.detail["witnesses"].split()) == {str(one.pk) for one in witnesses}
    assert house.founded.shares[2].split()[5] not in str(entry.detail)


def test_a_witness_proves_to_be_there(house: House) -> None:
    with pytest.raises(NotTheirPassword):
        attend("reid", "not the password")
    with pytest.raises(NotTheirPassword):
        attend("nobody", "x")


def test_who_mistypes_unit_or_officer_is_told_which(house: House) -> None:
    with pytest.raises(CommandError, match=r"^There is no unit narcotic\. There are: .*, narcotics, "):
        call_command("break_glass", "narcotic", "reid")
    with pytest.raises(CommandError, match=r"^There is no officer m\.reid: "):
        call_command("break_glass", "narcotics", "m.reid")
