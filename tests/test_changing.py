"""Every change at the desk is made from the version the officer saw, and leaves its entry."""

import threading

import pytest
from django.db import connections

from reports.casework.claim import AlreadyClaimed, claim_tip
from reports.casework.notes import add_note
from reports.changing import StaleTip
from reports.dialogue.reply import ask_tipster
from reports.keyring import NotYours
from reports.models import AuditEntry, Officer, Tip
from tests.arrivals import triaged_tip
from tests.conftest import House, only_tip


def test_a_change_from_an_old_page_is_refused_and_changes_nothing(house: House) -> None:
    tip, _ = triaged_tip()
    Tip.objects.update(version=tip.version + 1)
    with pytest.raises(StaleTip):
        claim_tip(tip=tip, by=house.officer("reid"), version=tip.version)
    assert only_tip().assigned_to is None
    assert not AuditEntry.objects.filter(act="tip.claimed").exists()


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
