"""The same request twice: the same answer for an hour, and afterwards no second tip either."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from reports.clock import this_hour
from reports.intake.door import SentBefore, accept
from reports.intake.repeats import was_seen, was_sent
from reports.lifecycle.tidy import forget_answers
from reports.models import KeyPurpose, SeenRequest, StoredKey, Tip
from tests.arrivals import sms, web
from tests.conftest import House
from tests.spoilt import spoil


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


@pytest.mark.parametrize("what", ["its key", "it"])
def test_what_is_stored_is_never_told_not_to_be_though_the_kept_answer_is_spoilt(house: House, what: str) -> None:
    accept(web(repeat_key=b"one"))
    if what == "it":
        SeenRequest.objects.update(answer=b"spoilt")
    else:
        spoil(KeyPurpose.REPEAT, StoredKey.objects.get(purpose=KeyPurpose.REPEAT).id)
    again = accept(web(repeat_key=b"one"))
    assert (again.receipt, again.repeated) == (None, True)
    assert Tip.objects.count() == 1


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


def test_what_may_be_sent_once_is_refused_with_other_words_and_answered_as_before_with_the_same(house: House) -> None:
    first = accept(web("One", repeat_key=b"one", once_key=b"form"))
    with pytest.raises(SentBefore):
        accept(web("Two", repeat_key=b"two", once_key=b"form"))
    assert accept(web("One", repeat_key=b"one", once_key=b"form")).receipt == first.receipt
    assert Tip.objects.count() == 1
    assert StoredKey.objects.filter(purpose=KeyPurpose.ERASURE).count() == 1, "nothing is left of what was refused"


@pytest.mark.django_db(transaction=True)
def test_of_many_sent_at_once_with_one_ticket_one_is_stored(house: House) -> None:
    def send(number: int) -> str:
        try:
            return accept(web(f"Junk {number}", once_key=b"form")).receipt or ""
        except SentBefore:
            return ""
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        receipts = list(pool.map(send, range(12)))
    assert len([receipt for receipt in receipts if receipt]) == 1
    assert Tip.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_button_pressed_twice_at_once_gives_the_same_receipt_twice(house: House) -> None:
    def send(_: int) -> str | None:
        try:
            return accept(web("One", repeat_key=b"one", once_key=b"form")).receipt
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        receipts = set(pool.map(send, range(4)))
    assert len(receipts) == 1
    assert Tip.objects.count() == 1


def test_what_is_used_with_it_is_used_up_by_the_one_that_is_stored(house: House) -> None:
    accept(web("One", repeat_key=b"one", once_key=b"form", used_with_it=(b"page",)))
    assert was_sent(b"page")
    assert was_seen(b"one")
    with pytest.raises(SentBefore):
        accept(web("Two", repeat_key=b"two", once_key=b"form", used_with_it=(b"other page",)))
    assert not was_sent(b"other page")
    assert not was_seen(b"two")
