"""The same request twice: the same answer for an hour, and afterwards no second tip either."""

from datetime import timedelta

from reports.clock import this_hour
from reports.intake.door import accept
from reports.lifecycle.tidy import forget_answers
from reports.models import KeyPurpose, SeenRequest, StoredKey, Tip
from tests.arrivals import sms, web
from tests.conftest import House


def test_the_answer_of_a_text_that_joined_is_repeated_as_such(house: House) -> None:
    accept(sms("One"))
    first, second = (accept(sms("Two", repeat_key=b"two")) for _ in range(2))
    assert (first.receipt, first.joined, first.repeated) == (None, True, False)
    assert (second.receipt, second.joined, second.repeated) == (None, True, True)


def test_a_kept_answer_is_gone_after_the_hour_and_makes_no_second_tip(house: House) -> None:
    first = accept(web(repeat_key=b"one"))
    SeenRequest.objects.update(hour=this_hour() - timedelta(hours=2))
    forget_answers()
    again = accept(web(repeat_key=b"one"))
    assert first.receipt
    assert (again.receipt, again.joined, again.repeated) == (None, False, True)
    assert Tip.objects.count() == 1
    assert not StoredKey.objects.filter(purpose=KeyPurpose.REPEAT).exists()
    assert SeenRequest.objects.get().answer is None


def test_an_answer_of_this_hour_stays(house: House) -> None:
    first = accept(web(repeat_key=b"one"))
    forget_answers()
    assert accept(web(repeat_key=b"one")).receipt == first.receipt


def test_a_kept_answer_without_its_key_is_no_answer(house: House) -> None:
    accept(web(repeat_key=b"one"))
    StoredKey.objects.filter(purpose=KeyPurpose.REPEAT).delete()
    assert accept(web(repeat_key=b"one")).receipt is None


def test_a_seen_request_tells_neither_its_name_nor_its_minute(house: House) -> None:
    accept(sms(repeat_key=b"sms:SM0123"))
    seen = SeenRequest.objects.get()
    assert b"SM0123" not in bytes(seen.key) + bytes(seen.answer or b"")
    assert (seen.hour.minute, seen.hour.second) == (0, 0)


def test_what_was_seen_is_forgotten_after_ninety_days(house: House) -> None:
    accept(web(repeat_key=b"one"))
    SeenRequest.objects.update(hour=this_hour() - timedelta(days=91))
    forget_answers()
    assert not SeenRequest.objects.exists()
