"""Taking a tip back without the web page: once, and asked about for an hour or two."""

import pytest

from reports.clock import this_hour
from reports.dialogue.mailbox import MailboxKey
from reports.dialogue.reply import ask_tipster
from reports.intake.door import accept
from reports.intake.submission import WITHOUT_RECEIPT
from reports.intake.taking_back import note_asked, note_over, take_back, was_asked
from reports.models import Channel, Record, SeenRequest, Tip
from reports.models.choices import ACT, WITHDRAWS
from reports.queries.reading import read_tip
from tests.arrivals import triaged_tip, web
from tests.conftest import House, triage_all


@pytest.mark.parametrize("has_receipt", [True, False])
def test_the_wish_stands_in_the_tip_with_how_it_came(house: House, has_receipt: bool) -> None:
    tip, _ = triaged_tip()
    for _ in range(2):
        take_back(tip_id=tip.pk, channel=Channel.SMS, repeat_key=None if has_receipt else b"one")
    triage_all()
    assert Tip.objects.get().withdrawn
    entry = read_tip(house.ring("reid"), Tip.objects.get(), by=house.officer("reid")).entries[-1]
    assert entry.answers == {ACT: WITHDRAWS} | ({} if has_receipt else {WITHOUT_RECEIPT: "yes"})
    assert Record.objects.count() == 2


def test_without_a_receipt_it_is_taken_back_once_and_with_one_it_is_confirmed(house: House) -> None:
    tip, _ = triaged_tip()
    for key in (b"one", b"two"):
        take_back(tip_id=tip.pk, channel=Channel.SMS, repeat_key=key)
    assert Record.objects.count() == 2
    for _ in range(2):
        take_back(tip_id=tip.pk, channel=Channel.SMS, repeat_key=None)
    assert Record.objects.count() == 3


def test_that_a_phone_was_asked_is_known_for_an_hour_or_two_by_a_hash_alone(house: House) -> None:
    tip, _ = triaged_tip()
    SeenRequest.objects.all().delete()
    assert not was_asked(tip.pk)
    for _ in range(2):
        note_asked(tip.pk)
    assert was_asked(tip.pk)
    (seen,) = SeenRequest.objects.all()
    assert (seen.answer, seen.hour) == (None, this_hour())
    assert tip.pk.bytes not in bytes(seen.key)


def test_after_an_officers_question_yes_answers_that_one(house: House) -> None:
    tip, _ = triaged_tip()
    note_asked(tip.pk)
    ask_tipster(tip=tip, text="Is he at home?", by=house.officer("reid"))
    assert not was_asked(tip.pk)
    note_asked(tip.pk)
    assert was_asked(tip.pk), "it was asked after that"


def test_after_more_words_yes_answers_nothing_of_ours(house: House) -> None:
    tip, _ = triaged_tip()
    note_asked(tip.pk)
    accept(web(joins=MailboxKey(tip.pk)))
    assert not was_asked(tip.pk)


def test_a_no_ends_it_and_may_come_twice_and_it_can_be_asked_again(house: House) -> None:
    tip, _ = triaged_tip()
    for _ in range(3):
        note_asked(tip.pk)
        assert was_asked(tip.pk)
        note_over(tip.pk)
        assert not was_asked(tip.pk)
        assert was_asked(tip.pk, even_over=True)


def test_a_yes_may_come_twice_and_no_longer_counts_after_more_words(house: House) -> None:
    tip, _ = triaged_tip()
    note_asked(tip.pk)
    take_back(tip_id=tip.pk, channel=Channel.SMS, repeat_key=b"one")
    assert was_asked(tip.pk)
    accept(web(joins=MailboxKey(tip.pk)))
    assert not was_asked(tip.pk)
