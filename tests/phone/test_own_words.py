"""How people ask and take back in words of their own, and how they mistype ours."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from reports.dialogue.reply import ask_tipster
from reports.gateways.segments import segments
from reports.models import Line, Record, Tip
from reports.phone.wording import Wish, languages, text, wish
from tests.conftest import House, only_tip, triage_all
from tests.tables import each_of
from tests.twilio_double import TwilioDouble

PHONE = "+17584840001"
SAID = {
    name: said.strip().splitlines()
    for name, said in tomllib.loads(Path(__file__).with_name("own_words.toml").read_text("utf-8")).items()
}
ASKED = [(said, Wish(name)) for name, listed in SAID.items() if name not in ("tip", "within") for said in listed]


@each_of(ASKED)
def test_a_request_is_understood(said: str, meant: Wish) -> None:
    found = wish(said)
    assert found
    assert found.wish is meant
    assert found.rest in ("", said), "a reason is kept with all of the text"


@pytest.mark.parametrize("said", SAID["within"])
def test_a_wish_for_silence_in_a_tip_is_obeyed_and_kept_with_all_of_it(twilio: TwilioDouble, said: str) -> None:
    found = wish(said)
    assert found
    assert (found.wish, found.rest) == (Wish.QUIET, said)
    assert twilio.phone(PHONE).text(said) == []
    assert (Tip.objects.count(), Line.objects.get().silent) == (1, True)


@pytest.mark.parametrize("said", ["Do not reply. I said everything", "Please don't text back. I told you all"])
def test_a_wish_for_silence_before_what_the_tipster_told_is_obeyed(twilio: TwilioDouble, said: str) -> None:
    assert twilio.phone(PHONE).text(said) == []
    assert (Tip.objects.count(), Line.objects.get().silent) == (1, True)


def test_a_new_tip_that_asks_for_silence_is_told_in_silence(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text("They sell drugs behind the school every night")
    assert phone.text("NEW: he beats me, do not text back") == []
    assert phone.text("he is here") == []
    assert (Tip.objects.count(), Line.objects.get().silent) == (2, True)


@each_of(SAID["tip"])
def test_what_tells_something_is_kept_and_obeyed_as_nothing(said: str) -> None:
    assert wish(said) is None


@given(asked=st.sampled_from(ASKED), told=st.sampled_from(SAID["tip"]), mark=st.sampled_from((", ", " ", ". ", "; ")))
def test_a_request_in_the_middle_of_a_tip_destroys_nothing_and_loses_no_word(
    asked: tuple[str, Wish], told: str, mark: str
) -> None:
    for said in (f"{asked[0]}{mark}{told}", f"{told}{mark}{asked[0]}"):
        found = wish(said)
        assert found is None or (found.wish is Wish.QUIET and found.rest), said


@given(
    asked=st.sampled_from([one for one in ASKED if wish(one[0]).rest == ""]),  # type: ignore[union-attr]
    shout=st.booleans(),
    mark=st.sampled_from(("", "!", ".", " ?", "...", " 🙏")),
)
def test_capitals_and_marks_change_no_request(asked: tuple[str, Wish], shout: bool, mark: str) -> None:
    said, meant = asked
    found = wish((said.upper() if shout else said.lower()) + mark)
    assert found
    assert found.wish is meant


@pytest.mark.parametrize("said", ["stop texting me he will see", "il va voir, n'écrivez plus", "pa ekri m li pral wè"])
def test_who_asks_for_silence_and_says_why_is_never_answered_and_the_words_are_kept(
    twilio: TwilioDouble, said: str
) -> None:
    phone = twilio.phone(PHONE)
    assert phone.text(said) == []
    assert phone.text("he is home now") == []
    assert (only_tip().records.count(), Line.objects.get().silent) == (2, True)


def test_so_it_is_on_an_open_line(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text("They sell drugs behind the school every night")
    assert phone.text("STOP TEXTING HE SEES MY PHONE") == []
    assert (Tip.objects.count(), Record.objects.count(), Line.objects.get().silent) == (1, 2, True)


def test_forget_with_another_word_beside_it_is_obeyed_and_beside_quiet_without_an_answer(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    for said, answer in (("FORGET. STATUS", [text("en", "forgotten")]), ("QUIET. FORGET", [])):
        phone.text("They sell drugs behind the school every night")
        assert phone.text(said) == answer
        assert not Line.objects.exists()


def test_an_answer_to_an_officer_is_kept_whatever_else_it_may_ask(house: House, twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text("They sell drugs behind the school every night")
    triage_all()
    ask_tipster(tip=only_tip(), text="What was the number?", by=house.officer("reid"))
    assert phone.text("I want you to forget this number") == [text("en", "forget_kept")]
    assert phone.text("never call") == []
    assert (only_tip().records.filter(channel="sms").count(), Line.objects.get().silent) == (3, True)


def test_who_answers_forget_it_is_told_the_word_and_stays_reachable(house: House, twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text("They sell drugs behind the school every night")
    triage_all()
    ask_tipster(tip=only_tip(), text="Where is he now?", by=house.officer("reid"))
    assert phone.text("forget it") == [text("en", "forget_kept")]
    assert phone.text("forget it, he is gone") == [text("en", "joined")]
    assert phone.text("take it back") == [text("en", "sure")]
    assert (only_tip().records.filter(channel="sms").count(), Line.objects.count()) == (4, 1)
    assert not only_tip().withdrawn
    assert phone.text("FORGET") == [text("en", "forgotten")]
    assert not Line.objects.exists()


@pytest.mark.parametrize("language", languages())
def test_what_was_kept_is_answered_in_one_text_with_the_word_to_send(settings: Settings, language: str) -> None:
    settings.HOTLINE_NUMBER, settings.EMERGENCY_NUMBER = "555", "911"
    said = text(language, "forget_kept")
    assert segments(said)[::2] == ("GSM-7", 1)
    named = [found for word in said.split() if word.isupper() and (found := wish(word.strip(",")))]
    assert [(found.wish, language in found.languages) for found in named] == [(Wish.FORGET, True)]


def test_two_words_of_which_one_calls_for_help_are_a_tip() -> None:
    assert wish("STOP! HELP!") is None


@each_of(
    [
        ("mwen vlé wété sa mwen di", Wish.WITHDRAW, "acf"),
        ("Pwan mésaj mwen viwé souple", Wish.WITHDRAW, "acf"),
        ("Annulez mon message s'il vous plaît", Wish.WITHDRAW, "fr"),
        ("Je veux supprimer mon message", Wish.WITHDRAW, "fr"),
        ("por favor quiero borrar mi mensaje", Wish.WITHDRAW, "es"),
        ("Mwen vle retire mesaj mwen an", Wish.WITHDRAW, "ht"),
        ("Qu'est devenu mon message ?", Wish.STATUS, "fr"),
        ("où en est mon signalement", Wish.STATUS, "fr"),
        ("¿Qué pasó con mi mensaje?", Wish.STATUS, "es"),
        ("Sa ki pasé épi mésaj mwen?", Wish.STATUS, "acf"),
        ("Kisa ki rive mesaj mwen an?", Wish.STATUS, "ht"),
        ("ESTATI", Wish.STATUS, "ht"),
        ("silense", Wish.QUIET, "fr"),
        ("Silense: il la frappe", Wish.QUIET, "fr"),
        ("silensio", Wish.QUIET, "es"),
        ("silanse", Wish.QUIET, "acf"),
        ("quiett", Wish.QUIET, "en"),
        ("recu", Wish.RECEIPT, "fr"),
        ("REÇU", Wish.RECEIPT, "fr"),
        ("resu", Wish.RECEIPT, "fr"),
    ]
)
def test_peoples_own_words_and_slips_are_understood(said: str, meant: Wish, language: str) -> None:
    asked = wish(said)
    assert asked
    assert (asked.wish, asked.languages[0]) == (meant, language)


@pytest.mark.parametrize(
    "said",
    [
        "Silas",
        "Quite a lot of guns in Dennery",
        "Silent street, a boat at night",
        "mwen vlé wété lajan-an an kay mwen",
        "Annulez mon message il a un fusil",
        "Qu'est devenu mon fils",
        "qué pasó con mi hermano",
        "kote mesaj mwen te voye a",
    ],
)
def test_what_may_tell_something_is_no_word_of_ours(said: str) -> None:
    assert wish(said) is None


def test_start_from_a_phone_that_nobody_knows_is_answered_in_two_languages_and_two_segments(settings: Settings) -> None:
    settings.HOTLINE_NUMBER, settings.EMERGENCY_NUMBER = "555", "911"
    sent = segments(f"{text('en', 'started_anew')} {text('acf', 'started_anew')}")
    assert (sent.encoding, sent.parts) == ("GSM-7", 2)
