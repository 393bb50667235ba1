"""What holds of the cleaners for any file at all. Tried in this process, so that what fails is made small."""

import io
import re
from collections.abc import Callable

import numpy as np
import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from reports.intake.disguise import RATE, disguise
from reports.intake.media import HEAD_BYTES, REMOVED, MediaKind, Refusal, sniff
from reports.intake.media_child import images, pdf, told
from reports.intake.media_child.made import Made, Refused
from tests.intake.telling_pdf import telling_pdf
from tests.intake.telling_pictures import CANARY, TELLING
from tests.intake.traces import found_in

slowly = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
EDITS = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(max_size=6)), max_size=8)
PDF = telling_pdf()


@pytest.fixture(autouse=True, scope="module")
def loaded() -> None:
    images.load()
    pdf.load()


def edited(data: bytes, edits: list[tuple[float, bytes]], end: float) -> bytes:
    """Write bytes over a file at some places, as shares of its length, and cut it off."""
    made = bytearray(data)
    for place, new in edits:
        at = int(place * len(made))
        made[at : at + len(new)] = new
    return bytes(made[: max(1, int(end * len(made)))])


def tried(clean: Callable[[bytes], Made], data: bytes) -> Made | None:
    """Return what the cleaner made, or None where it refused in a word that the pages know."""
    try:
        return clean(data)
    except Refused as refused:
        return None if Refusal(str(refused)) is not Refusal.BUSY else pytest.fail("a cleaner is never busy")


def is_well_told(made: Made) -> bool:
    return set(made.removed) <= REMOVED and set(made.told) <= {"place", "time"}


@slowly
@given(st.sampled_from(sorted(TELLING)), EDITS, st.sampled_from([1.0, 1.0, 0.9, 0.5, 0.05]))
def test_a_picture_comes_back_as_a_picture_without_its_notes(
    kind: str, edits: list[tuple[float, bytes]], end: float
) -> None:
    made = tried(images.clean, edited(TELLING[kind], edits, end))
    if made is None:
        return
    assert is_well_told(made)
    assert found_in(made.data, [CANARY]) == set()
    with Image.open(io.BytesIO(made.data)) as again:
        again.load()
        assert max(again.size) <= 2560
        assert len(again.getexif()) == 0
    twice = images.clean(made.data)
    assert (set(twice.removed), dict(twice.told)) == (set(), {})


@pytest.mark.filterwarnings("ignore")  # of pikepdf, about broken pages: in the child nobody hears them
@slowly
@given(EDITS, st.sampled_from([1.0, 1.0, 0.9, 0.5]))
def test_a_pdf_comes_back_as_a_pdf_without_its_notes(edits: list[tuple[float, bytes]], end: float) -> None:
    made = tried(pdf.clean, edited(PDF, edits, end))
    if made is None:
        return
    assert is_well_told(made)
    assert found_in(made.data, [CANARY]) == set()
    with pikepdf.open(io.BytesIO(made.data)) as again:
        assert set(again.Root.keys()) == {"/Type", "/Pages"}
    twice = pdf.clean(made.data)
    assert (set(twice.removed), dict(twice.told)) == (set(), {})


@given(st.binary(max_size=200), st.sampled_from([b"", b"\xff\xd8\xff", b"RIFF", b"\0\0\0\x18ftyp", b"%PDF-", b"\xff"]))
def test_any_beginning_is_of_one_kind_or_none(rest: bytes, begin: bytes) -> None:
    data = begin + rest
    assert sniff(data) in {None, *MediaKind}
    assert sniff(data) == sniff(data + bytes(HEAD_BYTES))


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_note_tells_a_place_and_a_time_in_our_form_or_nothing(text: str, other: str) -> None:
    assert re.fullmatch(r"(\d{4}-\d\d-\d\d( \d\d:\d\d( UTC)?)?)?", told.time(text, is_utc=True))
    for place in (told.place_of_iso_6709(text), told.place_of_xmp(text, other)):
        assert re.fullmatch(r"(-?\d{1,2}\.\d{3}, -?\d{1,3}\.\d{3})?", place)


@slowly
@given(st.lists(st.integers(0, 3 * RATE), max_size=4), st.integers(0, 2**32 - 1), st.booleans())
def test_any_sound_is_spoken_again_as_long_as_it_was(sizes: list[int], seed: int, keeps_time: bool) -> None:
    chance = np.random.default_rng(seed)
    pieces = [chance.integers(-32_768, 32_768, size).astype(np.int16) for size in sizes]
    said = [len(piece) for piece in disguise(iter(pieces), keeps_time=keeps_time)]
    most = 0.0 if keeps_time else 0.1
    assert abs(sum(said) - sum(sizes)) <= most * sum(sizes) + RATE // 10
