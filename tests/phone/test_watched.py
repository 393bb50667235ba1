"""Texts that say who else reads, holds, shares or hears the phone are told in silence by that alone."""

import tomllib
from pathlib import Path
from time import process_time

import pytest

from reports.intake.receipt import find_in
from reports.models import Line, Record, Tip, Urgency
from reports.phone.clauses import clauses_of
from reports.phone.watched import watched_in
from reports.phone.wording import Wish, text, wish
from tests.conftest import only_tip, triage_all
from tests.phone.silenced import assert_silenced
from tests.tables import each_of
from tests.twilio_double import TwilioDouble

PHONE = "+17584840001"
SAID = {
    name: said.strip().splitlines()
    for name, said in tomllib.loads(Path(__file__).with_name("watched.toml").read_text("utf-8")).items()
}
HOSTILE = ("he ", "my phone ", "he go in ", "if it ring ", "i am hiding ", "me revisa ", "i ka gade ", "li ap gade ")


@each_of(SAID["wish"] + SAID["either"])
def test_a_text_of_a_watched_phone_is_told_in_silence_and_whole(said: str) -> None:
    found = wish(said)
    assert found
    assert (found.wish, found.rest) == (Wish.QUIET, said)


@each_of(SAID["tip"])
def test_an_ordinary_tip_about_phones_and_secrets_is_answered(said: str) -> None:
    assert wish(said) is None


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("He beats me. he does check my phone", "en"),
        ("I ka bat mwen. i ka gadé téléfòn mwen", "acf"),
        ("Il me bat. Il fouille mon téléphone", "fr"),
        ("Me pega. Me revisa el celular", "es"),
        ("Li bat mwen. L ap fouye nan telefòn mwen", "ht"),
    ],
)
def test_who_only_says_that_the_phone_is_read_gets_no_answer_and_the_receipt_on_asking(
    twilio: TwilioDouble, said: str, language: str
) -> None:
    assert language in watched_in(clauses_of(said))
    phone = twilio.phone(PHONE)
    assert phone.text(said) == []
    assert (Tip.objects.count(), Line.objects.get().silent) == (1, True)
    assert phone.text("he is home") == []
    assert only_tip().records.count() == 2


def test_a_phone_that_turns_out_to_be_watched_is_silent_from_then_on(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    assert find_in(phone.text("They sell drugs behind the school every night")[0])
    assert phone.text("My husband looks through my phone when I sleep") == []
    assert phone.text("STATUS") == []
    assert only_tip().records.count() == 2


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_of_twenty_thousand_characters_takes_little_time(piece: str) -> None:
    watched_in([])
    clauses = clauses_of(piece * (20_000 // len(piece)))
    begun = process_time()
    watched_in(clauses)
    assert process_time() - begun < 5


@each_of(
    [
        ("how do I delete this", "en"),
        ("How do i delete this chat please?", "en"),
        ("how do I delete this text from my phone", "en"),
        ("must i delete this now", "en"),
        ("comment j'efface ce message ?", "fr"),
        ("comment supprimer cette conversation", "fr"),
        ("¿cómo borro este chat?", "es"),
        ("como borro esto", "es"),
        ("kijan pou m efase sa", "ht"),
        ("kouman pou mwen éfasé mésaj sala", "acf"),
    ]
)
def test_who_asks_how_these_texts_are_deleted_asks_for_help_and_for_no_silence(said: str, language: str) -> None:
    asked = wish(said)
    assert asked
    assert (asked.wish, asked.languages[0], asked.rest) == (Wish.HELP, language, "")


@each_of(
    [
        "how do i delete this before he comes",
        "how do i delete this he will see",
        "i will delete this",
        "comment j'efface ce message avant qu'il rentre",
        "como borro esto antes que llegue",
        "kijan pou m efase sa anvan li vini",
    ]
)
def test_beside_a_reason_or_told_it_is_a_hint_as_ever(said: str) -> None:
    assert_silenced(said)


def test_on_a_phone_that_wants_silence_that_question_rings_nobody_and_is_no_cry(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    assert phone.text("how do i delete this") == [f"{text('en', 'help')} {text('en', 'help_more')}"]
    assert not Record.objects.exists()
    phone.text("QUIET: the car at the corner is white")
    assert phone.text("how do i delete this") == []
    triage_all()
    assert Record.objects.count() == 2
    assert only_tip().urgency != Urgency.IMMEDIATE


@each_of(
    [
        "i am hiding in the closet, he is outside",
        "estoy escondida en el baño, está afuera",
        "mwen séwé adan chanm-lan, i dèwò",
        "je suis cachée dans la salle de bain",
        "m kache nan twalèt la, li deyò a",
        "cant talk now he watching me",
        "writing this while he sleeps, he has a gun",
        "turn off the reply please he is looking",
        "the phone lights up when text comes, he sees",
    ]
)
def test_who_hides_from_somebody_near_is_told_in_silence(said: str) -> None:
    assert_silenced(said)


@each_of(
    [
        "il a volé mon telephone et il lit mes messages",
        "me robaron el celular y leen mis mensajes",
        "li vòlè telefòn mwen epi li li mesaj mwen",
        "i vòlè téléfòn mwen épi i ka li mésaj mwen",
        "he hide the guns in the closet",
        "the drugs are hidden under the bed",
        "están escondidas en el cuarto las armas",
        "la drogue est cachée dans la chambre",
        "yo kache zam nan chanm nan",
    ]
)
def test_a_stolen_phone_and_hidden_things_are_told_openly(said: str) -> None:
    assert wish(said) is None
