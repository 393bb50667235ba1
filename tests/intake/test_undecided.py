"""What waits for its caller: sent, deleted or, when nobody decides, sent by the worker; each of them once."""

from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone

from reports import vault
from reports.intake.door import NotStored
from reports.intake.errands import run_errand
from reports.intake.undecided import Said, _waits_no_more, discard, hold, is_undecided, note_heard, send
from reports.lifecycle.erasure import erase_tip
from reports.models import AuditEntry, Errand, KeyPurpose, Record, StoredKey, Tip, Urgency
from reports.queries.history import nobody_has_receipt
from tests.conftest import House, triage_all
from tests.twilio_double import TwilioDouble, new_sid

CALL = new_sid("CA")


@pytest.fixture
def said(house: House, provider: TwilioDouble) -> Said:
    recording = provider.state.add_recording(CALL, seconds=1)
    return Said(call=CALL, recording=recording.sid, language="acf", category="drugs", in_danger=True)


def minute_passes(*, times: int = 2) -> None:
    for _ in range(times):
        triage_all()
        Errand.objects.update(due_at=timezone.now())
        for errand in Errand.objects.all():
            run_errand(errand.pk)


def test_it_waits_sealed_and_is_no_tip(said: Said) -> None:
    hold(said)
    hold(said)
    errand = Errand.objects.get()
    assert is_undecided(errand)
    run_errand(errand.pk)  # not due yet
    assert not Tip.objects.exists()
    assert said.recording.encode() not in bytes(errand.box)


def test_words_of_danger_wait_less(said: Said) -> None:
    hold(said)
    hold(replace(said, recording=new_sid("RE"), in_danger=False))
    urgent, other = sorted(errand.due_at - timezone.now() for errand in Errand.objects.all())
    assert urgent < timedelta(seconds=41) < timedelta(seconds=60) < other < timedelta(seconds=90)


def test_when_nobody_decides_the_worker_sends_it_whole(said: Said, provider: TwilioDouble) -> None:
    hold(said)
    minute_passes()
    tip = Tip.objects.get()
    assert (tip.language, tip.category, tip.urgency) == ("acf", "drugs", Urgency.IMMEDIATE)
    assert Record.objects.filter(kind="recording").count() == 1
    assert provider.state.recordings == {}
    assert not Errand.objects.exists()
    assert not StoredKey.objects.filter(purpose=KeyPurpose.ONE_TIME).exists()


def acts() -> list[str]:
    return sorted(AuditEntry.objects.filter(act__startswith="call.").values_list("act", flat=True))


def test_a_tip_whose_receipt_nobody_heard_is_flagged_until_it_was_read_out(said: Said) -> None:
    accepted = send(said)
    hold(replace(said, recording=new_sid("RE")))
    assert send(said).repeated
    assert (Tip.objects.get().unreachable, acts()) == (True, ["call.reading"])
    for _ in range(2):
        note_heard(accepted.receipt or "")
    assert (Tip.objects.get().unreachable, acts()) == (False, ["call.reading", "call.receipt_heard"])
    minute_passes(times=1)
    assert sorted(Tip.objects.values_list("unreachable", flat=True)) == [False, True]
    assert acts() == ["call.hung_up", "call.reading", "call.receipt_heard"]


@pytest.mark.parametrize("was_triaged", [False, True])
def test_the_worker_needs_not_the_pepper_of_requests(said: Said, provider: TwilioDouble, was_triaged: bool) -> None:
    first = provider.state.add_recording(CALL, seconds=1).sid
    if was_triaged:
        send(replace(said, recording=first))
        triage_all()
    hold(replace(said, earlier=(first,)))
    versions, waiting = vault.versions, said.waiting

    def without(name: str) -> tuple[bytes, ...]:
        assert name != "request_pepper"
        return versions(name)

    Errand.objects.update(due_at=timezone.now())
    with patch("reports.vault.versions", without):
        run_errand(waiting)
    assert (Tip.objects.count(), Errand.objects.exclude(record=None).count()) == (1, 2)


def test_what_the_worker_sent_has_the_same_receipt_for_the_caller_who_decides_late(said: Said) -> None:
    hold(said)
    minute_passes(times=1)
    assert nobody_has_receipt(Tip.objects.get()), "nobody has heard the receipt yet"
    late = send(said)
    assert late.repeated
    assert late.receipt
    assert not nobody_has_receipt(Tip.objects.get()), "it is being read out"
    note_heard(late.receipt)
    assert not Tip.objects.get().unreachable
    assert discard(said) == [False]
    assert Tip.objects.count() == 1


def test_what_is_deleted_stays_deleted_whatever_comes_late(said: Said, provider: TwilioDouble) -> None:
    hold(said)
    assert discard(said) == [True]
    assert discard(said) == [True]
    hold(said)
    assert send(said).receipt is None
    minute_passes()
    assert not Tip.objects.exists()
    assert not Errand.objects.exists()
    assert provider.state.recordings == {}


def test_a_deletion_before_the_notice_of_the_recording_is_ordered_all_the_same(
    said: Said, provider: TwilioDouble
) -> None:
    assert discard(said) == [True]
    hold(said)
    minute_passes()
    assert not Tip.objects.exists()
    assert provider.state.recordings == {}


def test_a_deletion_that_comes_while_the_worker_sends_does_not_lose_the_order(said: Said) -> None:
    hold(said)
    errand = Errand.objects.get()
    assert discard(said) == [True]
    _waits_no_more(errand.pk)
    assert Errand.objects.get().fetched


@pytest.mark.parametrize("where", ["before the door", "after it"])
def test_a_worker_that_dies_in_the_middle_sends_it_once(said: Said, where: str) -> None:
    hold(said)
    Errand.objects.update(due_at=timezone.now())
    dies = (
        "reports.intake.undecided.accept" if where == "before the door" else "reports.intake.undecided._waits_no_more"
    )
    with patch(dies, side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        run_errand(Errand.objects.get(record=None).pk)
    minute_passes()
    assert (Tip.objects.count(), Record.objects.filter(kind="recording").count()) == (1, 1)
    assert not Errand.objects.exists()


def test_what_cannot_be_stored_is_tried_again(said: Said) -> None:
    hold(said)
    Errand.objects.update(due_at=timezone.now())
    with patch("reports.intake.undecided.accept", side_effect=NotStored):
        run_errand(Errand.objects.get().pk)
    assert is_undecided(Errand.objects.get())
    minute_passes()
    assert Tip.objects.count() == 1


def test_what_belongs_to_a_tip_that_is_erased_is_deleted(said: Said, provider: TwilioDouble) -> None:
    first = Said(call=CALL, recording=new_sid("RE"), language="en")
    send(first)
    tip = Tip.objects.get()
    hold(Said(call=CALL, recording=said.recording, language="en", joins=tip.pk))
    erase_tip(tip_id=tip.pk, by="worker")
    minute_passes()
    assert not Tip.objects.exists()
    assert said.recording in provider.state.deleted
    assert not Errand.objects.filter(record=None).exists()
