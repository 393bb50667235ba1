"""exiftool, which reads more formats than we do, finds in a cleaned file only what every file of its kind has."""

import pytest

from reports.intake.media import HEAD_BYTES, clean, sniff
from tests.intake.telling_films import FILMS, SOUNDS
from tests.intake.telling_pdf import telling_pdf
from tests.intake.telling_pictures import CANARY, TELLING
from tests.intake.traces import found_in, told_by_exiftool

FILES = {**TELLING, **FILMS, **SOUNDS, "pdf": telling_pdf()}
TRACES = (CANARY, "2026:01:02", "2026-01-02", "13.9083", "13 deg", "60.98", "60 deg")
# What tells of the file's own make-up and of nobody.
STRUCTURE = {"Composite", "EBML", "File", "Info", "JFIF", "MPEG", "Matroska", "PDF", "QuickTime", "RIFF"}
STRUCTURE |= {"Track1", "Track2"}
# Slots that it does not look into, and the search of the bytes does.
UNREAD = {"amr", "aac", "avi", "mkv", "webm", "webm sound", "mp3 with cover"}
TELLING_NAMES = ("gps", "date", "location", "author", "artist", "title", "comment", "serial", "owner", "make", "model")
EMPTY_DATE = "0000:00:00 00:00:00"


@pytest.mark.parametrize("kind", FILES)
def test_the_witness_sees_what_was_planted(kind: str) -> None:
    """Without this the other test would prove nothing."""
    if kind not in UNREAD:
        assert any(trace in value for value in told_by_exiftool(FILES[kind]).values() for trace in TRACES)
    assert found_in(FILES[kind], TRACES)


@pytest.mark.parametrize("kind", FILES)
def test_the_witness_finds_nothing_in_a_cleaned_file(kind: str) -> None:
    media = sniff(FILES[kind][:HEAD_BYTES])
    assert media
    made = clean(FILES[kind], media)
    assert found_in(made.data, TRACES) == set()
    told = told_by_exiftool(made.data)
    assert told
    assert [key for key, value in told.items() if any(trace in value for trace in TRACES)] == []
    assert {key.partition(":")[0] for key in told} <= STRUCTURE
    named = {key: value for key, value in told.items() if any(name in key.lower() for name in TELLING_NAMES)}
    assert {key: value for key, value in named.items() if value != EMPTY_DATE} == {}
