"""An officer puts a tip right, and triage keeps the decision."""

from typing import Any

import pytest

from reports.changing import StaleTip
from reports.keyring import NotYours
from reports.models import AuditEntry, Correction, Tip, Urgency
from reports.queries.reading import read_tip
from reports.triage.assessment import Assessment
from reports.triage.learning.correct import NoSuchValue, correct
from reports.triage.learning.decision import said_by_triage
from reports.triage.learning.decisions import all_decisions
from tests.arrivals import triaged_tip
from tests.conftest import House, only_tip

RIGHT = {"category": "theft", "urgency": "routine", "junk": "tip", "language": "en"}


@pytest.fixture
def judged(house: House) -> tuple[Tip, Assessment]:
    tip, _ = triaged_tip()
    found: Any = read_tip(house.ring("reid"), tip, by=house.officer("reid")).entries[0].findings
    return tip, Assessment.from_dict(found)


def test_a_correction_puts_the_tip_right_and_is_kept_with_what_had_fired(
    house: House, judged: tuple[Tip, Assessment]
) -> None:
    tip, assessment = judged
    correct(tip=tip, assessment=assessment, meant=RIGHT, ring=house.ring("reid"), version=tip.version)
    after = only_tip()
    assert (after.category, after.urgency, after.version) == ("theft", Urgency.ROUTINE, tip.version + 1)
    (decision,) = all_decisions()
    assert (decision.said["category"], decision.meant["category"]) == ("drugs", "theft")
    assert any(name.startswith("rule:drugs/") for name in decision.features)
    assert "category" in AuditEntry.objects.get(act="tip.corrected").detail["changed"]


def test_what_is_confirmed_is_a_decision_too(house: House, judged: tuple[Tip, Assessment]) -> None:
    tip, assessment = judged
    meant = said_by_triage(assessment)
    correct(tip=tip, assessment=assessment, meant=meant, ring=house.ring("reid"), version=tip.version)
    assert AuditEntry.objects.get(act="tip.corrected").detail["changed"] == "none"
    assert len(all_decisions()) == 1


@pytest.mark.parametrize(
    ("step", "value"), [("category", "politics"), ("urgency", "0"), ("junk", ""), ("language", "de")]
)
def test_only_values_of_the_house_are_taken(
    house: House, judged: tuple[Tip, Assessment], step: str, value: str
) -> None:
    tip, assessment = judged
    with pytest.raises(NoSuchValue):
        correct(
            tip=tip,
            assessment=assessment,
            meant=RIGHT | {step: value},
            ring=house.ring("reid"),
            version=tip.version,
        )
    assert not Correction.objects.exists()


def test_who_looked_at_an_older_version_or_is_of_another_unit_corrects_nothing(
    house: House, judged: tuple[Tip, Assessment]
) -> None:
    tip, assessment = judged
    with pytest.raises(StaleTip):
        correct(tip=tip, assessment=assessment, meant=RIGHT, ring=house.ring("reid"), version=tip.version - 1)
    with pytest.raises(NotYours):
        correct(tip=tip, assessment=assessment, meant=RIGHT, ring=house.ring("felix"), version=tip.version)
    assert not Correction.objects.exists()
