"""A PDF goes on as its pages look; what is not seen on them stays behind."""

import io
import re

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from reports.intake import media
from reports.intake.media import CleanFile, FileRefused, MediaKind, Refusal, clean
from tests.intake.telling_pdf import SEEN, telling_pdf
from tests.intake.telling_pictures import CANARY
from tests.intake.traces import found_in


def cleaned(data: bytes) -> CleanFile:
    return clean(data, MediaKind.PDF)


def saved(pdf: Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def refusal_of(data: bytes) -> Refusal:
    with pytest.raises(FileRefused) as refused:
        cleaned(data)
    return refused.value.reason


def test_nothing_but_the_pages_is_left() -> None:
    before, made = telling_pdf(), cleaned(telling_pdf())
    traces = (CANARY, "20260102", "xmpmeta", "JavaScript", "/Annots", "/GPTS", "/PieceInfo", "/Metadata")
    assert found_in(before, traces) == set(traces)
    assert found_in(made.data, traces) == set()
    assert made.kind == "application/pdf"
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
        assert set(pdf.pages[0].keys()) == {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"}
        assert "/Info" not in pdf.trailer


def test_the_words_stay_words_and_the_photo_stays_a_photo() -> None:
    with pikepdf.open(io.BytesIO(cleaned(telling_pdf()).data)) as pdf:
        page = pdf.pages[0]
        assert SEEN.encode() in page.Contents.read_bytes()
        photo = page.Resources.XObject.Fm.Resources.XObject.Im
        assert (photo.Width, photo.Height, photo.ColorSpace) == (64, 48, Name.DeviceRGB)
        assert pikepdf.PdfImage(photo).as_pil_image().size == (64, 48)
        assert page.Resources.Font.F1.BaseFont == Name.Helvetica


def test_the_tipster_is_told_what_was_removed() -> None:
    assert set(cleaned(telling_pdf()).removed) == {
        "owner", "date", "software", "comment", "editing", "active", "attached_data", "camera", "serial", "place",
    }  # fmt: skip


def test_where_and_when_a_photo_in_it_was_taken_is_told_to_the_tipster() -> None:
    assert cleaned(telling_pdf()).told == {"place": "13.908, -60.987", "time": "2026-01-02 03:04"}


def test_the_day_of_a_pdf_can_be_told_where_no_photo_in_it_tells_another() -> None:
    pdf, out = Pdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.docinfo["/CreationDate"] = String("D:20251231235959Z")
    pdf.save(out)
    assert cleaned(out.getvalue()).told == {"time": "2025-12-31 23:59"}
    with pikepdf.open(io.BytesIO(telling_pdf())) as other:
        other.docinfo["/CreationDate"] = String("D:20251231235959Z")
        other.save(out := io.BytesIO())
    assert cleaned(out.getvalue()).told["time"] == "2026-01-02 03:04"


def test_a_bare_pdf_had_nothing_to_remove() -> None:
    pdf = Pdf.new()
    pdf.add_blank_page()
    made = cleaned(saved(pdf))
    assert (made.removed, made.told) == ((), {})


def test_pictures_and_fonts_that_no_page_shows_stay_behind() -> None:
    """Who takes a page out of a longer document brings one list of the pictures of all pages along."""
    pdf = Pdf.new()
    shown, unseen = (
        Stream(pdf, grey * 64, Type=Name.XObject, Subtype=Name.Image, Width=8, Height=8, ColorSpace=Name.DeviceGray)
        for grey in (b"\x01", b"\xc8")
    )
    shown.BitsPerComponent = unseen.BitsPerComponent = 8
    inner = Stream(pdf, b"/Shown Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    inner.Resources = Dictionary(XObject=Dictionary(Shown=shown, Unseen=unseen))
    listed = pdf.make_indirect(Dictionary(XObject=Dictionary(Inner=inner, Unseen=pdf.make_indirect(unseen))))
    for _ in range(2):
        page = pdf.add_blank_page()
        page.obj.Resources, page.obj.Contents = listed, Stream(pdf, b"/Inner Do")
    before = saved(pdf)
    with pikepdf.open(io.BytesIO(cleaned(before).data)) as made:
        pictures = [one.read_bytes() for one in made.objects if isinstance(one, Stream) and "/Width" in one]
    assert pictures == [b"\x01" * 64]


def test_a_locked_pdf_is_refused_in_a_word() -> None:
    assert refusal_of(telling_pdf(password="secret")) is Refusal.LOCKED


def test_a_pdf_that_only_its_owner_may_change_is_read() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(telling_pdf())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user=""))
    made = cleaned(out.getvalue())
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert not pdf.is_encrypted


def test_a_pdf_of_too_many_pages_is_refused() -> None:
    pdf = Pdf.new()
    for _ in range(201):
        pdf.add_blank_page()
    assert refusal_of(saved(pdf)) is Refusal.TOO_LONG


def test_what_was_written_into_a_form_stays_to_be_read() -> None:
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(200, 200))
    look = Stream(pdf, b"BT /F1 12 Tf (typed words) Tj ET")
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 100, 20])
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String(CANARY), V=String("typed words"), F=4,
            Rect=Array([10, 10, 110, 30]), AP=Dictionary(N=look), P=page.obj,
        )
    )  # fmt: skip
    page.obj.Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
    made = cleaned(saved(pdf))
    with pikepdf.open(io.BytesIO(made.data)) as after:
        assert "/Annots" not in after.pages[0]
        drawn = [form.read_bytes() for form in after.pages[0].Resources.XObject.values()]
        assert any(b"typed words" in form for form in drawn)
    assert "active" in made.removed
    assert found_in(made.data, [CANARY]) == set()


