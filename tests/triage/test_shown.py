"""What a unit sees of an assessment: no tip that is gone, and none about the police."""

from uuid import uuid4

from reports.models import Tip
from reports.triage.assessment import Assessment, Finding
from reports.triage.shown import for_their_units
from tests.arrivals import triaged_tip
from tests.conftest import House


def alike(*tips: object) -> Assessment:
    findings = tuple(Finding(step="duplicates", value=str(tip), score=1.0, reason="") for tip in tips)
    return Assessment(findings=findings, rules_version="1")


def test_each_unit_sees_what_it_may(house: House) -> None:
    tip, _ = triaged_tip()
    found = alike(tip.pk, uuid4())
    mine, standards = Tip(unit=tip.unit), Tip(unit=house.unit("standards"))
    shown = for_their_units([(found, mine), (found, standards)])
    assert [[one.value for one in each.duplicates] for each in shown] == [[str(tip.pk)]] * 2
    Tip.objects.update(unit=house.unit("standards"))
    shown = for_their_units([(found, mine), (found, standards)])
    assert [[one.value for one in each.duplicates] for each in shown] == [[], [str(tip.pk)]]
