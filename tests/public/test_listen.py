"""The first page can be heard in every language, and weighs nothing until it is."""

import av
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils.translation import override

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
