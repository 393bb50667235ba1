"""The first page can be heard in every language, and weighs nothing until it is."""

import av
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils.translation import override
from pytest_django import Settings

from reports.management.helping import listening
from reports.public.listen import FOLDER, spoken
from tests.conftest import House
from tests.public.browser import fetch

CODES = [code for code, _ in settings.LANGUAGES]


@pytest.mark.parametrize("code", CODES)
def test_the_sound_is_there_small_and_can_be_played(code: str) -> None:
    found = finders.find(f"{FOLDER}/{code}.mp3")
    assert isinstance(found, str)
    with av.open(found) as sound:
        assert sound.duration is not None
        assert 20 < sound.duration / av.time_base < 120
        assert sound.size < 400_000
        assert not sound.metadata.get("title")


@pytest.mark.parametrize("code", CODES)
def test_the_sound_says_what_stands_on_the_page(house: House, code: str) -> None:
    found = finders.find(f"{FOLDER}/{code}.txt")
    assert isinstance(found, str)
    with open(found) as file:
        told = file.read().splitlines()
    with override(code):
        assert told == list(spoken()), f"run `manage.py read_aloud {code}`, or record it again"
    text = fetch(f"/{code}/listen").text
    assert all(line in text for line in told)


def test_nothing_is_loaded_before_it_is_asked_for(house: House) -> None:
    sounds = [told for tag, told in fetch("/ht/listen").tags if tag == "audio"]
    assert [(one["preload"], one["src"]) for one in sounds] == [("none", "/static/public/audio/ht.mp3")]
    assert "autoplay" not in sounds[0]


def test_of_a_force_with_other_numbers_no_sound_names_the_old_ones(house: House, settings: Settings) -> None:
    """Who reads little would call a dead number."""
    settings.EMERGENCY_NUMBER = "17"
    page = fetch("/fr/listen")
    assert "Appelez le 17" in page.text
    assert not [tag for tag, _told in page.tags if tag == "audio"]
    assert ".mp3" not in page.response.content.decode()
    assert [told.split()[-1] for told in listening()] == CODES


def test_numbers_are_called_without_their_blanks(house: House, settings: Settings) -> None:
    settings.EMERGENCY_NUMBER = "0 800 12"
    settings.HELP_CONTACTS = settings.HELP_CONTACTS | {"violence": [("Shelter", "1 23 45")]}
    called = {told["href"] for tag, told in fetch("/help").tags if tag == "a" and told["href"].startswith("tel:")}
    assert {"tel:080012", "tel:12345"} <= called
    assert not [href for href in called if " " in href]
