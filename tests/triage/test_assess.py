"""Judging an arrival: once, for the right unit, and never at the price of somebody else's key."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from reports import keystore, vault
from reports.clock import this_hour
from reports.dialogue.mailbox import MailboxKey, NoSuchMailbox, open_mailbox
from reports.intake.door import NotStored, accept
from reports.models import (
    Alert,
    AuditEntry,
    Capsule,
    Fingerprint,
    KeyPurpose,
    Mailbox,
    Record,
    StoredKey,
    Tip,
    TipKey,
    TriageState,
    Urgency,
)
from reports.queries.reading import read_tip
from reports.sealing.keys import new_pair
from reports.sealing.opening import CannotOpen
from reports.triage import assess as assessing
from reports.triage.assess import TRIES, assess
from tests.arrivals import triaged_tip, web
from tests.conftest import House, only_tip, triage_all

TRAFFICKING = "They force girls to work in the bar and hold their passports"


def findings(house: House, officer: str, tip: Tip) -> Any:
    """Return what triage saved of a tip's first record."""
    return read_tip(house.ring(officer), tip, by=house.officer(officer)).entries[0].findings


def likenesses(house: House, officer: str, tip: Tip) -> list[str]:
    """Return the ids of the tips that triage found alike."""
    return [found["value"] for found in findings(house, officer, tip)["findings"] if found["step"] == "duplicates"]


def fail(*_: object) -> None:
    raise ValueError("a fault of a step")


def test_a_judged_tip_lies_with_its_unit_and_its_capsule_is_gone(house: House) -> None:
    accept(web(TRAFFICKING))
    assert only_tip().unit.slug == "reception"
    triage_all()
    tip = only_tip()
    assert (tip.unit.slug, tip.triage, tip.category) == ("trafficking", TriageState.DONE, "human_trafficking")
    assert [(key.unit_id, key.settled) for key in TipKey.objects.all()] == [(tip.unit_id, None)]
    assert not Capsule.objects.exists()
    assert not StoredKey.objects.filter(purpose=KeyPurpose.ONE_TIME).exists()
    assert json.dumps(findings(house, "felix", tip))


def test_judging_twice_changes_nothing_the_second_time(house: House) -> None:
    tip, _ = triaged_tip()
    assess(tip.pk)
    assert only_tip().version == tip.version
    assert AuditEntry.objects.filter(act="tip.triaged").count() == 1


def test_an_arrival_that_is_none_is_no_error(house: House) -> None:
    assess(uuid4())


def test_urgency_only_rises(house: House) -> None:
    accept(web("My goat was stolen last year", in_danger=True))
    triage_all()
    assert only_tip().urgency == Urgency.IMMEDIATE
    accept(web("Nothing new", joins=MailboxKey(only_tip().pk)))
    triage_all()
    assert only_tip().urgency == Urgency.IMMEDIATE


def test_a_later_arrival_is_judged_and_moves_neither_unit_nor_category(house: House) -> None:
    tip, _ = triaged_tip(web("Cocaine at the jetty"))
    accept(web(TRAFFICKING, joins=MailboxKey(tip.pk)))
    triage_all()
    after = only_tip()
    assert (after.unit_id, after.category) == (tip.unit_id, tip.category)
    assert all(bytes(found or b"") for found in Record.objects.values_list("findings", flat=True))
    assert Mailbox.objects.count() == Fingerprint.objects.count() == 1


@pytest.mark.parametrize("column", ["public_key", "mailbox_key", "unit_id"])
def test_a_row_that_somebody_changed_is_flagged_and_never_signed(house: House, column: str) -> None:
    """Signing it would make the planted key the one that all later words are sealed to."""
    receipt = accept(web()).receipt or ""
    planted = house.unit("oversight").pk if column == "unit_id" else new_pair().public
    Tip.objects.update(**{column: planted})
    triage_all()
    tip = only_tip()
    assert (tip.triage, tip.unreachable, tip.urgency) == (TriageState.FAILED, True, Urgency.TODAY)
    assert tip.due_at == this_hour() + timedelta(days=1)
    assert not Mailbox.objects.exists()
    with pytest.raises(NotStored):
        accept(web(joins=MailboxKey(tip.pk)))
    with pytest.raises(NoSuchMailbox):
        open_mailbox(receipt)


