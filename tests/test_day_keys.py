"""A receipt is found while its tip waits, and by nobody any more once the key of its day is gone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reports import day_keys
from reports.clock import today
from reports.day_keys import waiting_hashes
from reports.dialogue.mailbox import NoSuchMailbox, open_mailbox
from reports.intake.door import accept
from reports.lifecycle.tasks import tidy
from reports.models import Capsule, KeyPurpose, Record, StoredKey
from tests.arrivals import web
from tests.conftest import House, triage_all

DAYS = StoredKey.objects.filter(purpose=KeyPurpose.WAITING)


def told_and_days_pass(monkeypatch: pytest.MonkeyPatch, days: int) -> str:
    """Tell something, and let it be some days later; return the receipt."""
    receipt = accept(web()).receipt or ""
    Record.objects.update(at=timezone.now().replace(minute=0, second=0, microsecond=0))
    later = today() + timedelta(days=days)
    monkeypatch.setattr(day_keys, "today", lambda: later)
    return receipt


@pytest.mark.parametrize("days", [0, 1, 5])
def test_a_receipt_is_found_for_as_long_as_its_tip_waits(
    house: House, monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    receipt = told_and_days_pass(monkeypatch, days)
    tidy()
    accept(web("Another, told on this day"))
    assert open_mailbox(receipt).state == "received"
    assert DAYS.count() == (2 if days else 1)


@pytest.mark.parametrize("days", [1, 2])
def test_the_key_of_a_day_dies_on_the_next_but_one_when_nothing_of_it_waits(
    house: House, monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    receipt = told_and_days_pass(monkeypatch, days)
    copied = bytes(Capsule.objects.get().waiting or b"")
    assert copied in waiting_hashes(receipt), "control: who has the pepper tries receipts on a copy"
    triage_all()
    tidy()
    assert DAYS.exists() == (copied in waiting_hashes(receipt)) == (days < 2)
    assert open_mailbox(receipt).state == "new", "the slow hash needs none"


@pytest.mark.parametrize("days", [7, 8])
def test_what_waits_keeps_the_key_of_its_day_no_longer_than_that_finds_something(
    house: House, monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    """Who writes to the database can hang a capsule on an old record, and let it wait for ever."""
    told_and_days_pass(monkeypatch, days)
    tidy()
    assert DAYS.exists() == (days < 8)


def test_a_receipt_of_a_tip_that_waits_for_weeks_opens_when_it_is_judged(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = told_and_days_pass(monkeypatch, 8)
    with pytest.raises(NoSuchMailbox):
        open_mailbox(receipt)
    triage_all()
    assert open_mailbox(receipt).state == "new"
