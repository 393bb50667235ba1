"""WITHDRAW: a tip taken back by text, from its phone or by its receipt, never by a slip and never twice."""

import pytest

from reports.dialogue.reply import ask_tipster
from reports.intake.errands import run_errand
from reports.intake.receipt import find_in, grouped, mint
from reports.models import Errand, ErrandKind, Line, Record, Tip
from reports.phone import wording
from reports.phone.twins import TWINS
from reports.queries.history import nobody_has_receipt
from tests.arrivals import triaged_tip
from tests.conftest import House, triage_all
from tests.twilio_double import TwilioDouble
from tests.twilio_double.pocket import photo

PHONE, OTHER = "+17584840001", "+17584840002"
TIP = "They sell drugs behind the school every night"


def said(name: str, language: str = "en") -> list[str]:
    return [wording.text(language, name)]


def test_an_answer_in_silence_that_sounds_like_it_is_kept_and_takes_nothing_back(
    house: House, twilio: TwilioDouble
) -> None:
    phone = twilio.phone(PHONE)
    phone.text(f"QUIET: {TIP}")
    triage_all()
    ask_tipster(tip=Tip.objects.get(), text="Shall we use the photo?", by=house.officer("reid"))
    assert phone.text("dont use it") == []
    assert (Tip.objects.get().withdrawn, Tip.objects.get().records.filter(channel="sms").count()) == (False, 2)
    assert phone.text("WITHDRAW") == []
    assert Tip.objects.get().withdrawn


@pytest.mark.parametrize("yes", ["YES", "yes please", "WITHDRAW YES", "oui"])
def test_the_phone_of_a_tip_is_asked_once_more_and_then_it_is_taken_back(twilio: TwilioDouble, yes: str) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    assert phone.text("Withdraw") == said("sure")
    assert not Tip.objects.get().withdrawn
    assert phone.text(yes) == said("withdrawn_here")
    assert twilio.webhooks.again().body == twilio.last_reply.body
    assert Tip.objects.get().withdrawn
    assert Record.objects.count() == 2, "the wish, and no word of ours"
    assert phone.text("Withdraw, yes") == said("withdrawn_here")
    assert phone.text("STATUS") == said("withdrawn_here")
    assert Record.objects.count() == 2
    assert Errand.objects.filter(kind=ErrandKind.MESSAGE).count() >= 4, "each of these texts is deleted there"


@pytest.mark.parametrize(
    ("first", "word", "yes", "language"),
    [
        ("Il y a des hommes qui vendent de la drogue dans la maison", "Retirer", "Oui", "fr"),
        ("Unos hombres venden drogas en la casa azul cada noche", "RETIRAR", "Sí", "es"),
        ("Gen moun k ap vann dwòg nan kay la chak swa", "Reprann", "Wi", "ht"),
        ("Ni moun ka vann dwòg adan kay-la toulé swè", "Witiwé", "Wi", "acf"),
    ],
)
def test_it_goes_in_every_language(twilio: TwilioDouble, first: str, word: str, yes: str, language: str) -> None:
    phone = twilio.phone(PHONE)
    phone.text(first)
    assert phone.text(word) == said("sure", language)
    assert phone.text(yes) == said("withdrawn_here", language)
    assert Tip.objects.get().withdrawn


