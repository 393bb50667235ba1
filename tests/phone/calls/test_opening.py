"""How a call begins: the emergency number, the languages, the menu, and what happens while the line is closed."""

import re
from unittest.mock import patch

import pytest
from django.db import OperationalError
from pytest_django import Settings

from reports.models import Errand, ErrandKind, Hotline, Tip, Urgency
from reports.phone.calls.wording import language_keys, spoken
from tests.calls import PHONE, send, sentences, to_the_tone
from tests.phone.conftest import from_the_static_files
from tests.twilio_double import TwilioDouble

BYTES_A_SECOND = 2_000  # 16 kbit/s


def test_the_emergency_number_comes_before_anything_is_asked(twilio: TwilioDouble) -> None:
    call = twilio.phone(PHONE).call()
    first = [heard.words.rpartition("/")[2] for heard in call.heard[:4]]
    assert first == ["greeting.mp3", "digit_9.mp3", "digit_1.mp3", "digit_1.mp3"]
    assert sentences(call, "acf") == sentences(call, "ht") == ["choose"]


def test_the_first_words_name_the_key_of_each_language_in_that_language_within_half_a_minute(
    twilio: TwilioDouble,
) -> None:
    call = twilio.phone(PHONE).call()
    assert sentences(call) == ["greeting", *["choose"] * 5]
    for key, language in language_keys().items():
        assert sentences(call, language)[-1] == "choose"
        assert re.search(rf"\b{key}\b", spoken()[language].sentences["choose"])
    heard = sum(len(from_the_static_files(one.words)) for one in call.heard if ".mp3" in one.words)
    assert heard / BYTES_A_SECOND < 33
    call.stay_silent()
    heard = sum(len(from_the_static_files(one.words)) for one in call.heard if ".mp3" in one.words)
    assert heard / BYTES_A_SECOND < 100, "and silence moves on"
    call.stay_silent()
    assert "category" in sentences(call)


def test_from_its_first_step_a_call_is_on_the_ledger_once(twilio: TwilioDouble) -> None:
    twilio.phone(PHONE).call()
    for _ in range(3):
        twilio.webhooks.again()
    assert [errand.kind for errand in Errand.objects.all()] == [ErrandKind.CALL]


def test_a_call_that_began_while_the_database_was_down_comes_onto_the_ledger_at_the_next_step(
    twilio: TwilioDouble,
) -> None:
    with patch("reports.phone.calls.opening.order_deletion_once", side_effect=OperationalError):
        call = twilio.phone(PHONE).call()
    assert not Errand.objects.exists()
    call.press("1")
    assert [errand.kind for errand in Errand.objects.all()] == [ErrandKind.CALL]


def test_danger_now_says_the_emergency_number_again_and_leads_to_a_tip_that_is_immediate(twilio: TwilioDouble) -> None:
    call = twilio.phone(PHONE).call()
    call.press("3")
    call.press("1")
    assert sentences(call)[-2:] == ["danger", "danger_more"]
    assert call.heard[-2].words.endswith("fr/digit_1.mp3")
    call.stay_silent()
    assert sentences(call)[-1] == "record", "who is in danger hears no list"
    send(call)
    tip = Tip.objects.get()
    assert (tip.urgency, tip.category, tip.language) == (Urgency.IMMEDIATE, "other", "fr")


def test_star_in_the_menu_leads_back_to_the_languages(twilio: TwilioDouble) -> None:
    call = twilio.phone(PHONE).call()
    call.press("5")
    assert (sentences(call, "ht")[-1], sentences(call)[-1]) == ("menu_language", "menu_language")
    assert "/en/menu_language" in call.heard[-1].words
    call.press("*")
    assert sentences(call)[-5:] == ["choose"] * 5
    call.press("4")
    call.press("2")
    call.press("9")
    send(call)
    assert Tip.objects.get().language == "es"


def test_danger_now_is_connected_where_the_force_wants_it_and_nobody_sees_the_number(
    twilio: TwilioDouble, settings: Settings
) -> None:
    settings.DANGER_NUMBER = "+17584561990"
    call = twilio.phone(PHONE).call()
    call.stay_silent()
    call.press("1")
    assert sentences(call, "en")[-2:] == sentences(call, "acf")[-2:] == ["danger", "danger_connect"]
    call.stay_silent()
    assert call.waits_for == "answer"
    assert call.other_side
    assert (call.other_side.number, call.other_side.shown) == ("+17584561990", twilio.state.number)
    assert call.is_taken()
    assert call.other_side.heard == []  # seconds count: no key is asked for there
    assert sentences(call)[-1] == "danger_more"


@pytest.mark.parametrize("status", ["no-answer", "busy", "failed"])
def test_who_is_in_danger_and_reaches_nobody_hears_the_emergency_number_again(
    twilio: TwilioDouble, settings: Settings, status: str
) -> None:
    settings.DANGER_NUMBER = "+17584561990"
    call = twilio.phone(PHONE).call()
    call.stay_silent()
    call.press("1")
    call.stay_silent()
    call.is_not_taken(status)
    assert sentences(call, "en")[-2:] == sentences(call, "acf")[-2:] == ["danger", "danger_more"]
    call.press("2")
    assert sentences(call)[-1] == "record"


