"""A key may be said where the force allows it: in the provider's languages, and never so that a tip is listened to."""

import pytest
from pytest_django import Settings

from reports.phone.calls.heard import key_of, words_for
from reports.phone.calls.wording import keypad, language_keys, spoken
from tests.calls import PHONE, sentences
from tests.twilio_double import TwilioDouble

MENUS = {"choose": set(language_keys()), "menu": set("1234"), "category": set(keypad()), "decide": set("123")}


@pytest.fixture
def speech(settings: Settings) -> None:
    settings.SPOKEN_MENUS = True


@pytest.mark.parametrize("menu", MENUS)
def test_every_key_has_a_word_in_every_language_that_the_provider_has(speech: None, menu: str) -> None:
    for language in spoken():
        keys = set(words_for(menu, language))
        heard = spoken()[language].voice and (menu != "choose" or language == "en")
        assert keys == (MENUS[menu] if heard else set())


@pytest.mark.parametrize(
    ("menu", "language", "said", "key"),
    [
        ("choose", "en", "Français.", "3"),
        ("choose", "en", "Creole, please", "2"),
        ("menu", "en", "There is danger!", "1"),
        ("menu", "en", "dangerous tipping", ""),
        ("menu", "en", "a tip about an officer", ""),
        ("menu", "es", "Policía", "4"),
        ("category", "fr", "c'est un vol", "4"),
        ("decide", "en", "Delete it", "3"),
        ("decide", "acf", "delete", ""),
        ("menu", "en", "", ""),
    ],
)
def test_a_word_means_its_key_and_two_mean_none(speech: None, menu: str, language: str, said: str, key: str) -> None:
    assert key_of(menu, language, said) == key


def test_a_call_can_be_led_by_voice(twilio: TwilioDouble, speech: None) -> None:
    call = twilio.phone(PHONE).call()
    assert 'input="dtmf speech"' in twilio.webhooks.again().body
    call.say("Spanish")
    assert 'language="es-MX"' in twilio.webhooks.again().body
    assert 'profanityFilter="false"' in twilio.webhooks.again().body
    call.say("Quiero decir algo")
    call.say("drogas")
    assert sentences(call, "es")[-3:] == ["category", "menu_language", "record"]
    assert "speech" not in twilio.webhooks.again().body
    call.speak()
    call.say("Borrar")
    assert sentences(call, "es")[-2:] == ["deleted", "record"]


def test_it_is_off_until_the_force_asks_for_it(twilio: TwilioDouble) -> None:
    twilio.phone(PHONE).call()
    assert "speech" not in twilio.webhooks.again().body
    assert key_of("menu", "en", "danger") == ""