def test_yes_to_nothing_and_words_behind_the_word_are_told_and_take_nothing_back(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    assert phone.text("Yes") == said("joined")
    assert phone.text("withdraw 500 dollars, he told her") == said("joined")
    assert Record.objects.count() == 3
    assert not Tip.objects.get().withdrawn


def test_after_an_officers_question_yes_is_an_answer(house: House, twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    triage_all()
    phone.text("WITHDRAW")
    ask_tipster(tip=Tip.objects.get(), text="Is he at home?", by=house.officer("reid"))
    assert phone.text("Yes") == said("joined")
    assert not Tip.objects.get().withdrawn
    assert phone.text("WITHDRAW YES") == said("withdrawn_here")


def test_every_move_from_being_asked(twilio: TwilioDouble) -> None:
    """Each text of the middle state does what the drawing in taking_back.py says; the answer tells which it was."""
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    for word, answer in (
        ("WITHDRAW", "sure"),
        ("Withdraw!", "sure"),
        ("ok", "sure"),
        ("no", "not_withdrawn"),
        ("no", "not_withdrawn"),
        ("yes", "joined"),
        ("withdraw", "sure"),
        ("I changed my mind", "not_withdrawn"),
        ("take back my tip", "sure"),
        ("The car is blue", "joined"),
        ("YES", "joined"),
        ("WITHDRAW", "sure"),
        ("Yes", "withdrawn_here"),
    ):
        TWINS.forget()  # time passes
        assert phone.text(word) == said(answer), word
    assert Record.objects.count() == 5
    assert Tip.objects.get().withdrawn


@pytest.mark.parametrize("way", [["WITHDRAW YES"], ["WITHDRAW", "yes"]])
def test_every_move_after_taking_back(twilio: TwilioDouble, way: list[str]) -> None:
    phone = twilio.phone(PHONE)
    for word in (TIP, *way):
        phone.text(word)
    for word, answer in (
        ("WITHDRAW", "withdrawn_here"),
        ("WITHDRAW YES", "withdrawn_here"),
        ("STATUS", "withdrawn_here"),
        ("I changed my mind", "mind_changed"),
        ("please use my tip", "mind_changed"),
        ("The car is blue", "joined"),
        ("yes", "joined"),
    ):
        TWINS.forget()
        assert phone.text(word) == said(answer), word
    assert Record.objects.count() == 6, "who judges which wish counts are officers"
    assert Tip.objects.get().withdrawn


def test_a_picture_that_is_fetched_meanwhile_does_not_come_between_the_question_and_the_yes(
    twilio: TwilioDouble,
) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP, media=[("image/jpeg", photo())])
    triage_all()
    assert phone.text("WITHDRAW") == said("sure")
    for errand in Errand.objects.filter(kind=ErrandKind.MEDIA):
        run_errand(errand.pk)
    assert Record.objects.count() == 2
    assert phone.text("YES") == said("withdrawn_here")
    assert Tip.objects.get().withdrawn


@pytest.mark.parametrize(("word", "answer"), [("no", "joined"), ("ok", ""), ("I changed my mind", "mind_changed")])
def test_what_comes_right_after_the_yes_is_no_answer_to_sure(twilio: TwilioDouble, word: str, answer: str) -> None:
    phone = twilio.phone(PHONE)
    for before in (TIP, "WITHDRAW", "yes"):
        phone.text(before)
    assert phone.text(word) == (said(answer) if answer else [])
    assert Tip.objects.get().withdrawn


@pytest.mark.parametrize(
    ("language", "mind"),
    [
        ("en", "Changed my mind"),
        ("acf", "Mwen chanjé lidé"),
        ("fr", "J'ai changé d'avis"),
        ("es", "Cambié de idea"),
        ("ht", "M chanje lide"),
    ],
)
def test_a_change_of_mind_is_understood(twilio: TwilioDouble, language: str, mind: str) -> None:
    found = wording.wish(mind)
    assert found
    assert found.wish is wording.Wish.KEEP
    assert language in found.languages
    assert twilio.phone(PHONE).text(mind) == said("stranger", found.languages[0])
    assert not Tip.objects.exists()


def test_a_yes_from_a_phone_that_took_back_by_receipt_makes_no_tip(twilio: TwilioDouble) -> None:
    tip, receipt = triaged_tip()
    other = twilio.phone(OTHER)
    assert other.text(f"WITHDRAW {receipt}") == said("withdrawn")
    assert other.text("YES") == said("started_anew")
    assert Tip.objects.get().withdrawn
    assert other.text(f"{receipt} I changed my mind") == said("by_receipt"), "it is told to officers"
    assert tip.records.count() == 3


def test_with_a_receipt_it_goes_from_any_phone_at_once_and_makes_it_no_line(twilio: TwilioDouble) -> None:
    tip, receipt = triaged_tip()
    assert twilio.phone(OTHER).text(f"Please take back my tip {grouped(receipt)}") == said("withdrawn")
    assert Tip.objects.get(pk=tip.pk).withdrawn
    assert not Line.objects.exists()
    assert twilio.phone(OTHER).text(receipt) == said("withdrawn")


def test_whoever_finds_the_receipt_ends_nothing_that_the_tipster_does_not_hear_of_and_cannot_speak_against(
    twilio: TwilioDouble,
) -> None:
    phone = twilio.phone(PHONE)
    receipt = find_in(phone.text(TIP)[0])
    triage_all()
    assert twilio.phone(OTHER).text(f"WITHDRAW {receipt}") == said("withdrawn")
    assert phone.text("STATUS") == said("withdrawn_here")
    assert phone.text("I changed my mind") == said("mind_changed")
    assert phone.text("My brother found the paper, it was not my wish") == said("joined")
    assert (Tip.objects.count(), Record.objects.count()) == (1, 4), "nothing is erased"


def test_a_receipt_that_opens_nothing_takes_nothing_back(twilio: TwilioDouble) -> None:
    (answer,) = twilio.phone(PHONE).text(TIP)
    for wrong in (mint(), (find_in(answer) or "")[1:]):
        assert twilio.phone(PHONE).text(f"WITHDRAW {wrong}") == said("not_found")
    assert not Tip.objects.get().withdrawn
    assert Record.objects.count() == 1


def test_a_phone_without_a_tip_is_told_to_send_the_receipt(twilio: TwilioDouble) -> None:
    assert twilio.phone(PHONE).text("WITHDRAW") == said("withdraw_how")
    assert twilio.phone(PHONE).text("WITHDRAW YES") == said("withdraw_how")
    assert not Tip.objects.exists()


def test_a_phone_that_wants_silence_is_obeyed_in_silence(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text(f"quiet: {TIP}")
    assert phone.text("WITHDRAW") == []
    assert Tip.objects.get().withdrawn


@pytest.mark.parametrize(
    "asked",
    ["please take back my tip", "I want to withdraw what I said", "quiero retirar mi denuncia", "retire sa m te di"],
)
def test_it_is_asked_for_in_ones_own_words(twilio: TwilioDouble, asked: str) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    assert phone.text(asked)[0].endswith((" YES.", " OUI.", " SI.", " WI."))
    assert Record.objects.count() == 1


@pytest.mark.parametrize("asked", ["What happened with my tip?", "Status pls", "STAUTS", "que s'est-il passé ?"])
def test_so_is_how_far_it_is(twilio: TwilioDouble, asked: str) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    assert "WITHDRAW" in phone.text(asked)[0] or "RETIRER" in twilio.last_reply.body
    assert Record.objects.count() == 1


def test_who_withholds_the_number_is_told_what_quiet_costs_and_the_desk_that_nobody_has_the_receipt(
    twilio: TwilioDouble,
) -> None:
    phone = twilio.phone("266696687")
    assert phone.text("QUIET") == said("quiet_withheld")
    assert phone.text(f"QUIET: {TIP}") == []
    triage_all()
    assert nobody_has_receipt(Tip.objects.get())
    assert find_in(phone.text(TIP)[0])
    assert sum(nobody_has_receipt(tip) for tip in Tip.objects.all()) == 1