@pytest.mark.parametrize("pressed", ["1", "5", "*"])
def test_who_presses_1_again_in_panic_hears_the_emergency_number_again_and_is_connected(
    twilio: TwilioDouble, settings: Settings, pressed: str
) -> None:
    settings.DANGER_NUMBER = "+17584561990"
    call = twilio.phone(PHONE).call()
    call.press("4")
    call.press("1")
    call.press(pressed)
    assert sentences(call, "es")[-1] == "danger"
    assert call.waits_for == "answer"  # and further keys stop nothing
    call.is_not_taken("busy")
    call.press("1")
    assert call.waits_for == "answer"
    call.is_not_taken("busy")
    call.press("2")
    assert sentences(call)[-1] == "record"


def test_where_nobody_is_connected_only_the_key_that_is_told_leaves_danger(twilio: TwilioDouble) -> None:
    call = twilio.phone(PHONE).call()
    call.press("1")
    for key in "111":
        call.press(key)
        assert sentences(call)[-2:] == ["danger", "danger_more"]
    call.press("2")
    assert sentences(call)[-1] == "record"


@pytest.mark.parametrize("key", [*language_keys(), ""])
def test_keys_count_from_the_first_word_on(twilio: TwilioDouble, key: str) -> None:
    Hotline.objects.update_or_create(defaults={"is_closed": True})
    call = twilio.phone(PHONE).call()
    assert re.search(r"<Response>\s*<Gather", twilio.webhooks.again().body)
    if key:
        call.press(key)
    else:
        call.stay_silent()
    assert re.search(r"<Response>\s*<Gather", twilio.webhooks.again().body)


def test_without_a_number_of_ours_to_show_nobody_is_called(twilio: TwilioDouble, settings: Settings) -> None:
    settings.DANGER_NUMBER, settings.TWILIO_NUMBER = "+17584561990", ""
    call = twilio.phone(PHONE).call()
    call.stay_silent()
    call.press("1")
    assert sentences(call)[-1] == "danger_more"


def test_a_closed_line_says_so_names_another_number_and_still_takes_the_tip(twilio: TwilioDouble) -> None:
    Hotline.objects.update_or_create(defaults={"is_closed": True, "other_number": "+17584523854"})
    call = twilio.phone(PHONE).call()
    call.press("4")
    assert sentences(call, "es")[1:] == [
        "greeting",
        "closed",
        "closed_other",
        "closed_leave",
        "menu",
        "menu_language",
    ]
    digits = [heard.words[-5] for heard in call.heard if "/es/digit_" in heard.words]
    assert "17584523854" in "".join(digits)
    call.press("2")
    call.press("9")
    send(call)
    assert Tip.objects.get().language == "es"


def test_a_closed_line_with_no_other_number_names_none(twilio: TwilioDouble) -> None:
    Hotline.objects.update_or_create(defaults={"is_closed": True})
    call = twilio.phone(PHONE).call()
    call.stay_silent()
    assert sentences(call, "acf")[-4:] == ["closed", "closed_leave", "menu", "menu_language"]


def test_a_key_that_stands_for_nothing_is_told_of_once_and_then_leaves_a_tip(twilio: TwilioDouble) -> None:
    call = twilio.phone(PHONE).call()
    call.press("9")
    assert sentences(call, "en")[-3:] == ["no_key", "menu", "menu_language"]
    assert "no_key" in sentences(call, "acf")
    call.press("#")
    assert sentences(call, "en")[-2:] == ["category", "menu_language"], "the second one, wherever the first was"
    call.press("*")
    assert sentences(call)[-1] == "choose", "who pressed a wrong key can still choose"
    call.press("1")
    call.press("7")
    assert sentences(call, "en")[-3:] == ["no_key", "menu", "menu_language"]
    call.press("2")
    call.press("0")
    assert call.waits_for == "voice"


def test_after_a_wrong_key_silence_still_leaves_a_tip_and_3_asks_for_a_receipt(twilio: TwilioDouble) -> None:
    for key, said in (("", "category"), ("3", "enter")):
        call = twilio.phone(PHONE).call()
        call.press("1")
        call.press("8")
        assert "no_key" in sentences(call, "en")
        if key:
            call.press(key)
        else:
            call.stay_silent()
        assert said in sentences(call, "en")


def test_no_step_carries_the_number_the_call_or_the_recording_readable_in_its_address(twilio: TwilioDouble) -> None:
    call = to_the_tone(twilio)
    recording = call.speak()
    call.press("1")
    call.speak()
    call.press("2")
    twilio.webhooks.release()
    for request in twilio.webhooks.sent:
        assert not any(secret in request.url for secret in (PHONE[-7:], call.sid, recording))


def test_who_chooses_no_language_is_led_through_in_the_first_two_of_the_keys(twilio: TwilioDouble) -> None:
    call = twilio.phone(PHONE).call()
    call.stay_silent()
    assert sentences(call)[-3:] == ["menu_language"] * 3, "French, Spanish and Haitian Creole: the way back"
    assert sentences(call, "en")[-2:] == ["menu", "menu_language"]
    assert sentences(call, "acf") == ["choose", "greeting", "menu", "menu_language"]
    call.stay_silent()
    call.stay_silent()
    assert [sentences(call, language)[-2:] for language in ("en", "acf")] == [["menu_language", "record"]] * 2
    assert sentences(call, "ht") == ["choose", "menu_language"]
    send(call)
    assert Tip.objects.get().language == ""
    assert sentences(call, "acf")[-1] == "goodbye"


def test_a_key_for_a_language_ends_that(twilio: TwilioDouble) -> None:
    call = twilio.phone(PHONE).call()
    call.stay_silent()
    call.press("*")
    call.press("2")
    before = len(sentences(call, "en"))
    call.press("2")
    call.press("9")
    assert (len(sentences(call, "en")), sentences(call, "acf")[-1]) == (before, "record")
    send(call)
    assert Tip.objects.get().language == "acf"
