"""PDF files that tell more than they show: a planted word in every slot that is known to keep one."""

import io
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from tests.intake.telling_pictures import CANARY, TELLING, XMP

SEEN = "Seen words"


def telling_pdf(*, pages: int = 1, password: str = "") -> bytes:
    """A page with words, a photo with notes, notes of the editor, links, a form, programs, an attachment."""
    pdf = Pdf.new()
    for _ in range(pages):
        _add_page(pdf)
    pdf.docinfo["/Author"] = String("Author" + CANARY)
    pdf.docinfo["/Title"] = String("Title" + CANARY)
    pdf.docinfo["/Producer"] = String("Producer" + CANARY)
    pdf.docinfo["/CreationDate"] = String("D:20260102030405")
    pdf.docinfo["/Made-up"] = String(CANARY)
    root = pdf.Root
    root.Metadata = Stream(pdf, XMP, Type=Name.Metadata, Subtype=Name.XML)
    root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{CANARY}')"))
    root.AA = Dictionary(WC=Dictionary(S=Name.JavaScript, JS=String(CANARY)))
    root.PieceInfo = Dictionary(Editor=Dictionary(Private=String(CANARY)))
    root.Lang = String(CANARY)
    root.Outlines = Dictionary(First=Dictionary(Title=String(CANARY)))
    root.URI = Dictionary(Base=String(f"http://{CANARY}"))
    root.StructTreeRoot = Dictionary(K=Array([Dictionary(ActualText=String(CANARY), Alt=String(CANARY))]))
    root.OCProperties = Dictionary(OCGs=Array([Dictionary(Name=String(CANARY))]))
    pdf.attachments["note.txt"] = CANARY.encode()
    out = io.BytesIO()
    lock = pikepdf.Encryption(owner="owner", user=password) if password else None
    pdf.save(out, encryption=lock)
    data = out.getvalue()
    return data if password else data + b"\n% " + CANARY.encode() + b"\n"


def _add_page(pdf: Pdf) -> None:
    font = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, PieceInfo=String(CANARY))
    )
    photo = Stream(pdf, TELLING["jpeg"], Type=Name.XObject, Subtype=Name.Image, Width=64, Height=48)
    photo.ColorSpace = Array([Name.ICCBased, Stream(pdf, b"profile" + CANARY.encode(), N=3)])
    photo.BitsPerComponent = 8
    photo.Filter = Name.DCTDecode
    photo.Metadata = Stream(pdf, XMP)
    form = Stream(pdf, f"% {CANARY}\n/Span <</ActualText ({CANARY})>> BDC q 64 0 0 48 0 0 cm /Im Do Q EMC".encode())
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 64, 48])
    form.LastModified = String("D:20260102030405")
    form.PieceInfo = Dictionary(Editor=String(CANARY))
    form.Resources = Dictionary(XObject=Dictionary(Im=photo))
    drawn = f"% {CANARY}\nBT /F1 12 Tf 20 100 Td ({SEEN}) Tj ET q 1 0 0 1 20 20 cm /Fm Do Q"
    page = pdf.add_blank_page(page_size=(200, 200)).obj
    page.Resources = Dictionary(
        Font=Dictionary(F1=font),
        XObject=Dictionary(Fm=form),
        Properties=Dictionary(Secret=Dictionary(Name=String(CANARY))),
    )
    page.Contents = Stream(pdf, zlib.compress(drawn.encode()) + CANARY.encode(), Filter=Name.FlateDecode)
    page.Metadata = Stream(pdf, XMP)
    page.PieceInfo = Dictionary(Editor=String(CANARY))
    page.LastModified = String("D:20260102030405")
    page.Thumb = Stream(pdf, CANARY.encode())
    words, corner = String(CANARY), Array([0, 0, 9, 9])
    link = Dictionary(S=Name.Launch, F=String(CANARY))
    page.Annots = Array([
        Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=corner, A=link),
        Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=corner, T=words, Contents=words),
    ])  # fmt: skip
    page.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String(CANARY)))
    page["/VP"] = Array([Dictionary(Measure=Dictionary(Subtype=Name.GEO, GPTS=Array([13.9083, -60.9833])))])
