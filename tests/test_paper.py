"""PDFs: every letter of our languages, something on each page, and no trace of who or what made them."""

from datetime import UTC, datetime
from io import BytesIO

import pikepdf

from reports.paper import pdf

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