def test_earlier_states_of_a_changed_document_are_gone() -> None:
    """A program that changes a PDF may only add to its end: what was struck out is still in the file."""
    before = telling_pdf()
    added = re.sub(rb"%PDF-1\.\d", b"% more", telling_pdf())
    assert found_in(cleaned(before + added).data, [CANARY]) == set()


def test_a_glyph_of_a_drawn_font_stays_whatever_its_name_is() -> None:
    pdf = Pdf.new()
    page = pdf.add_blank_page()
    glyph = Stream(pdf, f"% {CANARY}\n10 0 d0 0 0 8 8 re f".encode())
    page.obj.Resources = Dictionary(
        Font=Dictionary(F1=Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 9, 9]), FontMatrix=Array([1, 0, 0, 1, 0, 0]),
            CharProcs=Dictionary(A=glyph), Encoding=Dictionary(Differences=Array([65, Name.A])), FirstChar=65,
            LastChar=65, Widths=Array([10]),
        ))
    )  # fmt: skip
    page.obj.Contents = Stream(pdf, b"BT /F1 1 Tf (A) Tj ET")
    made = cleaned(saved(pdf))
    with pikepdf.open(io.BytesIO(made.data)) as after:
        assert b"re\nf" in after.pages[0].Resources.Font.F1.CharProcs["/A"].read_bytes()
    assert found_in(made.data, [CANARY]) == set()


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n1 0 obj <<>>",
        b"%PDF-1.4\n%%EOF",
        telling_pdf()[:300],
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj trailer<</Root 1 0 R>>",
    ],
)
def test_a_broken_pdf_is_refused(data: bytes) -> None:
    assert refusal_of(data) is Refusal.DAMAGED


def test_a_pdf_whose_end_is_missing_is_mended() -> None:
    whole = telling_pdf()
    made = cleaned(whole[: whole.rindex(b"startxref")])
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert len(pdf.pages) == 1


def test_a_page_that_blows_up_is_refused_and_takes_nothing_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(media._SECONDS, MediaKind.PDF, 600)  # of waiting: a busy machine is no fault of the file
    pdf = Pdf.new()
    page = pdf.add_blank_page()
    page.obj.Contents = Stream(pdf, b"0 0 m\n" * 20_000_000)
    bomb = saved(pdf)
    assert len(bomb) < 2_000_000
    assert refusal_of(bomb) in {Refusal.TOO_LARGE, Refusal.TOO_LONG, Refusal.DAMAGED}


def test_dictionaries_without_end_are_refused() -> None:
    pdf = Pdf.new()
    page = pdf.add_blank_page()
    nest = Dictionary(Deep=Name.End)
    for _ in range(200):
        nest = Dictionary(Deep=nest)
    page.obj.Resources = Dictionary(ExtGState=Dictionary(G=nest))
    assert refusal_of(saved(pdf)) is Refusal.DAMAGED
