"""The quiet window: texts of one phone that come close together are judged together, and danger does not wait."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reports.models import Capsule, Record, Tip, TriageState, Urgency
from reports.triage.assess import assess
from reports.triage.tasks import sweep
from tests.conftest import House, only_tip
from tests.twilio_double import TwilioDouble

PHONE = "+17584840001"


@pytest.fixture
def enqueued(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the sweep asks the worker for."""
    asked: list[str] = []
    monkeypatch.setattr("celery.current_app.send_task", lambda name, args, **more: asked.append(args[0]))
    return asked


def test_a_first_text_is_stored_at_once_and_judged_when_the_window_is_over(
    twilio: TwilioDouble, enqueued: list[str]
) -> None:
    twilio.phone(PHONE).text("A white car stands there")
    tip = only_tip()
    assert tip.triage == TriageState.WAITING
    due = Capsule.objects.get().due_at - timezone.now()
    assert timedelta(seconds=80) < due <= timedelta(seconds=90)
    sweep()
    assert enqueued == []
    Capsule.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    sweep()
    assert enqueued == [str(tip.pk)]


def test_words_that_only_together_tell_of_danger_make_the_tip_urgent(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text("There is a man with a")
    phone.text("gun in the market, shooting now")
    first, second = Record.objects.order_by("position")
    assess(first.pk)
    tip = only_tip()
    assert tip.urgency == Urgency.IMMEDIATE
    assert tip.triage == TriageState.DONE
    assert set(Capsule.objects.values_list("pk", flat=True)) == {second.pk}, "it is judged by itself as well"
    assess(second.pk)
    assert not Capsule.objects.exists()
    assert only_tip().urgency == Urgency.IMMEDIATE


def test_a_later_text_that_is_judged_first_takes_the_tip_along(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text("A white car stands there")
    phone.text("They sell cocaine out of it")
    assess(Record.objects.get(position=1).pk)
    tip = only_tip()
    assert not Capsule.objects.exists()
    assert tip.category == "drugs", "the first text alone tells nothing"


@pytest.mark.django_db(transaction=True)
def test_danger_in_a_text_is_judged_at_once_with_what_came_before(
    twilio: TwilioDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr("reports.outbox._send", lambda task, row_id: asked.append((task, row_id)))
    phone = twilio.phone(PHONE)
    phone.text("A white car stands there")
    assert not [task for task, _ in asked if task == "reports.triage.assess"]  # type: ignore[misc]
    phone.text("He is shooting now, a man is bleeding")
    second = Record.objects.get(position=1)
    assert ("reports.triage.assess", str(second.pk)) in asked


@pytest.mark.django_db(transaction=True)
def test_a_text_after_the_window_is_judged_by_itself_and_at_once(
    twilio: TwilioDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = twilio.phone(PHONE)
    phone.text("A white car stands there")
    assess(only_tip().pk)
    asked: list[str] = []
    monkeypatch.setattr("reports.outbox._send", lambda task, row_id: asked.append(task))
    phone.text("The car is back")
    assert "reports.triage.assess" in asked


def test_texts_about_the_police_within_the_window_are_sealed_anew_together(house: House, twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text("Corporal Anton Jules takes money from")
    phone.text("the dealers, this police officer is corrupt")
    for record in Record.objects.order_by("position"):
        assess(record.pk)
    assert only_tip().unit.slug == "standards"
    assert Tip.objects.get().records.count() == 2


def test_a_withheld_sender_sends_nothing_that_could_be_joined_and_does_not_wait(twilio: TwilioDouble) -> None:
    twilio.phone("266696687").text("A white car stands there")
    assert Capsule.objects.get().due_at - timezone.now() < timedelta(seconds=30)
