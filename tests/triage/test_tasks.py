"""The sweep of triage takes up arrivals that are due."""

import pytest
from celery import current_app

from reports.clock import in_seconds
from reports.intake.door import accept
from reports.models import Capsule, TriageState
from reports.sealing.opening import CannotOpen
from reports.triage.tasks import assess_arrival, sweep
from reports.triage.together import MOST
from tests.arrivals import sms, web
from tests.conftest import House, only_tip


def test_the_sweep_enqueues_what_is_due_and_nothing_else(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[list[str]] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args: sent.append([name, *args]))
    accept(web("One"))
    accept(web("Two"))
    sweep()
    assert not sent
    due = Capsule.objects.first()
    assert due
    Capsule.objects.filter(pk=due.pk).update(due_at=in_seconds(-1))
    sweep()
    assert sent == [["reports.triage.assess", str(due.pk)]]


def test_the_sweep_takes_up_what_a_clock_that_was_ahead_has_put_off(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args: sent.extend(args))
    accept(sms("One", more_may_follow=True))
    accept(sms("Two", sender="+17584840002", more_may_follow=True))
    put_off, quiet = Capsule.objects.order_by("due_at")
    Capsule.objects.filter(pk=put_off.pk).update(due_at=in_seconds(3600))
    sweep()
    assert sent == [str(put_off.pk)]
    assert Capsule.objects.get(pk=quiet.pk).due_at == quiet.due_at


def test_one_message_judges_all_that_wait_by_and_by(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """First words share messages, so the worker itself asks on, beginning with the oldest."""
    sent: list[str] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args: sent.extend(args))
    for number in range(MOST + 3):
        accept(web(f"They sell weed by the school in Vieux Fort, house {number}"))
    oldest, newest = Capsule.objects.earliest("due_at").pk, Capsule.objects.latest("due_at").pk
    assess_arrival(str(newest))
    assert sent == [str(oldest)]
    assess_arrival(sent.pop())
    assert not Capsule.objects.exists()
    assert not sent
    assess_arrival(str(newest))


def test_what_fails_keeps_nothing_else_waiting(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args: sent.extend(args))
    for number in range(MOST + 1):
        accept(web(f"They sell weed by the school in Vieux Fort, house {number}"))
    broken = Capsule.objects.latest("due_at").pk
    Capsule.objects.filter(pk=broken).update(box=b"\x11" + bytes(200))
    with pytest.raises(CannotOpen):
        assess_arrival(str(broken))
    assert len(sent) == 1
    assess_arrival(sent.pop())
    assert Capsule.objects.get().pk == broken


def test_a_task_is_load_and_call(house: House) -> None:
    accept(web())
    assess_arrival(str(only_tip().pk))
    assert only_tip().triage == TriageState.DONE
