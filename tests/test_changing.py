"""Every change at the desk is made from the version the officer saw, and leaves its entry."""

import threading
from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.db import connections

from reports.casework.cases import open_case
from reports.casework.claim import AlreadyClaimed, claim_tip, release_tip
from reports.casework.links import link_tips
from reports.casework.notes import add_note
from reports.casework.refer import refer_tip
from reports.casework.status import close_tip
from reports.changing import StaleTip, changing
from reports.clock import is_day_alone, this_hour
from reports.dialogue.mailbox import open_mailbox
from reports.dialogue.reply import ask_tipster
from reports.intake.door import accept
from reports.keyring import NotYours
from reports.models import AuditEntry, Case, Officer, Tip, Urgency
from reports.triage.learning.amend import mask_words
from tests.arrivals import triaged_tip, web
from tests.conftest import House, only_tip, triage_all
from tests.dashboard.arrivals import DRUGS, arrive


def test_a_change_from_an_old_page_is_refused_and_changes_nothing(house: House) -> None:
    tip, _ = triaged_tip()
    Tip.objects.update(version=tip.version + 1)
    with pytest.raises(StaleTip):
        claim_tip(tip=tip, by=house.officer("reid"), version=tip.version)
    assert only_tip().assigned_to is None
    assert not AuditEntry.objects.filter(act="tip.claimed").exists()


def test_a_note_a_link_and_a_mask_stand_in_nobodys_way(house: House) -> None:
    tip, other = arrive(DRUGS), arrive("They sell heroin at the bridge in Micoud")
    reid, jules, ring = house.officer("reid"), house.officer("jules"), house.ring("jules")
    seen = tip.version
    add_note(tip=tip, text="I know this house", by=jules, version=seen)
    link_tips(tip=tip, other=other, kind="place", by=jules, version=seen)
    mask_words(tip=tip, words="behind the shop", kind="marked", ring=ring, version=seen, with_source=True)
    claimed = claim_tip(tip=tip, by=reid, version=seen)
    assert claimed.version == seen + 4
    close_tip(tip=tip, reason="unfounded", by=reid, version=claimed.version)
    with pytest.raises(StaleTip):
        claim_tip(tip=tip, by=reid, version=claimed.version)


def test_who_works_on_a_tip_stands_in_no_questions_way_but_another_question_and_new_words_do(house: House) -> None:
    tip, receipt = triaged_tip()
    reid, jules, seen = house.officer("reid"), house.officer("jules"), tip.version
    claim_tip(tip=tip, by=jules, version=seen)
    ask_tipster(tip=tip, text="Which boat?", by=reid, version=seen)
    with pytest.raises(StaleTip):
        ask_tipster(tip=tip, text="Which day?", by=jules, version=seen + 1)
    now = only_tip().version
    accept(web("It is the blue one", joins=open_mailbox(receipt).key))
    triage_all()
    with pytest.raises(StaleTip):
        ask_tipster(tip=tip, text="Which colour?", by=reid, version=now)


def test_two_who_put_findings_right_at_once_do_not_undo_each_other(house: House) -> None:
    tip, seen = arrive(DRUGS), Tip.objects.get().version
    for name, refused in (("jules", False), ("reid", True)):
        with pytest.raises(StaleTip) if refused else nullcontext():
            mask_words(tip=tip, words="the shop", kind="marked", ring=house.ring(name), version=seen, with_source=True)


def test_a_case_is_not_opened_twice_by_a_form_that_is_sent_twice(house: House) -> None:
    tip, ring = arrive(DRUGS), house.ring("reid")
    open_case(title="Soufriere", tip=tip, ring=ring, version=tip.version)
    with pytest.raises(StaleTip):
        open_case(title="Soufriere", tip=tip, ring=ring, version=tip.version)
    assert Case.objects.count() == 1


