"""What whoever takes the public pages could silence: an alert, an officer's text, what still lies at the provider.

Each change is tried as the intake's role; beside it the one that its work needs, which shows that it is no want of
rows or rights.
"""

from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from reports.clock import in_seconds
from reports.intake.ordering import errand_id, order_deletion_once
from reports.models import Alert, AlertStep, Dispatch, Errand, ErrandKind, StepKind, StepState, Tip
from reports.models.rights import Role
from reports.writing import new_errand
from tests.arrivals import sms, triaged_tip
from tests.conftest import House, only_tip


def done(statement: str, *values: object) -> int:
    """Return in how many rows the intake may do it; 0 where it is refused."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {Role.INTAKE}")
            cursor.execute(statement, values)
            count: int = cursor.rowcount
            cursor.execute("RESET ROLE")
            return count
    except DatabaseError as problem:
        if not any(words in str(problem) for words in ("row-level security", "begin no alert anew")):
            raise
        return 0


@pytest.fixture
def tip(house: House) -> Tip:
    triaged_tip(sms())
    return only_tip()


@pytest.fixture
def step(house: House, tip: Tip) -> AlertStep:
    """A text about an alert, handed over to the provider; the call after it is not made yet."""
    alert = Alert.objects.create(tip=tip, begun_at=in_seconds(0), due_at=in_seconds(60))
    told = {"alert": alert, "officer": house.officer("reid"), "due_at": in_seconds(60)}
    AlertStep.objects.create(**told, kind=StepKind.CALL, code="111111")
    return AlertStep.objects.create(**told, kind=StepKind.TEXT, code="222222", state=StepState.HANDED_OVER)


_BEGINS = "INSERT INTO alert (tip_id, state, borne_out, round, begun_at, due_at, how, tries) VALUES (%s, {}, '', 0)"
_CONFIRMS = "UPDATE alert SET state = 'confirmed', begun_at = NULL, due_at = NULL, confirmed_by_id = %s"


def test_an_alert_rings_on_unless_somebody_confirms_who_was_rung(house: House, step: AlertStep) -> None:
    assert not done("UPDATE alert SET due_at = NULL")
    assert not done("UPDATE alert SET state = 'off', begun_at = NULL, due_at = NULL")
    assert not done("UPDATE alert SET state = 'everybody'")
    assert not done(_CONFIRMS, house.officer("jules").pk)
    assert AlertStep.objects.count() == 2
    assert done("UPDATE alert SET due_at = now()") == 1, "control: what failed lets the next one be rung at once"
    assert done(_CONFIRMS, house.officer("reid").pk) == 1
    assert not done("UPDATE alert SET confirmed_by_id = %s", house.officer("jules").pk), (
        "nobody else puts his name there"
    )
    assert not AlertStep.objects.exists(), "they go with it"
    told = [(one["kind"], one["state"]) for one in Alert.objects.get().called["steps"]]
    assert told == [("text", "handed"), ("call", "due")]


def test_an_alert_is_confirmed_though_whom_it_called_cannot_be_kept(house: House, step: AlertStep) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE alert SET begun_at = 'infinity'")
        cursor.execute("UPDATE alert_step SET due_at = 'infinity'")  # between the two no time can be told
    assert done(_CONFIRMS, house.officer("reid").pk) == 1
    alert = Alert.objects.get()
    assert (alert.state, alert.called) == ("confirmed", None)
    assert not AlertStep.objects.exists()


@pytest.mark.parametrize("late", ["25 minutes", "1 day"])
def test_nothing_puts_an_alert_off_not_even_a_little_each_time(step: AlertStep, late: str) -> None:
    was = Alert.objects.get()
    done(f"UPDATE alert SET due_at = now() + interval '{late}'")
    assert Alert.objects.get().due_at == was.due_at
    Alert.objects.update(due_at=in_seconds(-60))  # the worker is slow: what fails meanwhile is no error, and no delay
    overdue = Alert.objects.get().due_at
    assert done("UPDATE alert SET due_at = now()") == 1
    assert Alert.objects.get().due_at == overdue


@pytest.mark.parametrize("moment", ["NULL", "now() + interval '1 day'", "'2000-01-01'"])
def test_nothing_changes_when_a_running_alert_began(step: AlertStep, moment: str) -> None:
    assert not done(f"UPDATE alert SET begun_at = {moment}")
    assert done("UPDATE alert SET begun_at = begun_at") == 1


def test_one_that_calls_everybody_does_not_go_back_to_one_after_the_other(house: House, step: AlertStep) -> None:
    Alert.objects.update(state="everybody")
    assert not done("UPDATE alert SET state = 'running'")
    assert done(_CONFIRMS, house.officer("reid").pk) == 1
    assert not done("UPDATE alert SET state = 'running', begun_at = now(), due_at = now()")


def test_the_trigger_is_for_the_public_pages_alone(step: AlertStep) -> None:
    later = in_seconds(900)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {Role.WORKER}")
        cursor.execute("UPDATE alert SET due_at = %s, begun_at = %s", [later, later])
        cursor.execute("RESET ROLE")
    assert (Alert.objects.get().due_at, Alert.objects.get().begun_at) == (later, later)


def test_an_alert_that_the_pages_begin_is_due_at_once(tip: Tip) -> None:
    for what in (
        "'confirmed', false, 0, NULL, NULL",
        "'running', false, 0, now(), now() + interval '1 day'",
        "'running', false, 0, now(), NULL",
        "'running', true, 0, now(), now()",
    ):
        assert not done(_BEGINS.format(what), tip.pk)
    assert done(_BEGINS.format("'running', false, 0, now(), now() + interval '30 seconds'"), tip.pk) == 1


def test_an_alert_that_the_pages_begin_has_begun_by_now(tip: Tip) -> None:
    assert done(_BEGINS.format("'running', false, 0, now() + interval '9 days', now()"), tip.pk) == 1
    begun = Alert.objects.get().begun_at
    assert begun is not None
    assert begun <= in_seconds(0)


def test_no_text_or_call_to_an_officer_is_passed_over_or_made_twice(step: AlertStep) -> None:
    assert not done("UPDATE alert_step SET state = 'failed' WHERE state = 'due'")
    assert not done("UPDATE alert_step SET state = 'used' WHERE state = 'due'")
    assert not done("UPDATE alert_step SET state = 'due' WHERE state = 'handed'")
    assert done("UPDATE alert_step SET state = 'sent' WHERE state = 'handed'") == 1


def test_no_text_to_a_tipster_is_dropped_before_the_provider_has_it(tip: Tip) -> None:
    record = tip.records.get()
    row = Dispatch.objects.create(record=record, line_id=tip.lines.get().pk, box=b"", due_at=in_seconds(60))
    ends = "DELETE FROM dispatch"
    assert not done("UPDATE dispatch SET arrived = 1")
    assert not done(ends)
    Dispatch.objects.filter(pk=row.pk).update(handed_over=True)
    assert done("UPDATE dispatch SET arrived = 1") == 1
    assert done(ends) == 1


def waiting_call() -> UUID:
    """A recording of which its caller has not decided."""
    order_deletion_once("RE1", ErrandKind.RECORDING, wait=60)
    ours = errand_id("RE1", ErrandKind.RECORDING)
    Errand.objects.filter(pk=ours).update(fetched=False)
    return ours


def test_what_a_tip_has_at_the_provider_is_fetched_and_deleted_there(tip: Tip) -> None:
    Errand.objects.all().delete()
    errand, _ = new_errand(tip.records.get().pk, ErrandKind.RECORDING, "RE2", wait=0)
    errand.save(force_insert=True)
    order_deletion_once("CA1", ErrandKind.CALL, wait=60)
    undecided = waiting_call()
    of_tip, of_call = errand.pk, errand_id("CA1", ErrandKind.CALL)
    for change in ("UPDATE errand SET fetched = true", "UPDATE errand SET due_at = '2999-01-01'", "DELETE FROM errand"):
        assert not done(f"{change} WHERE id = %s", of_tip)
    assert not done("DELETE FROM errand WHERE id = %s", of_call), "the record of a call tells whose it was"
    assert done("UPDATE errand SET due_at = now() WHERE id = %s", of_call) == 1
    assert done("UPDATE errand SET fetched = true WHERE id = %s", of_call) == 1
    assert done("DELETE FROM errand WHERE id = %s", undecided) == 1
