"""Words of ours beside a receipt, and slips in it: what somebody with a receipt may ask from any phone."""

import pytest
from pytest_django import Settings

from reports.dialogue.reply import ask_tipster
from reports.gateways.segments import segments
from reports.intake.receipt import find_in, grouped, mint
from reports.models import Line, Tip
from reports.phone import wording
from reports.queries.reading import read_tip
from tests.conftest import House, only_tip, triage_all
from tests.phone.answers import receipt_of
from tests.twilio_double import TwilioDouble

PHONE, OTHER = "+17584840001", "+17584840002"
TIP = "They sell drugs behind the school every night"


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


def test_other_words_beside_a_receipt_may_answer_an_officer_and_destroy_nothing(
    house: House, twilio: TwilioDouble
) -> None:
    receipt = receipt_of(twilio.phone(PHONE).text(TIP)[0])
    triage_all()
    ask_tipster(tip=only_tip(), text="What did he do with the wheel?", by=house.officer("reid"))
    other = twilio.phone(OTHER)
    assert other.text(f"{receipt} take it back") == [wording.text("en", "withdraw_kept")]
    assert other.text(f"{receipt} forget it") == [wording.text("en", "forget_kept")]
    assert (only_tip().records.filter(channel="sms").count(), Line.objects.count()) == (3, 1)
    assert not only_tip().withdrawn
    assert other.text(f"{receipt} WITHDRAW") == [wording.text("en", "withdrawn")]
    assert other.text(f"{receipt} FORGET") == [wording.text("en", "forgotten_there")]
    assert (only_tip().withdrawn, Line.objects.exists()) == (True, False)


@pytest.mark.parametrize("said", ["thanks {}", "{} mèsi", "hello {}", "Gracias, {}!"])
def test_thanks_or_a_greeting_beside_a_receipt_are_a_receipt_alone(
    house: House, twilio: TwilioDouble, said: str
) -> None:
    receipt = receipt_of(twilio.phone(PHONE).text(TIP)[0])
    triage_all()
    ask_tipster(tip=only_tip(), text="Which days?", by=house.officer("reid"))
    told = twilio.phone(OTHER).text(said.format(grouped(receipt)))
    assert told == [wording.text("en", "asked_there", question="Which days?")]
    assert only_tip().records.filter(channel="sms").count() == 1
    assert twilio.phone(OTHER).text(f"yes {receipt}") == [wording.text("en", "by_receipt_alone")], (
        "it may be the answer"
    )


@pytest.mark.parametrize("language", wording.languages())
def test_what_is_said_of_withdraw_beside_a_receipt_names_its_word(language: str) -> None:
    said = wording.text(language, "withdraw_kept")
    named = [found for word in said.split() if word.isupper() and (found := wording.wish(word))]
    assert [(found.wish, language in found.languages) for found in named] == [(wording.Wish.WITHDRAW, True)]


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


@pytest.mark.parametrize(
    ("language", "danger"), [("en", "he is in the house with a gun now"), ("fr", "il a un fusil aidez moi")]
)
def test_in_danger_too_the_answer_says_that_the_receipt_opened_nothing(
    twilio: TwilioDouble, language: str, danger: str
) -> None:
    phone = twilio.phone("+17584840001")
    wrong = f"1234 5678 9012 3456 7891 {danger}"
    (first,) = phone.text(wrong)
    receipt = find_in(first)
    assert receipt
    told = wording.text(language, "receipt_danger", receipt=grouped(receipt))
    assert first == f"{told} {wording.text(language, 'unfit')}"
    assert phone.text(wrong) == [f"{wording.text(language, 'danger')} {wording.text(language, 'unfit')}"]
    assert phone.text(danger) == [wording.text(language, "danger")]


@pytest.mark.parametrize("language", wording.languages())
def test_that_sentence_takes_no_segment_more(settings: Settings, language: str) -> None:
    settings.HOTLINE_NUMBER, settings.EMERGENCY_NUMBER = "555", "911"
    parts = {"receipt": "1234 5678 9012 3456 7890"}
    for name, most in (("receipt_danger", 2), ("danger", 1)):
        said = " ".join(wording.text(language, one, **parts) for one in (name, "unfit"))
        assert segments(said)[::2] == ("GSM-7", most)
        assert segments(f"{said} {wording.text(language, 'closed')}")[::2] == ("GSM-7", most)


def test_after_new_nothing_says_that_a_phone_is_unknown(twilio: TwilioDouble) -> None:
    phone = twilio.phone("+17584840001")
    for said in ("They sell drugs behind the school every night", "NEW"):
        phone.text(said)
    assert phone.text("STATUS") == [wording.text("en", "stranger")]
    assert "no tip now" in twilio.last_reply.body


def test_who_answers_with_the_receipt_of_a_text_without_a_number_has_it(twilio: TwilioDouble) -> None:
    receipt = find_in(twilio.phone("266696687").text(TIP)[0])
    triage_all()
    assert Tip.objects.get().unreachable
    twilio.phone("266696687").text(f"{receipt} the boat is white")
    assert Tip.objects.get().unreachable, "nobody may see that words came before they were judged"
    triage_all()
    assert not Tip.objects.get().unreachable


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("dates 12 11 2026 13 11 2026 14 11 2026 he came", "dates 12 11 2026 13 11 2026 14 11 2026 he came"),
        ("plates 1234 5678 9012 3456 7890", "plates 1234 5678 9012 3456 7890"),
        ("call me 758 484 3001 1234 5678", "call me 758 484 3001 1234 5678"),
        ("boats 1234 5678 9012 3456 7891 lie there", "boats [receipt?] lie there"),
    ],
)
def test_digits_beside_words_reach_officers_or_leave_a_mark(
    house: House, twilio: TwilioDouble, said: str, read: str
) -> None:
    twilio.phone(PHONE).text(said)
    triage_all()
    (entry,) = read_tip(house.ring("reid"), only_tip(), by=house.officer("reid")).entries
    assert entry.text == read


def test_new_beside_a_receipt_that_opens_nothing_leaves_a_mark_and_says_so(house: House, twilio: TwilioDouble) -> None:
    (answer,) = twilio.phone(PHONE).text(f"NEW: {grouped(mint())} the boat is white")
    assert answer == wording.text("en", "instead_new", receipt=grouped(receipt_of(answer)))
    triage_all()
    (entry,) = read_tip(house.ring("reid"), only_tip(), by=house.officer("reid")).entries
    assert entry.text == "the boat is white [receipt?]"


def test_new_beside_a_receipt_that_opens_its_mailbox_loses_nothing(house: House, twilio: TwilioDouble) -> None:
    receipt = find_in(twilio.phone("266696687").text(TIP)[0])
    (answer,) = twilio.phone(PHONE).text(f"NEW: {receipt} the boat is white")
    assert answer == wording.text("en", "receipt", receipt=grouped(receipt_of(answer)))
