"""FORGET at the door: the same request is obeyed once."""

from reports.intake.door import accept
from reports.intake.forgetting import forget_once
from reports.intake.submission import Submission
from reports.models import Channel, Line, SeenRequest, StoredKey
from tests.conftest import House

PHONE = "+17584840001"


def text(sid: str) -> None:
    accept(Submission(channel=Channel.SMS, text="A boat lands", sender=PHONE, repeat_key=sid.encode()))


def test_the_same_request_spares_a_later_line_and_another_one_does_not(house: House) -> None:
    text("one")
    forget_once(sender=PHONE, repeat_key=b"two")
    assert not Line.objects.exists()
    text("three")
    forget_once(sender=PHONE, repeat_key=b"two")
    assert Line.objects.count() == 1
    forget_once(sender=PHONE, repeat_key=b"four")
    assert not Line.objects.exists()


def test_a_request_counts_as_seen_even_if_there_was_no_line(house: House) -> None:
    forget_once(sender=PHONE, repeat_key=b"one")
    text("two")
    forget_once(sender=PHONE, repeat_key=b"one")
    assert Line.objects.count() == 1


def test_what_is_kept_of_a_request_is_its_hash_and_hour_alone(house: House) -> None:
    keys = StoredKey.objects.count()
    forget_once(sender=PHONE, repeat_key=b"one")
    seen = SeenRequest.objects.get()
    assert (seen.answer, seen.answer_key, StoredKey.objects.count()) == (None, None, keys)


def test_a_sender_without_a_number_has_no_line_to_forget(house: House) -> None:
    forget_once(sender="", repeat_key=b"one")
    assert not SeenRequest.objects.exists()
