"""When many receipts by text reach no phone, the processes notice; when one does not, they do not."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from reports.dialogue.answered import note_unanswered
from reports.dialogue.forget import end_line, note_stopped
from reports.dialogue.lines import UNTAGGED
from reports.intake.door import accept
from reports.lifecycle.tasks import look_at_copies
from reports.models import Tip
from reports.queries.line_health import line_health
from reports.queries.lost_receipts import many_receipts_lost
from reports.queries.pulses import BEAT, RECEIPTS, RETENTION, note, pulses
from tests.arrivals import sms
from tests.conftest import House


@pytest.fixture
def phones(house: House) -> list[str]:
    """Twelve phones that told a tip each."""
    numbers = [f"+175848400{n:02}" for n in range(12)]
    for number in numbers:
        accept(sms(sender=number))
    return numbers


def test_a_quarter_of_them_is_many(phones: list[str]) -> None:
    for number in phones[:2]:
        note_unanswered(number, UNTAGGED)
    assert not many_receipts_lost()
    note_unanswered(phones[2], UNTAGGED)
    assert many_receipts_lost()


def test_two_are_few_whatever_their_share(phones: list[str]) -> None:
    for number in phones[2:]:
        end_line(sender=number)
    for number in phones[:2]:
        note_unanswered(number, UNTAGGED)
    assert not many_receipts_lost()


def test_phones_that_stopped_or_were_forgotten_tell_nothing_of_our_number(phones: list[str]) -> None:
    for number in phones[:4]:
        note_stopped(number)
    for number in phones[4:8]:
        end_line(sender=number)
    assert not many_receipts_lost()


def test_what_is_days_old_is_past(phones: list[str]) -> None:
    for number in phones[:6]:
        note_unanswered(number, UNTAGGED)
    Tip.objects.update(arrived_hour=timezone.now() - timedelta(days=5))
    assert not many_receipts_lost()


def test_the_worker_notes_it_and_the_desk_and_the_watcher_learn_of_it(phones: list[str], settings: Settings) -> None:
    settings.SELF_TEST_HOUR, settings.TWILIO_ACCOUNT_SID = -1, ""
    settings.STANDALONE = False
    for name in (BEAT, RETENTION):
        note(name, True)
    look_at_copies()
    assert RECEIPTS not in pulses(), "a house without a telephone"
    settings.TWILIO_ACCOUNT_SID = "AC" + "5" * 32
    for number in phones[:6]:
        note_unanswered(number, UNTAGGED)
    look_at_copies()
    assert line_health().problems == ("many texts with a receipt reach no phone",)