def test_a_change_moves_the_version_and_leaves_who_did_it_to_the_second(house: House) -> None:
    tip, _ = triaged_tip()
    reid = house.officer("reid")
    claimed = claim_tip(tip=tip, by=reid, version=tip.version)
    assert claimed.version == only_tip().version == tip.version + 1
    entry = AuditEntry.objects.get(act="tip.claimed")
    assert (entry.actor, entry.tip_id, entry.unit_id) == (f"officer:{reid.pk}", tip.pk, tip.unit_id)


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_claim_at_once_one_gets_the_tip(house: House) -> None:
    tip, _ = triaged_tip()
    barrier, told = threading.Barrier(2), []

    def claim(officer: Officer) -> None:
        barrier.wait()
        try:
            claim_tip(tip=tip, by=officer, version=tip.version)
            told.append("claimed")
        except (StaleTip, AlreadyClaimed):
            told.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=claim, args=(house.officer(name),)) for name in ("reid", "jules")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["claimed", "refused"]
    assert AuditEntry.objects.filter(act="tip.claimed").count() == 1


def test_an_officer_of_another_unit_changes_nothing(house: House) -> None:
    tip, _ = triaged_tip()
    stranger = house.officer("charles")
    with pytest.raises(NotYours):
        claim_tip(tip=tip, by=stranger, version=tip.version)
    with pytest.raises(NotYours):
        add_note(tip=tip, text="I was never here", by=stranger)
    with pytest.raises(NotYours):
        ask_tipster(tip=tip, text="Who are you?", by=stranger)
    assert only_tip().version == tip.version
    assert only_tip().records.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_the_same_question_and_note_sent_twice_from_one_page_one_is_kept(house: House) -> None:
    tip, _ = triaged_tip()
    reid, told = house.officer("reid"), []

    def ask() -> None:
        try:
            ask_tipster(tip=tip, text="Which boat?", by=reid, version=tip.version)
            told.append("kept")
        except StaleTip:
            told.append("stale")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["kept", "stale", "stale"]
    version = only_tip().version
    add_note(tip=tip, text="Seen", by=reid, version=version)
    with pytest.raises(StaleTip):
        add_note(tip=tip, text="Seen", by=reid, version=version)
    assert only_tip().records.count() == 3


def set_urgency(tip: Tip, urgency: Urgency, by: Officer) -> Tip:
    with changing(tip, act="tip.corrected", by=by, version=None) as changed:
        changed.urgency = urgency
    return changed


def test_by_when_a_new_tip_is_due_goes_with_its_urgency(house: House) -> None:
    tip, _ = triaged_tip()
    reid, arrived = house.officer("reid"), this_hour() - timedelta(hours=30)
    if is_day_alone(arrived):
        arrived -= timedelta(hours=1)
    Tip.objects.update(urgency=Urgency.ROUTINE, arrived_hour=arrived, due_at=arrived + timedelta(days=7))
    raised = set_urgency(tip, Urgency.IMMEDIATE, reid)
    assert raised.due_at == this_hour() + timedelta(hours=2), "nobody could know it earlier"
    lowered = set_urgency(tip, Urgency.TODAY, reid)
    assert lowered.due_at == arrived + timedelta(days=1), "from its arrival, as if it had never been more"
    Tip.objects.update(due_at=this_hour() - timedelta(hours=5))
    assert set_urgency(tip, Urgency.IMMEDIATE, reid).due_at == this_hour() - timedelta(hours=5), "never later"
    taken = claim_tip(tip=tip, by=reid, version=only_tip().version)
    assert set_urgency(tip, Urgency.ROUTINE, reid).due_at == taken.due_at, "worked on, it is decided in thirty days"


def test_a_tip_that_was_worked_on_has_its_whole_time_in_the_unit_it_is_passed_on_to(house: House) -> None:
    tip, _ = triaged_tip()
    arrived = this_hour() - timedelta(days=10, hours=1 if is_day_alone(this_hour()) else 0)
    Tip.objects.update(urgency=Urgency.ROUTINE, arrived_hour=arrived)
    claim_tip(tip=tip, by=house.officer("reid"), version=tip.version)
    passed = refer_tip(tip=only_tip(), to="trafficking", ring=house.ring("reid"), version=only_tip().version)
    assert passed.due_at == this_hour() + timedelta(days=7)


def test_what_is_given_back_is_due_as_if_nobody_had_had_it(house: House) -> None:
    tip, _ = triaged_tip()
    taken = claim_tip(tip=tip, by=house.officer("reid"), version=tip.version)
    assert release_tip(tip=tip, by=house.officer("reid"), version=taken.version).due_at == tip.due_at
