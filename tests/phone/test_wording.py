"""Every sentence in every language: it exists, it fits, and words of one text are understood."""

import string

import pytest
from pytest_django import Settings
from twilio.twiml.voice_response import VoiceResponse

from reports.gateways.segments import segments
from reports.intake.receipt import grouped, mint
from reports.models import Category
from reports.phone.speech import say_receipt
from reports.phone.wording import Wish, languages, sentence, text, wish, words

SET = [(language, name) for language in words()["texts"] for name in words()["texts"][language]]


@pytest.mark.parametrize(("language", "name"), SET)
def test_every_text_fits_one_segment_without_costly_letters(settings: Settings, language: str, name: str) -> None:
    settings.HOTLINE_NUMBER, settings.EMERGENCY_NUMBER = "555", "911"
    sent = segments(text(language, name, receipt=grouped(mint())))
    assert (sent.encoding, sent.parts) == ("GSM-7", 1), sent


def test_the_answer_to_a_later_text_does_not_tell_that_there_was_an_earlier_one() -> None:
    """The whole sentence is held: none of its words may hint at a tip, a receipt or a time before."""
    assert {language: text(language, "joined") for language in languages()} == {
        "en": "555: received. Thank you.",
        "acf": "555: nou jwenn mésaj-la. Mèsi.",
        "fr": "555: message bien arrivé. Merci.",
        "es": "555: recibido. Gracias.",
        "ht": "555: nou resevwa mesaj la. Mèsi.",
    }


def test_every_language_has_every_sentence() -> None:
    assert set(languages()) == {"en", "acf", "fr", "es", "ht"}
    for kind in ("texts", "calls"):
        names = [set(by_name) for by_name in words()[kind].values()]
        assert all(known == names[0] for known in names)
    assert set(words()["languages"].values()) == set(languages())


def test_no_sentence_needs_anything_but_the_numbers_of_the_house() -> None:
    for by_name in words()["calls"].values():
        for said in by_name.values():
            fields = {field for _, field, _, _ in string.Formatter().parse(str(said)) if field}
            assert fields <= {"emergency"}


def test_the_keys_stand_for_categories_that_exist_and_the_menu_names_each_key() -> None:
    assert set(words()["keypad"].values()) <= set(Category.values)
    for language in languages():
        assert all(key in sentence(language, "menu") for key in words()["keypad"])


def test_the_emergency_number_is_spelled_when_spoken(settings: Settings) -> None:
    settings.EMERGENCY_NUMBER = "911"
    assert "9 1 1" in sentence("en", "greeting")


@pytest.mark.parametrize("language", languages())
def test_a_receipt_is_said_digit_by_digit_in_groups_of_four(language: str) -> None:
    call = VoiceResponse()
    say_receipt(call, language, "01234567890123456789")
    spoken = str(call)
    digits = words()["calls"][language]["digits"]
    assert len(set(digits)) == 10
    assert spoken.count("<Say") == 20
    assert spoken.count('<Pause length="2"') == 5
    assert spoken.index(f">{digits[0]}<") < spoken.index(f">{digits[1]}<")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("STOP", Wish.STOP),
        (" stop. ", Wish.STOP),
        ("Arrêt", Wish.FORGET),
        ("ARRÊT !", Wish.FORGET),
        ("forget", Wish.FORGET),
        ("OBLIYÉ", Wish.FORGET),
        ("Bliye", Wish.FORGET),
        ("olvídame", Wish.FORGET),
        ("Help", Wish.HELP),
        ("START", Wish.START),
    ],
)
def test_a_word_alone_is_a_wish(said: str, meant: Wish) -> None:
    found = wish(said)
    assert found
    assert found[0] is meant


@pytest.mark.parametrize(
    "said", ["STOP the man who sells at the school", "STOP please", "help him he is bleeding", "", "…"]
)
def test_more_than_the_word_is_a_tip(said: str) -> None:
    assert wish(said) is None
