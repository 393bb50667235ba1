"""What was done to a tip, in order and by name."""

from reports.casework.claim import claim_tip
from reports.lifecycle.erasure import erase_tip
from reports.queries.history import actor_names, history_of
from tests.arrivals import triaged_tip
from tests.conftest import House


def test_the_history_tells_each_act_and_names_officers(house: House) -> None:
    tip, _ = triaged_tip()
    claim_tip(tip=tip, by=house.officer("reid"), version=tip.version)
    entries = history_of(tip.pk, ())
    assert sorted(entry.act for entry in entries) == ["tip.arrived", "tip.claimed", "tip.triaged"]
    assert entries[-1].act == "tip.claimed"
    assert set(actor_names(entries).values()) == {"tipster", "worker", "Marcia Reid"}


def test_the_history_of_an_erased_tip_stays_and_says_who_erased_it(house: House) -> None:
    tip, _ = triaged_tip()
    erase_tip(tip_id=tip.pk, by=house.officer("reid"))
    entries = history_of(tip.pk, ())
    assert entries[-1].act == "tip.erased"
    assert actor_names(entries)[entries[-1].actor] == "Marcia Reid"
