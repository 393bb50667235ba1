"""Texts without a letter: what asks for help gets the number for danger first, and what may be a tip is one."""

import pytest
from pytest_django import Settings

from reports.intake.receipt import find_in
from reports.models import Errand, Record, Tip, Urgency
from reports.phone import wording
from tests.conftest import only_tip, triage_all
from tests.twilio_double import TwilioDouble

PHONE = "+17584840001"
FIRST = {
    "en": "They sell drugs behind the school every night",
    "acf": "Mwen wè an nonm ka vann dwòg dèyè légliz-la",
    "fr": "Il y a des hommes qui vendent de la drogue dans la maison",
    "es": "Hay unos hombres que venden drogas detrás de la escuela",
    "ht": "Vwazen mwen ap vann dwòg dèyè legliz la chak vandredi",
}
MARKS = ["?", ".", "!!!", "… ?", "-", "$$", "+"]
EMPTY = ["1", "123", "#2", "555", "5-5-5", "👍🏽", "🙏", "❤️ 😀"]
CRIES = ["911", "999!!", "9-1-1", "112", "🆘", "🚨 911", "٩١١"]


@pytest.mark.parametrize("said", [*MARKS, *EMPTY])
def test_a_stranger_who_tells_nothing_is_told_what_can_be_done_and_nothing_is_kept(
    twilio: TwilioDouble, said: str
) -> None:
    assert twilio.phone(PHONE).text(said) == [wording.text("en", "help")]
    assert not Tip.objects.exists()
    assert Errand.objects.count() == 1, "it is deleted at the provider"


@pytest.mark.parametrize(
    "said", ["P 4471", "4471", "4521234", "456-1234", "758 452 1234", "🔫🏠", "✅", "🇱🇨", "x", "?? 4521 234"]
)
def test_what_may_be_a_tip_is_one(twilio: TwilioDouble, said: str) -> None:
    assert find_in(twilio.phone(PHONE).text(said)[0])
    assert Tip.objects.count() == 1


@pytest.mark.parametrize("said", CRIES)
def test_the_number_for_emergencies_alone_is_a_cry_for_help(twilio: TwilioDouble, said: str) -> None:
    (answer,) = twilio.phone(PHONE).text(said)
    assert answer.startswith("Danger? Call 911 now.")
    assert only_tip().urgency == Urgency.IMMEDIATE, "before anybody judges it"
    triage_all()
    assert only_tip().urgency == Urgency.IMMEDIATE


def test_the_number_that_the_force_names_for_emergencies_is_one_too(twilio: TwilioDouble, settings: Settings) -> None:
    settings.EMERGENCY_NUMBER = "117"
    assert twilio.phone(PHONE).text("117")[0].startswith("Danger? Call 117 now.")


@pytest.mark.parametrize(("language", "first"), FIRST.items())
def test_a_phone_with_a_tip_is_answered_in_its_language_and_may_answer_in_signs(
    twilio: TwilioDouble, language: str, first: str
) -> None:
    phone = twilio.phone(PHONE)
    phone.text(first)
    for said in MARKS:
        assert phone.text(said) == [wording.text(language, "help")]
    for said in ("12", "🚗", "555"):
        assert phone.text(said) == [wording.text(language, "joined")], "it may answer an officer's question"
    assert phone.text("👍") == [], "it thanks"
    assert Record.objects.count() == 4
    assert phone.text("999") == [wording.text(language, "danger")]
    triage_all()
    assert only_tip().urgency == Urgency.IMMEDIATE


def test_marks_from_a_silent_phone_ring_nobody(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text("QUIET he is here")
    assert [phone.text(said) for said in ("?", "911")] == [[], []]
    assert Record.objects.count() == 2


def test_marks_beside_a_picture_leave_the_picture(twilio: TwilioDouble) -> None:
    twilio.phone(PHONE).text("?", media=[("image/jpeg", b"x")])
    assert Tip.objects.count() == 1


@pytest.mark.parametrize("language", wording.languages())
def test_help_begins_with_the_number_for_danger(language: str) -> None:
    assert "911" in wording.text(language, "help")[:28]
