"""Asking to see what could identify the tipster."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reports.casework.unmasking import Purpose, is_unmasked, mask_again, unmask
from reports.keyring import NotYours
from reports.models import AuditEntry
from tests.conftest import House
from tests.dashboard.arrivals import arrive


def test_it_is_shown_to_who_asked_since_the_session_began_until_it_is_hidden(house: House) -> None:
    tip, reid, jules = arrive(), house.officer("reid"), house.officer("jules")
    before = timezone.now()
    assert not is_unmasked(tip, reid, since=before)
    unmask(tip=tip, purpose=Purpose.ACTION, by=reid)
    assert is_unmasked(tip, reid, since=before)
    assert not is_unmasked(tip, jules, since=before)
    assert not is_unmasked(tip, reid, since=timezone.now() + timedelta(seconds=1)), "signed in anew"
    assert not is_unmasked(arrive("Another matter in Castries"), reid, since=before)
    mask_again(tip=tip, by=reid)
    assert not is_unmasked(tip, reid, since=before)


def test_the_purpose_is_kept_in_the_trail_and_only_members_of_the_unit_may_ask(house: House) -> None:
    tip = arrive()
    with pytest.raises(NotYours):
        unmask(tip=tip, purpose=Purpose.ACTION, by=house.officer("felix"))
    unmask(tip=tip, purpose=Purpose.SAFETY, by=house.officer("reid"))
    assert list(AuditEntry.objects.filter(act="source.shown").values_list("detail", flat=True)) == [
        {"purpose": "safety"}
    ]