def test_a_capsule_whose_key_is_gone_leaves_the_tip_with_reception_flagged(house: House) -> None:
    accept(web())
    keystore.destroy(KeyPurpose.ONE_TIME, [only_tip().pk])
    triage_all()
    tip = only_tip()
    assert (tip.triage, tip.unit.slug, tip.unreachable) == (TriageState.FAILED, "reception", True)
    assert read_tip(house.ring("reid"), tip, by=house.officer("reid")).entries


def test_a_fault_is_tried_again_before_the_tip_is_left_to_reception(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = accept(web()).receipt or ""
    monkeypatch.setattr(assessing, "run", fail)
    for _ in range(TRIES - 1):
        with pytest.raises(ValueError, match="a fault of a step"):
            assess(only_tip().pk)
        assert only_tip().triage == TriageState.WAITING
    assess(only_tip().pk)
    tip = only_tip()
    assert (tip.triage, tip.unit.slug) == (TriageState.FAILED, "reception")
    assert not Capsule.objects.exists()
    assert open_mailbox(receipt).state == "new"


def test_a_key_file_that_is_late_on_this_host_costs_no_mailbox(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    receipt = accept(web()).receipt or ""

    class Late:
        def row_opener(self, *_: object, day: int) -> None:
            raise CannotOpen

    with monkeypatch.context() as patch:
        patch.setattr(vault, "key_files", Late)
        with pytest.raises(CannotOpen):
            assess(only_tip().pk)
    assert only_tip().triage == TriageState.WAITING
    triage_all()
    assert only_tip().triage == TriageState.DONE
    assert open_mailbox(receipt).state == "new"


def test_a_tip_that_killed_every_worker_is_left_to_reception_by_the_next_and_rings(house: House) -> None:
    accept(web())
    assert not Alert.objects.exists()
    Capsule.objects.update(attempts=TRIES)  # each counted before it was killed
    assess(only_tip().pk)
    assert (only_tip().triage, only_tip().urgency) == (TriageState.FAILED, Urgency.IMMEDIATE)
    assert Mailbox.objects.count() == 1
    alert = Alert.objects.get()
    assert (alert.tip_id, alert.is_running, alert.borne_out) == (only_tip().pk, True, False)


def test_a_test_of_the_line_that_killed_every_worker_calls_nobody(house: House) -> None:
    accept(web())
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE tip SET self_test = true")
        cursor.execute("SET LOCAL session_replication_role = origin")
    Capsule.objects.update(attempts=TRIES)
    assess(Capsule.objects.get().pk)
    assert Tip.everything.get().triage == TriageState.FAILED
    assert not Alert.objects.exists()


def test_one_damaged_fingerprint_keeps_no_other_tip_from_being_judged(house: House) -> None:
    tip, _ = triaged_tip()
    Fingerprint.objects.filter(pk=tip.pk).update(sealed=b"\x01" * 600)
    accept(web("Cocaine at the jetty"))
    triage_all()
    assert set(Tip.objects.values_list("triage", flat=True)) == {TriageState.DONE}


def test_a_capsule_put_in_anothers_place_does_not_open(house: House) -> None:
    accept(web("One"))
    accept(web("Two"))
    one, two = Capsule.objects.all()
    Capsule.objects.filter(pk=one.pk).update(box=bytes(two.box))
    with pytest.raises(CannotOpen):
        assess(one.pk)


def test_a_likeness_to_an_earlier_tip_is_found(house: House) -> None:
    words = "A white van unloads cocaine at the jetty of Soufriere every Friday night at ten"
    first, _ = triaged_tip(web(words))
    accept(web(words))
    triage_all()
    second = Tip.objects.exclude(pk=first.pk).get()
    assert likenesses(house, "reid", second) == [str(first.pk)]


def test_no_other_unit_learns_of_a_tip_about_an_officer(house: House) -> None:
    """A probe in the same words would tell the officer that somebody talked."""
    words = "takes money from the dealers at the jetty of Soufriere every Friday night"
    accept(web(f"Officer Marcia Reid {words}"))
    triage_all()
    assert only_tip().unit.slug == "standards"
    about_her = only_tip()
    accept(web(f"A cocaine seller {words}"))
    triage_all()
    probe = Tip.objects.exclude(pk=about_her.pk).get()
    assert likenesses(house, "reid", probe) == []
    accept(web(f"Officer Marcia Reid {words}"))
    triage_all()
    again = Tip.objects.exclude(pk__in=[about_her.pk, probe.pk]).get()
    assert str(about_her.pk) in likenesses(house, "charles", again)
