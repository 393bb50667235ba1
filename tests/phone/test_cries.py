"""A cry of one word with a slip in it brings the emergency number first, and rings; words that are nearly so do not."""

import pytest

from reports.models import Tip, Urgency
from reports.phone.cries import cried_in, nearly_cried
from reports.phone.hearing import hear
from tests.conftest import triage_all
from tests.tables import each_of
from tests.twilio_double import TwilioDouble

PHONE = "+17584840001"


@each_of(
    [
        ("DANGR", "en"),
        ("dangee!!", "en"),
        ("dnager", "en"),
        ("sanger", "en"),
        ("Dangeur", "en"),
        ("danger danger", "en"),
        ("dangr please", "en"),
        ("emergancy", "en"),
        ("nine one one", "en"),
        ("call 911", "en"),
        ("fire fire", "en"),
        ("danjé", "acf"),
        ("danjer", "acf"),
        ("anmwéy", "acf"),
        ("DANJE", "ht"),
        ("skou", "ht"),
        ("urgance", "fr"),
        ("neuf un un", "fr"),
        ("au feu !", "fr"),
        ("PELIGO", "es"),
        ("pelligro", "es"),
        ("nueve uno uno", "es"),
        ("911 911", "en"),
        ("911!!! 911", "en"),
    ]
)
def test_a_cry_with_a_slip_has_the_number_first_and_does_not_wait(said: str, language: str) -> None:
    heard = hear(said)
    assert (heard.needs_number, heard.in_danger, heard.language) == (True, True, language)


@each_of(
    [
        "ranger",
        "Tanger",
        "manger",
        "dancer",
        "danse",
        "dance",
        "dagger",
        "antwé",
        "urgent",
        "Dante",
        "911 Main street",
        "9119",
        "danger money",
    ]
)
def test_words_that_are_nearly_so_and_used_for_something_else_are_no_cry(said: str) -> None:
    assert nearly_cried(said) == ""


def test_a_mistyped_cry_rings_the_officer_on_duty(twilio: TwilioDouble) -> None:
    (answer,) = twilio.phone(PHONE).text("PELIGO")
    assert answer.startswith("¿Peligro? Llame al 911 ahora.")
    triage_all()
    assert Tip.objects.get().urgency == Urgency.IMMEDIATE


@pytest.mark.parametrize(
    ("said", "language"),
    [("URGENCE", "fr"), ("urgence svp", "fr"), ("¡Socorro!", "es"), ("Ijans", "ht"), ("DANGER", "")],
)
def test_a_cry_of_one_word_tells_its_language(said: str, language: str) -> None:
    assert cried_in(said) == language
