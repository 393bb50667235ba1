"""Decisions are kept sealed under the tip's second key, and are gone with the tip."""

from dataclasses import replace

import pytest

from reports.keystore import KeyGone
from reports.lifecycle.erasure import erase_tip
from reports.models import Correction
from reports.people.worker_keys import box_anew
from reports.sealing.envelope import BOX
from reports.triage.learning.decisions import all_decisions, keep_decision
from reports.worker_box import TRIAGE, open_to_worker
from tests.arrivals import triaged_tip
from tests.conftest import House
from tests.triage.learning.decided import decision


def test_the_newest_decision_about_a_tip_is_the_one_that_counts(house: House) -> None:
    tip, _ = triaged_tip()
    for at, meant in enumerate(("theft", "fraud")):
        keep_decision(tip, decision(at, "drugs", meant, ("drugs/en/weed",)), by=house.officer("reid"))
    (kept,) = all_decisions()
    assert (kept.meant["category"], kept.features["rule:drugs/en/weed"]) == ("fraud", 2.0)


def test_a_stolen_database_tells_no_rule_that_fired(house: House) -> None:
    tip, _ = triaged_tip()
    keep_decision(tip, decision(0, "drugs", "theft", ("drugs/en/weed",)), by=house.officer("reid"))
    assert b"weed" not in bytes(Correction.objects.get().sealed)


def test_an_erased_tip_teaches_nothing_any_more(house: House) -> None:
    tip, _ = triaged_tip()
    keep_decision(tip, decision(0, "drugs", "theft"), by=house.officer("reid"))
    erase_tip(tip_id=tip.pk, by=house.officer("reid"))
    assert all_decisions() == []
    with pytest.raises(KeyGone):
        keep_decision(tip, decision(1, "drugs", "theft"), by=house.officer("reid"))


def test_a_damaged_correction_stops_nobody_from_learning(house: House) -> None:
    tip, _ = triaged_tip()
    keep_decision(tip, decision(0, "drugs", "theft"), by=house.officer("reid"))
    Correction.objects.update(sealed=b"broken")
    assert all_decisions() == []


def test_a_decision_knows_the_language_the_officer_left() -> None:
    made = decision(0, "drugs", "drugs", language="acf")
    assert made.language == "acf"
    assert replace(made, meant={"category": "drugs"}).language == "unsure"


def test_one_from_before_the_boxes_teaches_on_and_is_boxed_with_the_workers_new_keys(house: House) -> None:
    tip, _ = triaged_tip()
    keep_decision(tip, decision(0, "drugs", "theft"), by=house.officer("reid"))
    (row,) = Correction.objects.all()
    inner = open_to_worker(TRIAGE, row.sealed, "correction", tip.pk, row.pk)
    Correction.objects.update(sealed=inner)
    assert [one.meant["category"] for one in all_decisions()] == ["theft"]
    assert box_anew() == 1
    assert box_anew() == 0
    assert bytes(Correction.objects.get().sealed[:1]) == BOX
    assert [one.meant["category"] for one in all_decisions()] == ["theft"]
