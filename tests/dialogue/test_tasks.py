"""The sweep of the dialogue takes up what is due."""

import pytest
from celery import current_app

from reports.clock import in_seconds
from reports.dialogue.reply import ask_tipster
from reports.dialogue.tasks import deliver_dispatch, sweep
from reports.models import Delivery, Dispatch, Record, RecordKind
from tests.arrivals import PHONE, sms, triaged_tip
from tests.conftest import House
from tests.twilio_double import TwilioDouble


def test_the_sweep_enqueues_what_waits_and_settles_what_is_stranded(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args: sent.append((name, args)))
    tip, _ = triaged_tip(sms())
    for text in ("One?", "Two?"):
        ask_tipster(tip=tip, text=text, by=house.officer("reid"))
    sweep()
    assert not sent
    waiting, stranded = Dispatch.objects.all()
    Dispatch.objects.update(due_at=in_seconds(-1))
    Dispatch.objects.filter(pk=stranded.pk).update(handed_over=True)
    sweep()
    assert sent == [("reports.dialogue.deliver", [str(waiting.pk)])]
    assert Record.objects.get(pk=stranded.record_id).delivery == Delivery.UNKNOWN


def test_a_task_is_load_and_call(house: House, provider: TwilioDouble) -> None:
    tip, _ = triaged_tip(sms())
    ask_tipster(tip=tip, text="One?", by=house.officer("reid"))
    deliver_dispatch(str(Dispatch.objects.get().pk))
    assert len(provider.state.inbox(PHONE)) == 1
    assert Record.objects.get(kind=RecordKind.QUESTION).delivery == Delivery.SENT
