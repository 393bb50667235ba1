"""A phone bill held against the trail names no tip: what officers ask leaves together, and the trail keeps the hour."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from celery import current_app
from django.utils import timezone
from pytest_django import Settings

from reports.clock import in_seconds, this_hour
from reports.dialogue import timetable
from reports.dialogue.deliver import deliver
from reports.dialogue.forget import leave_tip, note_stopped, silence_line
from reports.dialogue.reply import ask_tipster
from reports.dialogue.send_again import send_again
from reports.dialogue.tasks import sweep
from reports.models import (
    AuditEntry,
    Delivery,
    Dispatch,
    KeyPurpose,
    MailboxCopy,
    Record,
    RecordKind,
    StoredKey,
    Tip,
    Urgency,
)
from tests.arrivals import PHONE, sms, triaged_tip
from tests.conftest import House
from tests.twilio_double import TwilioDouble


@pytest.fixture(autouse=True)
def _every_quarter(settings: Settings) -> None:
    settings.TEXTS_EVERY = 15


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The dispatches that the worker was told of."""
    told: list[str] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args, **more: told.extend(args))
    return told


def _ask(house: House, text: str = "Which boat?") -> Tip:
    tip, _ = triaged_tip(sms())
    ask_tipster(tip=tip, text=text, by=house.officer("reid"))
    return tip


def test_a_question_waits_for_the_end_of_the_quarter(house: House, handed: list[str]) -> None:
    _ask(house)
    due = Dispatch.objects.get().due_at
    assert due.minute % 15 == due.second == due.microsecond == 0
    assert timedelta(0) < due - timezone.now() <= timedelta(minutes=15)
    sweep()
    assert not handed
    Dispatch.objects.update(due_at=in_seconds(-1))
    sweep()
    assert handed == [str(Dispatch.objects.get().pk)]


@pytest.mark.parametrize(("minute", "leaves"), [(0, "14:15"), (14, "14:15"), (15, "14:30"), (59, "15:00")])
def test_each_minute_has_its_quarter(monkeypatch: pytest.MonkeyPatch, minute: int, leaves: str) -> None:
    moment = this_hour().replace(hour=14, minute=minute, second=59)
    monkeypatch.setattr(timetable.timezone, "now", lambda: moment)
    due = timetable.leaves_at(Tip(urgency=Urgency.TODAY))
    assert due is not None
    assert f"{due:%H:%M:%S}" == f"{leaves}:00"


def test_neither_the_trail_nor_the_thread_tells_the_minute_of_asking(house: House) -> None:
    tip = _ask(house)
    Record.objects.filter(kind=RecordKind.QUESTION).update(delivery=Delivery.UNKNOWN)
    record = Record.objects.get(kind=RecordKind.QUESTION)
    send_again(tip=tip, record_id=record.pk, text="Which boat?", by=house.officer("reid"))
    acts = AuditEntry.objects.filter(act__in=("tipster.asked", "text.sent_again"))
    moments = [record.at, *acts.values_list("at", flat=True), Dispatch.objects.get().due_at]
    assert len(moments) == 4
    assert {(one.minute % 15, one.second, one.microsecond) for one in moments} == {(0, 0, 0)}
    assert {one.minute for one in moments[:3]} == {0}


def _quiet() -> None:
    silence_line(sender=PHONE, silent=True)


def _quiet_and_new() -> None:
    _quiet()
    leave_tip(sender=PHONE)


def _stopped() -> None:
    note_stopped(PHONE)


@pytest.mark.parametrize("asks_for_silence", [_quiet, _quiet_and_new, _stopped])
def test_a_phone_that_asks_for_silence_meanwhile_does_not_ring(
    house: House, provider: TwilioDouble, asks_for_silence: Callable[[], None]
) -> None:
    _ask(house)
    dispatch = Dispatch.objects.get()
    asks_for_silence()
    Dispatch.objects.update(due_at=in_seconds(-1))
    deliver(dispatch.pk)
    question = Record.objects.get(kind=RecordKind.QUESTION)
    assert provider.state.inbox(PHONE) == []
    assert MailboxCopy.objects.filter(record=question).exists()
    assert question.delivery == Delivery.NONE, "as where it is asked of a silent phone"
    assert not Dispatch.objects.exists()
    assert not StoredKey.objects.filter(pk=(dispatch.pk, KeyPurpose.ONE_TIME)).exists()


def test_a_phone_that_is_told_things_again_in_time_rings(house: House, provider: TwilioDouble) -> None:
    _ask(house)
    _quiet()
    silence_line(sender=PHONE, silent=False)
    deliver(Dispatch.objects.get().pk)
    assert [text.body for text in provider.state.inbox(PHONE)] == ["555: Which boat?\nAnswer here."]


def test_what_waits_leaves_at_once_where_somebody_is_in_danger_by_now(house: House, handed: list[str]) -> None:
    tip = _ask(house)
    sweep()
    assert not handed
    Tip.objects.filter(pk=tip.pk).update(urgency=Urgency.IMMEDIATE)
    sweep()
    assert handed == [str(Dispatch.objects.get().pk)]


def test_what_the_provider_did_not_take_keeps_its_wait_in_danger_too(house: House, handed: list[str]) -> None:
    _ask(house)
    Tip.objects.update(urgency=Urgency.IMMEDIATE)
    Dispatch.objects.update(attempts=3, due_at=in_seconds(40))
    sweep()
    assert not handed


def test_where_somebody_may_be_in_danger_nothing_waits(
    house: House, handed: list[str], django_capture_on_commit_callbacks: object
) -> None:
    tip, _ = triaged_tip(sms())
    Tip.objects.update(urgency=Urgency.IMMEDIATE)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        ask_tipster(tip=tip, text="Where are you?", by=house.officer("reid"))
    assert str(Dispatch.objects.get().pk) in handed


def test_what_a_clock_that_ran_ahead_put_off_is_brought_back(house: House, handed: list[str]) -> None:
    _ask(house)
    Dispatch.objects.update(due_at=in_seconds(5 * 3600))
    sweep()
    assert handed == [str(Dispatch.objects.get().pk)]
