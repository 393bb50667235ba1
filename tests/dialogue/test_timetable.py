"""A phone bill held against the trail names no tip: what officers ask leaves together, and the trail keeps the hour."""

from datetime import timedelta

import pytest
from celery import current_app
from django.utils import timezone
from pytest_django import Settings

from reports.clock import in_seconds, this_hour
from reports.dialogue import timetable
from reports.dialogue.reply import ask_tipster
from reports.dialogue.send_again import send_again
from reports.dialogue.tasks import sweep
from reports.models import AuditEntry, Delivery, Dispatch, Record, RecordKind, Tip, Urgency
from tests.arrivals import sms, triaged_tip
from tests.conftest import House


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
