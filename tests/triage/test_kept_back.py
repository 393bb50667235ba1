"""Numbers that wait in capsules. As a phone sends them: tests/phone/test_receipt_in_pieces.py."""

import pytest

from reports.intake.door import accept
from reports.intake.submission import Submission
from reports.models import Channel, Record
from reports.triage.kept_back import settle_numbers
from reports.triage.opened import open_capsule, words_of
from tests.conftest import House, only_tip


def sent(text: str, *, once: bytes) -> Record:
    accept(Submission(channel=Channel.SMS, text=text, sender="+17584840001", repeat_key=once, more_may_follow=True))
    return Record.objects.order_by("position").last() or pytest.fail("nothing was stored")


def words(record: Record) -> str:
    text: str = words_of(record, open_capsule(record.capsule))["text"]
    return text


def test_of_three_numbers_only_the_two_that_make_a_receipt_stay_out(house: House) -> None:
    receipt = "62838183992345678155"
    first = sent(f"He has 305 555 0142, it is {receipt[:10]}", once=b"1")
    second = sent(f"and {receipt[10:]}", once=b"2")
    assert receipt[10:] in words(second), "what only the worker reads has all of it until it is settled"
    settle_numbers(only_tip(), first, open_capsule(first.capsule))
    second.refresh_from_db()
    assert words(first) == "He has 305 555 0142, it is [receipt?]"
    assert words(second) == "and [receipt?]"
    settle_numbers(only_tip(), second, open_capsule(second.capsule))
    assert words(second) == "and [receipt?]"
