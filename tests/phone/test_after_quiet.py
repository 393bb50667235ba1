"""On a phone that asked for silence: no word but START and RECEIPT brings a text, and HELP is heard as a cry."""

import pytest

from reports.dialogue.tasks import give_owed_receipt
from reports.intake.receipt import find_in, mint
from reports.models import Alert, Line, Record, Silence, Tip, Urgency
from reports.phone.wording import Wish, languages, text, wish
from tests.conftest import House, triage_all
from tests.twilio_double import TwilioDouble

PHONE = "+17584840001"
TIP = "They sell drugs behind the school every night"
BACK = "he came back with a truck"


@pytest.mark.parametrize("word", ["FORGET", "Forgit", "OLVIDARME"])
@pytest.mark.parametrize("told", [(TIP, "QUIET"), ("QUIET", TIP), (f"QUIET: {TIP}",)])
def test_forget_spelt_well_or_not_destroys_the_line_and_the_next_text_rings_no_phone(
    twilio: TwilioDouble, told: tuple[str, ...], word: str
) -> None:
    phone = twilio.phone(PHONE)
    for said in told:
        phone.text(said)
    assert phone.text(word) == []
    assert not Line.objects.exists()
    assert phone.text(BACK) == []
    line = Line.objects.get()
    assert (Tip.objects.count(), line.silent, line.receipt is not None) == (2, True, True)
    phone.text("RECEIPT")
    give_owed_receipt(str(line.pk))
    assert find_in(phone.inbox()[-1].body)


def test_forget_sent_twice_ends_no_silence_and_start_does(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    for said in (TIP, "QUIET", "FORGET"):
        phone.text(said)
    assert phone.text("FORGET") == []
    assert phone.text(BACK) == []
    phone.text("FORGET")
    phone.text("START")
    assert not Silence.objects.exists()
    assert find_in(phone.text(TIP)[0])


@pytest.mark.parametrize("said", ["FORGET. QUIET", "QUIET, FORGET"])
def test_silence_asked_for_beside_forget_lasts_a_day_too(twilio: TwilioDouble, said: str) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    assert phone.text(said) == []
    assert (Line.objects.count(), Silence.objects.count()) == (0, 1)
    assert phone.text(BACK) == []


def test_forget_on_a_phone_that_may_ring_leaves_nothing_of_it(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    phone.text("FORGET")
    assert (Line.objects.count(), Silence.objects.count()) == (0, 0)


def test_never_mind_destroys_nothing_and_is_asked_about(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    assert phone.text("Forget it!") == [text("en", "forget_how")]
    assert (Line.objects.count(), Record.objects.count()) == (1, 1)
    phone.text("QUIET")
    assert phone.text("forget it") == []
    assert (Line.objects.count(), Record.objects.count()) == (1, 2), "what it means cannot be asked: it is kept"


@pytest.mark.parametrize("before", [("QUIET",), (TIP, "QUIET", "NEW")])
def test_never_mind_in_silence_is_no_tip_of_its_own(twilio: TwilioDouble, before: tuple[str, ...]) -> None:
    phone = twilio.phone(PHONE)
    for said in before:
        phone.text(said)
    kept = Record.objects.count(), Line.objects.count()
    assert phone.text("forget it") == []
    assert (Record.objects.count(), Line.objects.count()) == kept
    assert phone.text(BACK) == []


@pytest.mark.parametrize("word", ["HELP", "hellp", "éd"])
@pytest.mark.parametrize("told", [(), (TIP,)])
def test_help_from_a_silent_phone_brings_no_text_and_rings_the_officer_on_duty(
    house: House, twilio: TwilioDouble, told: tuple[str, ...], word: str
) -> None:
    phone = twilio.phone(PHONE)
    for said in (*told, "QUIET"):
        phone.text(said)
    triage_all()
    rang = len(phone.inbox())
    assert phone.text(word) == []
    triage_all()
    tip = Tip.objects.get()
    assert (tip.urgency, tip.records.count()) == (Urgency.IMMEDIATE, 1 + len(told))
    assert Alert.objects.get(pk=tip.pk).is_running
    assert len(phone.inbox()) == rang


def test_help_in_silence_that_the_provider_knows_is_told_too(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text("my husband hides a gun in Dennery, dont text me")
    assert phone.text("INFO") == []
    assert Record.objects.count() == 1, "nobody cries that"
    assert phone.text("HELP") == []
    assert Record.objects.count() == 2


@pytest.mark.parametrize(
    ("first", "word"),
    [
        ("Ni an nonm ka vann dwòg dèyè lékòl-la toulé swè", "RETIRE"),
        ("Ni an nonm ka vann dwòg dèyè lékòl-la toulé swè", "RÉTIRÉ"),
        ("Ni an nonm ka vann dwòg dèyè lékòl-la toulé swè", "REPRANN"),
    ],
)
def test_a_line_in_one_creole_is_answered_in_it_whatever_the_word_is_spelt_like(
    twilio: TwilioDouble, first: str, word: str
) -> None:
    phone = twilio.phone(PHONE)
    phone.text(first)
    assert phone.text(word) == [text("acf", "sure")]
    assert twilio.phone("+17584840002").text(word) == [text("ht", "withdraw_how")], "a stranger's word tells its own"


@pytest.mark.parametrize("word", ["EDE", "Ede!", "edé"])
@pytest.mark.parametrize("first", ["gen yon nèg k ap vann dwòg dèyè lekòl la", "yo gen zam nan kay la"])
def test_help_in_one_creole_is_answered_in_that_of_the_line(twilio: TwilioDouble, first: str, word: str) -> None:
    phone = twilio.phone(PHONE)
    phone.text(first)
    assert phone.text(word) == [f"{text('ht', 'help')} {text('ht', 'help_more')}"]


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("Is this anonymous?", "en"),
        ("hello, can you see my number?", "en"),
        ("ès zòt ka wè niméwo mwen?", "acf"),
        ("C'est anonyme ?", "fr"),
        ("pueden ver mi numero?", "es"),
        ("eske se anonim?", "ht"),
        ("eske nou ka wè nimewo mwen?", "ht"),
    ],
)
def test_who_asks_whether_the_number_is_seen_is_told_who_sees_it_and_tells_no_tip(
    twilio: TwilioDouble, said: str, language: str
) -> None:
    phone = twilio.phone(PHONE)
    assert twilio.phone("+17584840002").text(said) == [text(language, "seen")]
    assert not Tip.objects.exists()
    phone.text(TIP)
    assert phone.text(said) == [text(language, "seen")], "also from a phone with a tip"
    phone.text("QUIET")
    assert phone.text(said) == []
    assert Record.objects.count() == 1


@pytest.mark.parametrize("language", languages())
def test_what_is_said_of_the_number_names_the_word_that_destroys_it(language: str) -> None:
    named = [found for word in text(language, "seen").split() if word.isupper() and (found := wish(word.strip(".,")))]
    assert [(found.wish, found.is_own, language in found.languages) for found in named] == [(Wish.FORGET, False, True)]


def test_start_beside_digits_that_open_nothing_rings_no_phone_that_asked_for_silence(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text("QUIET he is here")
    for digits in (mint(), "1234 5678 9012", "1234 5678 9012 3456 7891", "12345678"):
        assert [phone.text(one.format(digits)) for one in ("START {}", "{} START", "STOP {}", "QUIET {}")] == [[]] * 4
        phone.text("QUIET he is here")
    assert twilio.phone("+17584840002").text(f"START {mint()}") == [text("en", "not_found")]
