"""Putting a tip on paper leaves an entry, and only its own unit may."""

import pytest

from reports.casework.printing import PRINTED, print_tip
from reports.casework.unmasking import Purpose
from reports.keyring import NotYours
from reports.models import AuditEntry
from tests.conftest import House
from tests.dashboard.arrivals import arrive


def test_the_purpose_is_kept_in_the_trail_and_only_members_of_the_unit_may_ask(house: House) -> None:
    tip = arrive()
    with pytest.raises(NotYours):
        print_tip(tip=tip, purpose=Purpose.COURT, by=house.officer("felix"))
    print_tip(tip=tip, purpose=Purpose.DANGER, by=house.officer("reid"))
    entry = AuditEntry.objects.get(act=PRINTED)
    assert (entry.tip_id, entry.unit_id, entry.detail) == (tip.pk, tip.unit_id, {"purpose": "danger"})
