"""Words of ours beside a receipt, and slips in it: what somebody with a receipt may ask from any phone."""

import pytest

from reports.intake.receipt import find_in, grouped, mint
from reports.models import Line, Tip
from reports.phone import wording
from reports.queries.reading import read_tip
from tests.conftest import House, only_tip
from tests.twilio_double import TwilioDouble

PHONE, OTHER = "+17584840001", "+17584840002"
TIP = "They sell drugs behind the school every night"


def receipt_of(answer: str) -> str:
    found = find_in(answer)
    assert found, answer
    return found


@pytest.mark.parametrize("said", ["FORGET {}", "STOP {}", "{} bliye m"])
def test_forget_beside_a_receipt_destroys_the_line_of_that_tip_from_any_phone(twilio: TwilioDouble, said: str) -> None:
    """Who lost the phone says so from another one, which is told the same whether anybody knew it or not."""
    receipt = receipt_of(twilio.phone(PHONE).text(TIP)[0])
    twilio.phone(OTHER).text("A boat without lights")
    language = "ht" if "bliye" in said else "en"
    there, nothing = wording.text(language, "forgotten_there"), wording.text(language, "forgotten_only")
    assert twilio.phone(OTHER).text(said.format(receipt[:-1])) == [nothing]
    assert Line.objects.count() == 1, "its own line is gone, and the other one is there"
    assert twilio.phone("+17584840003").text(said.format(grouped(mint()))) == [nothing]
    assert twilio.phone("+17584840003").text(said.format(receipt)) == [there]
    assert twilio.webhooks.again().body == twilio.last_reply.body
    assert not Line.objects.exists()
    assert Tip.objects.filter(unreachable=True).count() == 2
    assert twilio.phone(PHONE).text("STATUS") == [wording.text("en", "stranger")]


@pytest.mark.parametrize("said", ["receipt {} pls", "RECEIPT {}", "my reciept is {}"])
def test_who_sends_a_receipt_does_not_ask_for_one(twilio: TwilioDouble, said: str) -> None:
    receipt = receipt_of(twilio.phone(PHONE).text(TIP)[0])
    assert twilio.phone(OTHER).text(said.format(receipt)) == [wording.text("en", "received")]


def test_a_letter_in_the_place_of_a_digit_is_a_slip_and_no_tip(twilio: TwilioDouble) -> None:
    receipt = receipt_of(twilio.phone(PHONE).text(TIP)[0])
    assert twilio.phone(OTHER).text(f"{receipt[:-1]}x") == [wording.text("en", "not_found")]
    assert Tip.objects.count() == 1


def test_words_of_danger_beside_a_receipt_are_answered_in_one_text_that_says_it_once(twilio: TwilioDouble) -> None:
    receipt = receipt_of(twilio.phone(PHONE).text(TIP)[0])
    told = twilio.phone(OTHER).text(f"status {receipt} he has a gun and shoots at us now")
    assert told == [wording.text("en", "danger_by_receipt")]


def test_quiet_beside_a_picture_is_no_word_of_the_tip(house: House, twilio: TwilioDouble) -> None:
    assert twilio.phone(PHONE).text("QUIET", media=[("image/jpeg", b"x")]) == []
    assert Line.objects.get().silent
    (entry,) = read_tip(house.ring("reid"), only_tip(), by=house.officer("reid")).entries
    assert entry.text == ""
