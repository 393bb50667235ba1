"""Every sentence in every language: it exists, it fits, and words of one text are understood."""

import re
import string

import pytest
from pytest_django import Settings
from twilio.twiml.voice_response import VoiceResponse

from reports.gateways.segments import segments
from reports.models import Category
from reports.phone.speech import say_receipt
from reports.phone.wording import Wish, bare, languages, sentence, text, wish, words

SET = [(language, name) for language in words()["texts"] for name in words()["texts"][language]]


PARTS = {"receipt": "1234 5678 9012 3456 7890", "other": "+1 758 456 4000", "question": "When?"}


@pytest.mark.parametrize(("language", "name"), SET)
def test_every_text_fits_one_segment_without_costly_letters(settings: Settings, language: str, name: str) -> None:
    settings.HOTLINE_NUMBER, settings.EMERGENCY_NUMBER = "555", "911"
    sent = segments(text(language, name, **PARTS))
    assert (sent.encoding, sent.parts) == ("GSM-7", 1), sent


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", ["receipt", "joined", "linked", "help"])
def test_while_the_line_is_closed_an_answer_takes_two_segments_at_most(
    settings: Settings, language: str, name: str
) -> None:
    settings.HOTLINE_NUMBER, settings.EMERGENCY_NUMBER = "555", "911"
    sent = segments(f"{text(language, name, **PARTS)} {text(language, 'closed', **PARTS)}")
    assert sent.encoding == "GSM-7"
    assert sent.parts <= 2


@pytest.mark.parametrize("language", languages())
def test_the_first_answer_says_what_to_do_in_danger_how_to_be_forgotten_and_what_the_bill_shows(language: str) -> None:
    said = text(language, "receipt", receipt="R")
    forget = words()["understood"]["forget"][language]
    assert "911" in said
    assert said.count("555") == 2
    assert any(bare(word) in forget for word in said.replace(".", " ").split())


@pytest.mark.parametrize("language", languages())
def test_help_names_words_that_are_understood_in_its_language(language: str) -> None:
    named = [word for word in re.findall(r"(\w+):", text(language, "help")) if wish(word)]
    assert {wish(word).wish for word in named} == {Wish.NEW, Wish.STATUS, Wish.FORGET, Wish.QUIET}  # type: ignore[union-attr]


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
            assert fields <= {"emergency", "other"}


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
    assert found.wish is meant


@pytest.mark.parametrize(
    ("said", "meant", "rest"),
    [
        ("NEW: he is back", Wish.NEW, "he is back"),
        ("Nouvo\nlòt zafè", Wish.NEW, "lòt zafè"),
        ("Quiet: a boat at night", Wish.QUIET, "a boat at night"),
        ("no answer: a boat", Wish.QUIET, "a boat"),
    ],
)
def test_new_and_quiet_may_stand_before_a_tip(said: str, meant: Wish, rest: str) -> None:
    found = wish(said)
    assert found
    assert (found.wish, found.rest) == (meant, rest)


@pytest.mark.parametrize(
    ("word", "of_the_tip", "language"),
    [
        ("STATUS", "fr", "fr"),
        ("STATUS", "", "en"),
        ("ESTADO", "fr", "es"),
        ("silans", "acf", "acf"),
        ("silans", "ht", "ht"),
        ("help", "unsure", "en"),
    ],
)
def test_a_word_is_answered_in_its_language_and_an_english_one_in_the_tips(
    word: str, of_the_tip: str, language: str
) -> None:
    found = wish(word)
    assert found
    assert found.language(of_the_tip) == language


@pytest.mark.parametrize(
    "said",
    [
        "STOP the man who sells at the school",
        "STOP please",
        "help him he is bleeding",
        "New gun in the house",
        "Help: he is bleeding",
        "stop: he hits her",
        "",
        "…",
    ],
)
def test_more_than_the_word_is_a_tip(said: str) -> None:
    assert wish(said) is None
