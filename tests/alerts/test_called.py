"""Whom an alert called is known after somebody confirmed it: how, with what success, and roughly how soon."""

from reports.alarm import raise_alarm
from reports.alerts.called import called_by, called_until
from reports.alerts.confirm import Answer, confirm
from reports.alerts.ring import provider_says
from reports.lifecycle.erasure import erase_tip
from reports.models import Alert, AlertStep, AuditEntry, ConfirmedBy, StepKind, StepState, Tip
from tests.alerts.conftest import danger, on_duty, pass_time, work
from tests.conftest import House
from tests.twilio_double import TwilioDouble

DESK = ConfirmedBy.DESK


def two_not_delivered(house: House, *, minutes: float = 7) -> Tip:
    """Let an alert text and call the first on duty in vain, and text the next one after so many minutes."""
    on_duty(house, "reid", "major-crime")
    on_duty(house, "jules", "major-crime")
    tip = danger()
    work()
    provider_says(AlertStep.objects.get().pk, "undelivered")
    work()
    provider_says(AlertStep.objects.get(kind=StepKind.CALL).pk, "no-answer")
    pass_time(minutes * 60)
    return tip


def test_it_is_known_who_was_called_how_and_with_what_success_after_a_colleague_confirmed(
    house: House, night: TwilioDouble
) -> None:
    tip = two_not_delivered(house)
    codes = list(AlertStep.objects.values_list("code", flat=True))
    assert called_by([tip.pk]) == {}, "while it runs its steps tell"
    assert confirm(tip.pk, by=house.officer("jules"), how=DESK) == Answer.CONFIRMED
    called = called_by([tip.pk])[tip.pk]
    assert [(one.name, one.kind, one.state, one.within) for one in called.steps] == [
        ("Marcia Reid", StepKind.TEXT, StepState.FAILED, 5),
        ("Marcia Reid", StepKind.CALL, StepState.FAILED, 5),
        ("Anton Jules", StepKind.TEXT, StepState.SENT, 15),
    ]
    assert (called.within, called.is_cut) == (15, False)
    assert not AlertStep.objects.exists()
    kept = Alert.objects.get().called
    assert set(kept) == {"within", "steps"}
    assert {name for one in kept["steps"] for name in one} == {"officer", "kind", "many", "state", "within"}
    assert not any(code in str(kept) for code in codes)


def test_how_soon_it_was_is_told_in_four_spans_and_never_by_the_minute(house: House, night: TwilioDouble) -> None:
    tip = two_not_delivered(house)
    told = []
    for seconds in (280, 850, 1_700, 3_500, 90_000):
        Alert.objects.all().delete()
        raise_alarm([tip.pk])
        pass_time(seconds)
        confirm(tip.pk, by=house.officer("jules"), how=DESK)
        told.append(called_by([tip.pk])[tip.pk].within)
    assert told == [5, 15, 30, 60, 0]


def test_the_trail_tells_it_of_an_alert_that_was_confirmed_once(house: House, night: TwilioDouble) -> None:
    tip = two_not_delivered(house)
    confirm(tip.pk, by=house.officer("jules"), how=DESK)
    entry = AuditEntry.objects.get(act="alert.confirmed")
    assert called_until([entry]) == {entry.pk: called_by([tip.pk])[tip.pk]}
    assert called_until(AuditEntry.objects.exclude(pk=entry.pk)) == {}
    raise_alarm([tip.pk], anew=True)
    assert called_until([entry]), "it rings again: what was done until it was confirmed is known all the same"
    confirm(tip.pk, by=house.officer("reid"), how=DESK)
    assert called_until(AuditEntry.objects.all()) == {}, "nobody knows which of the two it belongs to"


def test_it_goes_with_its_tip(house: House, night: TwilioDouble) -> None:
    tip = two_not_delivered(house)
    confirm(tip.pk, by=house.officer("jules"), how=DESK)
    entry = AuditEntry.objects.get(act="alert.confirmed")
    erase_tip(tip_id=tip.pk, by=house.officer("reid"))
    assert not Alert.objects.exists()
    assert called_until([entry]) == {}
