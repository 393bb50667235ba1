"""Sentences as files, as the provider's voice, or in English: whatever is there, the caller hears the whole of it."""

from pathlib import Path

import pytest
from pytest_django import Settings
from twilio.twiml.voice_response import VoiceResponse

from reports.phone.calls.sound import say, say_digits, sound_file
from reports.phone.calls.wording import digit_name, sentence, spoken


@pytest.fixture
def files(settings: Settings, tmp_path: Path) -> Path:
    """A folder for sound files, empty, in the place of the house's own."""
    settings.STATICFILES_DIRS = [tmp_path]
    settings.EMERGENCY_NUMBER = "911"
    return tmp_path


def record(files: Path, language: str, *names: str) -> None:
    for name in names:
        file = files / sound_file(language, name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"sound")


def said(language: str, name: str, **parts: str) -> str:
    call = VoiceResponse()
    say(call, language, name, **parts)
    return str(call)


def test_a_sentence_is_played_and_its_number_from_the_files_of_the_digits(files: Path) -> None:
    record(files, "acf", "greeting", "digit_9", "digit_1")
    plays = "".join(
        f"<Play>/static/phone/audio/acf/{name}.mp3</Play>" for name in ("greeting", "digit_9", *["digit_1"] * 2)
    )
    assert plays in said("acf", "greeting")
    assert "<Say" not in said("acf", "greeting")


def test_half_a_sentence_is_never_played(files: Path) -> None:
    record(files, "fr", "greeting", "digit_9")  # the 1 is missing
    told = said("fr", "greeting")
    assert "<Play>" not in told
    assert sentence("fr", "greeting") in told


def test_a_language_that_no_provider_speaks_is_heard_in_english_without_files(files: Path) -> None:
    assert f'<Say language="en-US">{sentence("en", "goodbye")}</Say>' in said("ht", "goodbye")
    record(files, "en", "goodbye")
    assert "<Play>/static/phone/audio/en/goodbye.mp3</Play>" in said("ht", "goodbye")


def test_another_number_is_played_too_without_its_signs(files: Path) -> None:
    record(files, "en", "closed_other", "digit_7", "digit_5")
    assert said("en", "closed_other", other="+7 (5)-5").count("<Play>") == 4
    assert "1 2 3" in said("en", "closed_other", other="123")


@pytest.mark.parametrize("language", sorted(spoken()))
def test_digits_are_played_one_by_one_or_read_one_by_one(files: Path, language: str) -> None:
    call = VoiceResponse()
    say_digits(call, language, "0123456789" * 2)
    assert str(call).count("<Say") == str(call).count("<Pause") == 20
    record(files, language, *(digit_name(str(at)) for at in range(10)))
    call = VoiceResponse()
    say_digits(call, language, "0123456789" * 2)
    assert str(call).count("<Play>") == 20
