"""The sweep of intake takes up errands that are due."""

import pytest
from celery import current_app

from reports.clock import in_seconds
from reports.intake.door import accept
from reports.intake.ordering import order_deletion_once
from reports.intake.submission import ErrandRequest
from reports.intake.tasks import run_one_errand, sweep
from reports.intake.undecided import Said, hold
from reports.models import Errand, ErrandKind
from tests.arrivals import sms
from tests.conftest import House
from tests.twilio_double import TwilioDouble, new_sid


def an_errand() -> Errand:
    accept(sms(errands=(ErrandRequest(kind=ErrandKind.MESSAGE, reference=new_sid("SM")),)))
    return Errand.objects.get()


def test_the_sweep_enqueues_what_is_due_and_nothing_else(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[list[str]] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args: sent.append([name, *args]))
    errand = an_errand()
    sweep()
    assert not sent
    Errand.objects.update(due_at=in_seconds(-1))
    sweep()
    assert sent == [["reports.intake.run_errand", str(errand.pk)]]


def test_what_a_caller_said_who_hung_up_is_taken_up_before_every_deletion(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[list[str]] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args: sent.append([name, *args]))
    for _ in range(3):
        order_deletion_once(new_sid("SM"), ErrandKind.MESSAGE, wait=0.0)
    Errand.objects.update(due_at=in_seconds(-3600))
    said = Said(call=new_sid("CA"), recording=new_sid("RE"), language="en", in_danger=True)
    hold(said)
    Errand.objects.filter(pk=said.waiting).update(due_at=in_seconds(-1))
    sweep()
    assert sent[0] == ["reports.intake.send_said", str(said.waiting)]
    assert [name for name, _ in sent[1:]] == ["reports.intake.run_errand"] * 3


def test_a_task_is_load_and_call(house: House, provider: TwilioDouble) -> None:
    run_one_errand(str(an_errand().pk))
    assert not Errand.objects.exists()
