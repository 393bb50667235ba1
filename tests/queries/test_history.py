"""What was done to a tip, in order and by name."""

import pytest

from reports import audit
from reports.casework.cases import add_to_case, open_case, take_from_case
from reports.casework.claim import claim_tip
from reports.casework.links import leave_closed, link_tips, unlink_tips
from reports.casework.merging import merge_tip, undo_merge
from reports.casework.recuse import step_back
from reports.casework.refer import refer_tip
from reports.casework.status import change_status, close_tip
from reports.lifecycle.erasure import erase_tip
from reports.models import Case, Status, Tip
from reports.queries.history import actor_names, history_of
from reports.triage.conflict import keep_from_named
from tests.arrivals import triaged_tip
from tests.conftest import House
from tests.dashboard.arrivals import DRUGS, arrive


def test_the_history_tells_each_act_and_names_officers(house: House) -> None:
    tip, _ = triaged_tip()
    claim_tip(tip=tip, by=house.officer("reid"), version=tip.version)
    entries = history_of(tip.pk, house.ring("reid"))
    assert sorted(entry.act for entry in entries) == ["tip.arrived", "tip.claimed", "tip.triaged"]
    assert entries[-1].act == "tip.claimed"
    assert set(actor_names(entries).values()) == {"tipster", "worker", "Marcia Reid"}


def test_the_history_of_an_erased_tip_stays_and_says_who_erased_it(house: House) -> None:
    tip, _ = triaged_tip()
    erase_tip(tip_id=tip.pk, by=house.officer("reid"))
    entries = history_of(tip.pk, house.ring("reid"))
    assert entries[-1].act == "tip.erased"
    assert actor_names(entries)[entries[-1].actor] == "Marcia Reid"


@pytest.fixture
def closed(house: House) -> Tip:
    tip = arrive(DRUGS)
    return close_tip(tip=tip, reason="charge", by=house.officer("reid"), version=tip.version)


def acts(house: House, name: str, tip: Tip) -> list[str]:
    return [entry.act for entry in history_of(tip.pk, house.ring(name))]


def keep_from(house: House, tip: Tip, name: str, *, why: str) -> None:
    if why == "recused":
        step_back(tip=tip, by=house.officer(name), version=Tip.objects.get(pk=tip.pk).version)
    else:
        keep_from_named(tip, {str(house.officer(name).pk)})


@pytest.mark.parametrize("why", ["recused", "named"])
def test_what_was_done_because_of_a_tip_is_kept_from_whom_that_tip_is_kept(house: House, closed: Tip, why: str) -> None:
    reid, newer, like = (
        house.officer("reid"),
        arrive(f"{DRUGS} Please come."),
        arrive("They sell heroin at the bridge in Micoud"),
    )
    keep_from(house, newer, "jules", why=why)

    def now(tip: Tip) -> Tip:
        return Tip.objects.get(pk=tip.pk)

    leave_closed(tip=now(closed), by=reid, version=now(closed).version)
    change_status(tip=closed, to=Status.NEW, ring=house.ring("reid"), version=now(closed).version)
    link_tips(tip=closed, other=like, kind="vessel", by=reid, version=now(closed).version)
    unlink_tips(tip=closed, other=like, kind="vessel", by=reid, version=now(closed).version)
    ring = house.ring("reid")
    merge_tip(tip=closed, into=like, ring=ring, version=now(closed).version, leads_version=now(like).version)
    undo_merge(tip=closed, by=reid, version=now(closed).version)
    keep_from(house, now(like), "jules", why=why)
    hidden = {"tip.told_again", "tip.left_closed", "tip.linked", "tip.unlinked", "tip.merged", "tip.unmerged"}
    assert hidden <= set(acts(house, "reid", closed))
    assert hidden.isdisjoint(acts(house, "jules", closed))
    assert acts(house, "jules", closed)[-2:] == ["tip.closed", "tip.moved"]


@pytest.mark.parametrize("why", ["recused", "named"])
def test_a_case_with_a_tip_that_is_kept_from_the_reader_is_told_on_no_other_tip(house: House, why: str) -> None:
    reid, tip, kept = house.officer("reid"), arrive(DRUGS), arrive("They sell heroin at the bridge in Micoud")
    case = open_case(title="The truck", tip=tip, ring=house.ring("reid"), version=tip.version)
    assert "case.joined" in acts(house, "jules", tip)
    add_to_case(case=case, tip=kept, by=reid, version=kept.version)
    keep_from(house, kept, "jules", why=why)
    assert ("case.joined" in acts(house, "reid", tip), "case.joined" in acts(house, "jules", tip)) == (True, False)
    for one in (tip, kept):
        take_from_case(case=case, tip=one, by=reid, version=Tip.objects.get(pk=one.pk).version)
    assert not Case.objects.exists()
    of_case = {"case.joined", "case.left"}
    assert of_case <= set(acts(house, "reid", tip))
    assert of_case.isdisjoint(acts(house, "jules", tip))


@pytest.mark.parametrize("why", ["recused", "named"])
def test_what_was_done_because_of_a_tip_shows_to_nobody_again_once_that_tip_is_erased(
    house: House, closed: Tip, why: str
) -> None:
    reid, like = house.officer("reid"), arrive("They sell heroin at the bridge in Micoud")
    keep_from(house, like, "jules", why=why)
    link_tips(tip=closed, other=like, kind="vessel", by=reid, version=Tip.objects.get(pk=closed.pk).version)
    assert "tip.linked" in acts(house, "reid", closed)
    erase_tip(tip_id=like.pk, by=audit.WORKER)
    assert "tip.linked" not in acts(house, "jules", closed)
    assert "tip.linked" not in acts(house, "reid", closed)  # of him, too, nobody knows any more that he may


def test_that_a_newer_tip_tells_of_the_same_is_told_while_it_can_be_read(house: House, closed: Tip) -> None:
    newer = arrive(f"{DRUGS} Please come.")
    closed = Tip.objects.get(pk=closed.pk)
    leave_closed(tip=closed, by=house.officer("reid"), version=closed.version)
    of_newer = {"tip.told_again", "tip.left_closed"}
    assert of_newer <= set(acts(house, "reid", closed))
    refer_tip(tip=newer, to="trafficking", ring=house.ring("reid"), version=Tip.objects.get(pk=newer.pk).version)
    assert of_newer.isdisjoint(acts(house, "reid", closed))
