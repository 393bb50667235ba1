"""A phone goes on with the tip of a receipt only where it asks for that: START and the receipt."""

import pytest

from reports.dialogue.reply import ask_tipster
from reports.intake.receipt import grouped, mint
from reports.models import Delivery, Line, Tip
from reports.phone import wording
from tests.arrivals import triaged_tip, web
from tests.conftest import House, only_tip, triage_all
from tests.phone.answers import receipt_of
from tests.twilio_double import TwilioDouble

PHONE, OTHER = "+17584840001", "+17584840002"
TIP = "They sell drugs behind the school every night"


@pytest.mark.parametrize(
    "said", ["{} the car is white", "RECEIPT {} the car is white", "my receipt is {}, the car is white"]
)
def test_words_beside_a_receipt_hold_no_number_and_the_answer_says_how_to_be_texted(
    house: House, twilio: TwilioDouble, said: str
) -> None:
    _, receipt = triaged_tip(web())
    phone = twilio.phone(PHONE)
    assert phone.text(said.format(grouped(receipt))) == [wording.text("en", "by_receipt")]
    assert "START" in twilio.last_reply.body
    assert not Line.objects.exists()
    triage_all()
    assert ask_tipster(tip=only_tip(), text="Which days?", by=house.officer("reid")).delivery == Delivery.NONE


@pytest.mark.parametrize("word", ["START {}", "{} start", "Koumansé {}", "my receipt {} START"])
def test_somebody_who_wrote_on_the_web_goes_on_by_text_with_start_and_the_receipt(
    house: House, twilio: TwilioDouble, word: str
) -> None:
    tip, receipt = triaged_tip(web())
    phone, language = twilio.phone(PHONE), "acf" if "K" in word else "en"
    assert phone.text(word.format(grouped(receipt))) == [wording.text(language, "linked")]
    assert twilio.webhooks.again().body == twilio.last_reply.body
    assert phone.text("and old")[0].startswith("555: ")
    assert (Tip.objects.count(), Line.objects.count(), tip.records.count()) == (1, 1, 2)
    triage_all()
    assert ask_tipster(tip=only_tip(), text="Which days?", by=house.officer("reid")).delivery == Delivery.QUEUED
    phone.text("FORGET")
    assert not Line.objects.exists()


def test_start_beside_a_receipt_takes_neither_a_phone_from_its_tip_nor_a_tip_from_its_phone(
    twilio: TwilioDouble,
) -> None:
    mine = receipt_of(twilio.phone(PHONE).text(TIP)[0])
    assert twilio.phone(OTHER).text(f"START {mine}") == [wording.text("en", "not_linked")]
    assert twilio.phone(OTHER).text(f"{mine} the car is white") == [wording.text("en", "by_receipt_alone")]
    assert "START" not in twilio.last_reply.body, "it was refused and would be again"
    twilio.phone(OTHER).text("A boat without lights")
    assert twilio.phone(OTHER).text(f"{mine} start") == [wording.text("en", "not_linked")]
    assert twilio.phone(PHONE).text(f"START {mine}") == [wording.text("en", "linked")], "it does so already"
    assert twilio.phone(PHONE).text(f"START {mint()}") == [wording.text("en", "not_found")]
    assert Line.objects.count() == 2
    assert sorted(tip.records.count() for tip in Tip.objects.all()) == [1, 2]


def test_a_phone_that_was_forgotten_is_reachable_again_only_when_it_asks_for_that(twilio: TwilioDouble) -> None:
    receipt = grouped(receipt_of(twilio.phone(PHONE).text(TIP)[0]))
    twilio.phone(PHONE).text("FORGET")
    triage_all()
    twilio.phone(PHONE).text(f"{receipt} he is back")
    triage_all()
    assert (only_tip().unreachable, Line.objects.count()) == (True, 0), "FORGET is not undone by telling more"
    twilio.phone(PHONE).text(f"START {receipt}")
    assert (only_tip().unreachable, Line.objects.count()) == (False, 1)


def _with_one_digit_wrong(receipt: str) -> str:
    return f"{receipt[:-1]}{(int(receipt[-1]) + 1) % 10}"


@pytest.mark.parametrize("is_told", [False, True], ids=["stranger", "with a tip"])
def test_start_beside_a_mistyped_receipt_does_nothing_and_says_so(twilio: TwilioDouble, is_told: bool) -> None:
    receipt = receipt_of(twilio.phone(OTHER).text(TIP)[0])
    phone = twilio.phone(PHONE)
    if is_told:
        phone.text(TIP)
    assert phone.text(f"START {grouped(_with_one_digit_wrong(receipt))}") == [wording.text("en", "not_found")]
    assert phone.text(f"START {receipt[:12]}") == [wording.text("en", "part")]
    assert Line.objects.count() == 1 + is_told


def test_a_silent_phone_stays_silent_and_on_its_tip_beside_a_mistyped_receipt(twilio: TwilioDouble) -> None:
    receipt = receipt_of(twilio.phone(OTHER).text(TIP)[0])
    phone = twilio.phone(PHONE)
    phone.text("QUIET: they sell guns at the bar")
    assert phone.text(f"START {grouped(_with_one_digit_wrong(receipt))}") == []
    assert sorted(Line.objects.values_list("silent", flat=True)) == [False, True]


@pytest.mark.parametrize("language", wording.languages())
def test_the_word_that_leaves_a_phones_tip_makes_room_for_another(twilio: TwilioDouble, language: str) -> None:
    receipt = receipt_of(twilio.phone(OTHER).text(TIP)[0])
    twilio.phone(OTHER).text("FORGET")
    twilio.phone(PHONE).text("A boat without lights")
    assert twilio.phone(PHONE).text(f"START {receipt}") == [wording.text("en", "not_linked")]
    word = wording.text(language, "not_linked").removesuffix(".").rsplit(" ", 1)[1]
    asked = wording.wish(word)
    assert asked
    assert (asked.wish, language in asked.languages) == (wording.Wish.NEW, True)
    twilio.phone(PHONE).text(word)
    assert twilio.phone(PHONE).text(f"START {receipt}") == [wording.text("en", "linked")]


@pytest.mark.parametrize("sender", ["266696687", "ANONYMOUS"])
def test_a_sender_without_a_number_is_told_of_no_link_that_cannot_be(twilio: TwilioDouble, sender: str) -> None:
    receipt = receipt_of(twilio.phone(sender).text(TIP)[0])
    assert twilio.phone(sender).text(f"{receipt} the car is white") == [wording.text("en", "by_receipt_alone")]
    assert twilio.phone(sender).text(f"START {receipt}") == [wording.text("en", "received")]
    assert twilio.phone(PHONE).text(f"{receipt} it is red") == [wording.text("en", "by_receipt")]
