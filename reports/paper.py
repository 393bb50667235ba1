"""Pages for the printer: a PDF made in memory. It names no author, program or machine, and no time."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import pikepdf
import reportlab
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

_FONTS = Path(reportlab.__file__).parent / "fonts"  # Bitstream Vera: every letter of our five languages
_MARGIN = 22 * mm
_STYLES = {
    "title": ParagraphStyle("title", fontName="VeraBd", fontSize=15, leading=20, spaceAfter=8),
    "head": ParagraphStyle("head", fontName="VeraBd", fontSize=10.5, leading=15, spaceBefore=10, spaceAfter=2),
    "text": ParagraphStyle("text", fontName="Vera", fontSize=10.5, leading=15, spaceAfter=4),
}


def pdf(title: str, parts: Iterable[tuple[str, str]], *, top: str = "", foot: str = "", language: str = "en") -> bytes:
    """Return a PDF of `parts`, each a style ("title", "head" or "text") and its words.

    `top` and `foot` stand on every page. Blank lines in words part paragraphs.
    """
    for name in ("Vera", "VeraBd"):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(_FONTS / f"{name}.ttf")))

    def frame(canvas: Canvas, page: SimpleDocTemplate) -> None:
        canvas.setFont("VeraBd", 8.5)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 12 * mm, top)
        canvas.setFont("Vera", 8.5)
        canvas.drawString(_MARGIN, 12 * mm, foot)
        canvas.drawRightString(A4[0] - _MARGIN, 12 * mm, str(page.page))

    lines = [(style, line) for style, words in parts for line in words.split("\n")]
    told: list[Flowable] = [Paragraph(escape(line) or "&nbsp;", _STYLES[style]) for style, line in lines]
    made = BytesIO()
    document = SimpleDocTemplate(
        made, pagesize=A4, leftMargin=_MARGIN, rightMargin=_MARGIN, topMargin=_MARGIN, bottomMargin=_MARGIN, invariant=1
    )
    document.build(told, onFirstPage=frame, onLaterPages=frame)
    return _without_traces(made, title, language)


def _without_traces(made: BytesIO, title: str, language: str) -> bytes:
    clean = BytesIO()
    with pikepdf.open(made) as document:
        del document.docinfo
        document.docinfo["/Title"] = pikepdf.String(title)
        document.Root.Lang = pikepdf.String(language)
        document.save(clean, deterministic_id=True)
    return clean.getvalue()
