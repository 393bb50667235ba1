"""Words that can be neither judged nor given up come back ever later, and the watcher and the doctor tell of them."""

import json
from datetime import timedelta
from io import StringIO
from uuid import UUID

import pytest
from celery import current_app
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from django.utils import timezone
from pytest_django import Settings

from reports.casework.claim import claim_tip
from reports.dialogue.mailbox import open_mailbox
from reports.intake.door import accept
from reports.lifecycle.tasks import look_at_copies
from reports.models import Capsule, Pulse, Tip, TriageState
from reports.models.handovers import TRIES
from reports.queries.line_health import line_health
from reports.queries.pulses import ARRIVALS, BEAT, RETENTION, note, pulses
from reports.queries.stuck import given_up, stuck_arrivals
from reports.triage.assess import LONGEST_WAIT, assess
from reports.triage.tasks import sweep
from tests.arrivals import triaged_tip, web
from tests.conftest import House

WRONG = "words came in that nobody sees: they cannot be judged, and giving up fails too"


@pytest.fixture
def stuck(house: House) -> UUID:
    """An addition that killed five workers, and that the database refuses wherever it should go."""
    _, receipt = triaged_tip(web("They sell cocaine at the jetty"))
    accept(web("On Fridays after dark", joins=open_mailbox(receipt).key))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE tip ADD CONSTRAINT refused CHECK (triage NOT IN ('unjudged', 'failed')) NOT VALID")
        cursor.execute("ALTER TABLE record ADD CONSTRAINT refused CHECK (findings IS NULL) NOT VALID")
    Capsule.objects.update(attempts=TRIES)
    return Capsule.objects.get().pk


def mend() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE tip DROP CONSTRAINT refused")
        cursor.execute("ALTER TABLE record DROP CONSTRAINT refused")


def try_again(record_id: UUID) -> float:
    """Try once, in vain, and return the minutes until the next time."""
    with pytest.raises(IntegrityError):
        assess(record_id)
    return round((Capsule.objects.get().due_at - timezone.now()).total_seconds() / 60)


def test_it_is_tried_ever_later_but_each_hour_at_last(stuck: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args: sent.extend(args))
    assert [try_again(stuck) for _ in range(8)] == [2, 4, 8, 16, 32, 60, 60, 60]
    due = Capsule.objects.get().due_at
    sweep()
    assert (sent, Capsule.objects.get().due_at) == ([], due), "the sweep does not take the wait for a wrong clock's"


def test_a_clock_that_was_ahead_puts_it_off_no_longer_than_that(stuck: UUID) -> None:
    try_again(stuck)
    Capsule.objects.update(due_at=timezone.now() + timedelta(seconds=3 * LONGEST_WAIT))
    sweep()
    assert Capsule.objects.get().due_at < timezone.now()


def test_the_watcher_and_the_doctor_tell_of_it(stuck: UUID, settings: Settings) -> None:
    settings.SELF_TEST_HOUR, settings.TWILIO_ACCOUNT_SID, settings.STANDALONE = -1, "", False
    for name in (BEAT, RETENTION):
        note(name, True)
    try_again(stuck)
    assert not stuck_arrivals(), "giving up may be at work just now"
    try_again(stuck)
    look_at_copies()
    assert line_health().problems == (WRONG,)
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("doctor", "--json", stdout=out)
    told = "1 arrivals are seen by nobody: they cannot be judged, and giving up fails too"
    assert told in json.loads(out.getvalue())["checks"]["Queue"]


def test_the_doctor_counts_what_was_given_up_until_somebody_takes_it_on(house: House) -> None:
    tip, _ = triaged_tip()
    assert given_up() == 0
    Tip.objects.update(triage=TriageState.FAILED)
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("doctor", "--json", stdout=out)
    assert any("1 tips could not be judged" in told for told in json.loads(out.getvalue())["checks"]["Queue"])
    claim_tip(tip=tip, by=house.officer("reid"), version=tip.version)
    assert given_up() == 0


def test_once_the_cause_is_mended_it_is_seen_and_all_is_well(stuck: UUID, settings: Settings) -> None:
    settings.TWILIO_ACCOUNT_SID = ""
    for _ in range(2):
        try_again(stuck)
    mend()
    assess(stuck)
    assert not Capsule.objects.exists()
    assert Tip.objects.get(unit__slug="standards").triage == TriageState.UNJUDGED
    look_at_copies()
    assert ARRIVALS in pulses()
    assert Pulse.objects.get(name=ARRIVALS).at.year > 2000
