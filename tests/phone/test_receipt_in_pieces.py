"""Texts that hold a receipt in pieces: no officer reads it, before or after they are judged, and every other number."""

import pytest

from reports.intake.receipt import find_in
from reports.models import Capsule, Record, Tip
from reports.phone import wording
from reports.queries.reading import read_tip
from reports.triage.assess import assess
from tests.conftest import House, triage_all
from tests.twilio_double import TwilioDouble

PHONE = "+17584840001"
RECEIPT = "62838183992345678155"  # each half could be a telephone number


def read(house: House) -> str:
    tip = Tip.objects.get()
    return "\n".join(entry.text for entry in read_tip(house.ring("reid"), tip, by=house.officer("reid")).entries)


def pieces(receipt: str, *lengths: int) -> list[str]:
    return [receipt[sum(lengths[:at]) : sum(lengths[: at + 1])] for at in range(len(lengths))]


@pytest.mark.parametrize(
    "said",
    [
        ("the boat comes friday at the jetty {0}", "{1} it have guns"),
        ("A boat comes", "{0}", "{1}"),
        ("my number {0}", "for the boat", "and {1}"),
    ],
)
def test_two_halves_of_a_receipt_in_two_texts_reach_no_officer(
    house: House, twilio: TwilioDouble, said: tuple[str, ...]
) -> None:
    halves = pieces(RECEIPT, 10, 10)
    for text in said:
        twilio.phone(PHONE).text(text.format(*halves))
    assert not any(half in read(house) for half in halves), "reception may look before the worker does"
    triage_all()
    told = read(house)
    assert not any(half in told for half in halves)
    assert told.count("[receipt?]") == 2
    assert not Capsule.objects.exists()


def test_groups_sent_one_by_one_are_known_as_the_tips_own_receipt_or_as_another_one(
    house: House, twilio: TwilioDouble
) -> None:
    (answer,) = twilio.phone(PHONE).text("A boat without lights comes at night")
    own, other = find_in(answer), RECEIPT
    assert own
    for piece in (*pieces(own, 5, 6), *pieces(other, 4, 4, 4, 4, 4)):  # four digits of one drawn by lot may be a year
        twilio.phone(PHONE).text(piece)
    triage_all()
    assert "".join(filter(str.isdigit, read(house))) == ""


def test_who_sends_a_receipt_by_groups_is_told_to_send_all_of_it_in_one_text(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    assert find_in(phone.text("4471")[0]), "it may be a plate"
    assert [phone.text(piece) for piece in ("6283", "8183", "9923456781")] == [[wording.text("en", "piece")]] * 3
    assert phone.text("4521234") == [wording.text("en", "joined")], "a telephone of this island"


def test_halves_that_come_when_the_tip_was_judged_long_ago_are_joined_too(house: House, twilio: TwilioDouble) -> None:
    twilio.phone(PHONE).text("A boat without lights comes at night")
    triage_all()
    halves = pieces(RECEIPT, 11, 9)
    for half in halves:
        twilio.phone(PHONE).text(f"tell them {half}")
    first, second = Record.objects.order_by("position")[1:]
    assert Capsule.objects.count() == 2, "each waits for the other"
    assess(second.pk)
    assess(first.pk)
    assert not any(half in read(house) for half in halves)


def test_numbers_that_are_no_receipt_are_back_when_a_text_was_judged(house: House, twilio: TwilioDouble) -> None:
    texts = [
        "He sells from 305 555 0142 and 07911 123456, é 9876543210",
        "sixteen on the card 4111 1111 1111 1111, plate PA 1234, call 4841234 or +44 7911 123456",
        "4521",
    ]
    for text in texts:
        twilio.phone(PHONE).text(text)
    assert "305 555 0142" not in read(house)
    triage_all()
    assert read(house).split("\n") == texts


def test_a_number_is_back_too_when_its_tip_cannot_be_judged(
    house: House, twilio: TwilioDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    twilio.phone(PHONE).text("He sells from 305 555 0142")

    def fail(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr("reports.triage.assess.run", fail)
    tip = Tip.objects.get()
    Capsule.objects.update(attempts=9)
    assess(tip.pk)
    assert read(house) == "He sells from 305 555 0142"


@pytest.mark.parametrize(
    ("said", "name", "kept"),
    [
        ("1234 5678", "piece", "1234 5678"),
        ("12345678", "piece", "12345678"),
        ("1234 5678 9012", "mistyped", "[receipt?]"),
        ("1234567890123456", "mistyped", "[receipt?]"),
    ],
)
def test_digits_like_a_part_from_a_phone_with_a_tip_may_answer_an_officer_and_are_stored(
    house: House, twilio: TwilioDouble, said: str, name: str, kept: str
) -> None:
    phone = twilio.phone(PHONE)
    phone.text("A boat without lights comes at night")
    assert phone.text(said) == [wording.text("en", name)]
    assert phone.text(f"my receipt is {said}") == [wording.text("en", "part")]
    assert Record.objects.count() == 2
    triage_all()
    assert read(house).split("\n") == ["A boat without lights comes at night", kept]
