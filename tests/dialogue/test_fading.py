"""Messages that were read vanish from the mailbox; what is stored of the reading is a Monday."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.dialogue import fading
from reports.dialogue.fading import fade_after_reading, fading_day, forget_read
from reports.dialogue.mailbox import open_mailbox, read_by_tipster
from reports.dialogue.reply import ask_tipster
from reports.dialogue.tasks import forget_idle
from reports.models import MailboxCopy, Record, RecordKind, Tip
from reports.queries.reading import read_tip
from tests.arrivals import triaged_tip
from tests.conftest import House


@given(st.dates(date(2020, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_a_message_is_erased_on_a_monday_that_leaves_it_its_full_days(read_on: date, days: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.MAILBOX_DAYS", days)
        erased_on = fading_day(read_on)
    assert erased_on.weekday() == 0
    assert timedelta(days) <= erased_on - read_on < timedelta(days + 7)


def test_a_message_that_nobody_has_read_stays(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    _, receipt = asked(house)
    a_year_later(monkeypatch)
    forget_read()
    assert texts(receipt) == ["Which boat?"]


def test_opening_a_mailbox_for_a_text_counts_as_no_reading(house: House) -> None:
    _, receipt = asked(house)
    open_mailbox(receipt)
    assert MailboxCopy.objects.get().fades_on is None


def test_what_was_read_is_erased_for_the_tipster_and_stays_for_the_officers(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    tip, receipt = asked(house)
    (shown,) = read_by_tipster(open_mailbox(receipt)).entries
    assert shown.fades_on == MailboxCopy.objects.get().fades_on
    forget_read()
    assert texts(receipt) == ["Which boat?"], "not before its day"
    a_year_later(monkeypatch)
    forget_idle()
    (entry,) = open_mailbox(receipt).entries
    assert (entry.from_officer, entry.text, entry.faded) == (True, "", True)
    assert not MailboxCopy.objects.exists()
    assert Record.objects.filter(kind=RecordKind.QUESTION).count() == 1
    tip.refresh_from_db()
    assert "Which boat?" in [each.text for each in read_tip(house.ring("reid"), tip, by=house.officer("reid")).entries]


def test_reading_again_puts_nothing_off(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    _, receipt = asked(house)
    read_by_tipster(open_mailbox(receipt))
    first = MailboxCopy.objects.get().fades_on
    a_year_later(monkeypatch)
    read_by_tipster(open_mailbox(receipt))
    fade_after_reading(MailboxCopy.objects.values_list("pk", flat=True))
    assert MailboxCopy.objects.get().fades_on == first


def asked(house: House) -> tuple[Tip, str]:
    tip, receipt = triaged_tip()
    ask_tipster(tip=tip, text="Which boat?", by=house.officer("reid"))
    return tip, receipt


def texts(receipt: str) -> list[str]:
    return [entry.text for entry in open_mailbox(receipt).entries]


def a_year_later(monkeypatch: pytest.MonkeyPatch) -> None:
    day = fading.today() + timedelta(days=365)
    monkeypatch.setattr(fading, "today", lambda: day)
