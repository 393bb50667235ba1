"""A unit that reads a tip for information reads it no more, once the tip's own unit says so."""

import pytest

from reports.alarm import raise_alarm
from reports.casework.informed import NotInformed, StandsIn, end_informing, informed_of
from reports.casework.refer import inform_unit
from reports.casework.status import close_tip
from reports.keyring import NotYours
from reports.models import Alert, AuditEntry, Tip, TipKey
from tests.conftest import House
from tests.dashboard.arrivals import arrive


@pytest.fixture
def told(house: House) -> Tip:
    tip = arrive()
    return inform_unit(tip=tip, unit="trafficking", ring=house.ring("reid"), version=tip.version)


def test_the_key_is_gone_and_the_act_stands_in_the_trail(house: House, told: Tip) -> None:
    assert told in house.ring("felix").tips_for_information, "control"
    assert [unit.slug for unit in informed_of(told)] == ["trafficking"]
    ended = end_informing(tip=told, unit="trafficking", by=house.officer("jules"), version=told.version)
    assert told not in house.ring("felix").tips_for_information
    assert (ended.informed, informed_of(ended)) == ([], [])
    assert list(TipKey.objects.values_list("unit", flat=True)) == [told.unit_id]
    assert AuditEntry.objects.get(act="tip.unshared").detail == {"to": "trafficking"}


def test_only_the_tip_s_own_unit_ends_it_and_only_for_whom_it_informs(house: House, told: Tip) -> None:
    with pytest.raises(NotYours):
        end_informing(tip=told, unit="trafficking", by=house.officer("felix"), version=told.version)
    for unit in ("general", told.unit.slug, "nowhere"):
        with pytest.raises(NotInformed):
            end_informing(tip=told, unit=unit, by=house.officer("reid"), version=told.version)
    assert TipKey.objects.count() == 2


def test_the_duty_unit_reads_on_while_it_may_be_called(house: House, told: Tip, settings: object) -> None:
    settings.DUTY_UNIT = "trafficking"  # type: ignore[attr-defined]
    reid = house.officer("reid")
    with pytest.raises(StandsIn):
        end_informing(tip=told, unit="trafficking", by=reid, version=told.version)
    closed = close_tip(tip=told, reason="nothing", by=reid, version=told.version)
    raise_alarm([told.pk])
    with pytest.raises(StandsIn):
        end_informing(tip=closed, unit="trafficking", by=reid, version=closed.version)
    Alert.objects.update(state="confirmed", due_at=None, begun_at=None)
    end_informing(tip=closed, unit="trafficking", by=reid, version=closed.version)
    assert TipKey.objects.count() == 1
