"""A force at night: officers with their alert numbers, the phone network, and a clock that a test can push on."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from reports.alerts import phones, tasks
from reports.alerts.roster import begin_duty
from reports.clock import this_hour
from reports.intake.door import accept
from reports.models import Alert, AlertStep, StepState, Tip, Unit
from tests.alerts.phones import keep_number
from tests.arrivals import web
from tests.conftest import House, triage_all
from tests.phone.conftest import twilio  # noqa: F401 - the fixture
from tests.twilio_double import Text, TwilioDouble

REID, JULES, FELIX = "+17584840101", "+17584840102", "+17584840103"
DANGER = "A man in the yard next door is shooting at people now, please come quick"
NUMBERS = {"reid": REID, "jules": JULES, "felix": FELIX}


@pytest.fixture
def night(house: House, twilio: TwilioDouble, monkeypatch: pytest.MonkeyPatch) -> TwilioDouble:  # noqa: F811
    """Everybody has entered a number; nobody is on duty yet. The allowance of an hour ends in no test's middle."""
    hour = this_hour()
    monkeypatch.setattr(phones, "this_hour", lambda: hour)
    for username, number in NUMBERS.items():
        keep_number(number, of=house.officer(username))
    return twilio


def danger(text: str = DANGER, *, judged: bool = True, **more: object) -> Tip:
    """Send a tip of immediate danger and return its row."""
    before = set(Tip.objects.values_list("pk", flat=True))
    accept(web(text, **more))
    if judged:
        triage_all()
    return Tip.objects.exclude(pk__in=before).get()


def on_duty(house: House, username: str, unit: str) -> None:
    officer = house.officer(username)
    begin_duty(officer=officer, unit=Unit.objects.get(slug=unit).pk, hours=8, by=officer)


def work() -> None:
    """Do what is due: climb, and make every step that was not made yet, as the worker would, with its rights."""
    tasks.climb_now("")
    due = AlertStep.objects.filter(state=StepState.DUE, due_at__lte=timezone.now()).order_by("due_at")
    for step_id in due.values_list("pk", flat=True):
        tasks.ring_step(str(step_id))


def pass_time(seconds: float, times: int = 1) -> None:
    """Let time pass, and the worker do its work after each while."""
    for _ in range(times):
        earlier = timedelta(seconds=seconds)
        Alert.objects.filter(due_at__isnull=False).update(
            due_at=F("due_at") - earlier, begun_at=F("begun_at") - earlier
        )
        AlertStep.objects.update(due_at=F("due_at") - earlier, up_to=F("up_to") - earlier)
        work()


def texts(twilio: TwilioDouble, number: str) -> list[Text]:  # noqa: F811
    return [text for text in twilio.state.inbox(number) if text.direction == "outbound-api"]


def calls(twilio: TwilioDouble, number: str) -> list[object]:  # noqa: F811
    return [call for call in twilio.rung if call.caller == number]
