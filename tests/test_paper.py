"""PDFs: every letter of our languages, something on each page, and no trace of who or what made them."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from reports import paper
from reports.paper import pdf, unprintable

WORDS = "Kwéyòl: lékòl-la, bò òtè. Français: œuvre, ça, où, « naïf ». Español: ¿Dónde? mañana. “Quoted” – so…"


def test_a_pdf_tells_nothing_of_who_made_it_or_when() -> None:
    made = pdf("Release copy", [("title", "Release copy"), ("text", WORDS)], top="Never filed", foot="Reid")
    document = pikepdf.open(BytesIO(made))
    assert dict(document.docinfo) == {"/Title": "Release copy"}
    assert "/Metadata" not in document.Root
    for trace in (b"ReportLab", b"reportlab", b"CreationDate", f"{datetime.now(UTC):%Y%m%d}".encode()):
        assert trace not in made
    assert made == pdf("Release copy", [("title", "Release copy"), ("text", WORDS)], top="Never filed", foot="Reid")


def test_every_page_carries_its_top_and_its_foot_and_every_letter_has_a_shape() -> None:
    document = pikepdf.open(BytesIO(pdf("x", [("text", f"{WORDS}\n" * 120)], top="Never filed", foot="Reid")))
    assert len(document.pages) > 2
    for page in document.pages:
        shown = sum(1 for operands, operator in pikepdf.parse_content_stream(page) if str(operator) == "Tj")
        assert shown > 3
    whole = pikepdf.open(BytesIO(pdf("x", [("text", "&<b>é")])))
    assert len(whole.pages) == 1


def letters_of(made: bytes) -> set[str]:
    """Return the letters that the fonts of a PDF have shapes for: its text layer is made of them."""
    with pikepdf.open(BytesIO(made)) as document:
        fonts = [font for page in document.pages for font in page.Resources.Font.values()]
        maps = " ".join(font.ToUnicode.read_bytes().decode() for font in fonts if "/ToUnicode" in font)
    return {chr(int(code, 16)) for code in re.findall(r"<([0-9A-F]{4})>", maps)}


@pytest.fixture(params=["with DejaVu", "with what reportlab ships"])
def fonts(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    if request.param == "with what reportlab ships":
        monkeypatch.setattr(paper, "_DEJAVU", tmp_path)
    elif not (paper._DEJAVU / "DejaVuSans.ttf").exists():
        pytest.skip("fonts-dejavu-core is not installed here")
    paper._font.cache_clear()
    yield
    paper._font.cache_clear()


@pytest.mark.usefixtures("fonts")
def test_a_sign_that_cannot_be_printed_is_named_by_its_number_and_none_is_lost() -> None:
    words = "Boat 海 of Мария Żółć محمد \u202eend 😀 ɔŋ→"
    lost = unprintable(words)
    assert {"海", "م", "\u202e"} <= set(lost)
    made = pdf("x", [("text", words), ("title", words)], top=words, foot=words)
    assert not set(lost) & letters_of(made)
    assert set("Boatofend[sU+6D7]") <= letters_of(made)
    assert paper._as_printed("海!", "Plain") == "[sign U+6D77]!"
    shown = paper._as_printed(words, "Plain")
    assert not unprintable(shown)
    assert all(number in shown for number in lost.values())


@pytest.mark.usefixtures("fonts")
def test_an_accent_written_apart_and_signs_that_draw_nothing_are_no_loss() -> None:
    assert unprintable("e\u0301te\u0301\u200b \ufe0f\u200d\tok\n") == {}


@pytest.mark.usefixtures("fonts")
def test_every_letter_of_our_languages_is_printed_whatever_the_font() -> None:
    assert unprintable(WORDS) == {}
