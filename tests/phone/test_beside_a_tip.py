"""A word of ours behind a tip, or mistyped or repeated before one."""

import pytest

from reports.models import Line, Record, Tip
from reports.phone import wording
from reports.phone.wording import Wish, wish
from tests.conftest import House
from tests.tables import each_of
from tests.twilio_double import TwilioDouble

PHONE = "+17584840001"
pytestmark = pytest.mark.django_db(databases=["default", "keystore"], transaction=True)
QUIET = [
    ("he beats me every night QUIET", "he beats me every night"),
    ("he beats me every night. QUIET", "he beats me every night."),
    ("he beats me every night. quiet please", "he beats me every night."),
    ("he beats me every night\nQUIET", "he beats me every night"),
    ("he beats me every night - quiet", "he beats me every night -"),
    ("he beats me every night. QUIET QUIET!!", "he beats me every night."),
    ("me pega mi marido. SILENCIO", "me pega mi marido."),
    ("me pega mi marido, silencio", "me pega mi marido,"),
    ("mari m ap bat mwen SILANS", "mari m ap bat mwen"),
    ("i ka bat mwen. silans", "i ka bat mwen."),
    ("mon mari me frappe SILENCE", "mon mari me frappe"),
    ("QUIET QUIET he beats me", "he beats me"),
    ("quiet quiet: he beats me", "he beats me"),
    ("QUITE: he beats me", "QUITE: he beats me"),
    ("quit: he beats me", "quit: he beats me"),
    ("HE BEATS ME EVERY NIGHT QUIET", "HE BEATS ME EVERY NIGHT"),
    ("ME PEGA MI MARIDO SILENCIO", "ME PEGA MI MARIDO"),
    ("MARI M AP BAT MWEN SILANS", "MARI M AP BAT MWEN"),
    ("he beats me. QUIET thx", "he beats me."),
    ("he beats me. QUIET ok", "he beats me."),
    ("he beats me. Quiet mode", "he beats me."),
    ("quiet mode: he beats me", "he beats me"),
    ("mode silence: il me frappe", "il me frappe"),
    ("He sells it by the school. That is all I know. STOP", "He sells it by the school. That is all I know."),
]
TIPS = [
    "The street was dark and quiet",
    "They come at two, when the street is quiet",
    "Everything went dark, quiet",
    "THE HOUSE BEHIND THE SCHOOL IS NEVER QUIET",
    "il y a eu un grand bruit puis silence",
    "He keeps beating her, make it STOP",
    "He keeps beating her, please make it stop",
    "he beats me. Stop.",
    "Please make them stop",
    "He beats me, is it quiet?",
    "they told me to forget",
    "Silas: he has the gun",
    "Chancel: he has a gun behind the church",
    "Quint: he has a gun behind the church",
    "Stoep: they sell it there",
    "THE STREET WAS DARK AND QUIET",
    "He say he will kill me. My phone is ringing now",
    "he has a gun, he is outside my door. This phone must ring, call me",
    "faites que mon telephone sonne svp",
    "dont make my phone ring, text me",
    "please answer me. dont make my phone ring, text me",
    "dont let me get no answer again",
]


@each_of(QUIET)
def test_quiet_behind_a_tip_is_the_wish(said: str, told: str) -> None:
    asked = wish(said)
    assert asked is not None
    assert (asked.wish, asked.rest) == (Wish.QUIET, told)


@each_of(TIPS)
def test_the_same_words_within_a_tip_are_its_own(said: str) -> None:
    assert wish(said) is None


def test_a_tip_that_ends_with_quiet_is_told_in_silence(house: House, twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    assert phone.text("he beats me every night QUIET") == []
    assert phone.text("He is home now. QUIET") == []
    assert (Tip.objects.count(), Record.objects.count(), Line.objects.get().silent) == (1, 2, True)


@pytest.mark.parametrize("said", ["thats all. FORGET", "That is all I know FORGET"])
def test_forget_behind_words_destroys_nothing_and_says_how_it_is_sent(twilio: TwilioDouble, said: str) -> None:
    phone = twilio.phone(PHONE)
    phone.text("They sell drugs behind the school every night")
    assert phone.text(said) == [wording.text("en", "forget_kept")]
    assert (Line.objects.count(), Record.objects.count()) == (1, 2)


def test_forget_behind_words_of_a_phone_that_wants_silence_loses_none_of_them(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text("QUIET")
    assert phone.text("He beats me every night and he has a gun in Bexon. FORGET") == []
    assert Tip.objects.count() == 1
    phone.text("NEW")
    assert phone.text("They sell drugs behind the school. FORGET") == []
    assert Tip.objects.count() == 2
