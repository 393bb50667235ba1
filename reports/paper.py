"""Pages for the printer: a PDF made in memory. It names no author, program or machine, and no time.

A sign that its font has not, or that needs a script run from right to left, stands there as its number: never as a box.
"""

import unicodedata
from collections.abc import Iterable
from functools import cache
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

_DEJAVU = Path("/usr/share/fonts/truetype/dejavu")  # Debian's fonts-dejavu-core: Latin of all Europe, Greek, Cyrillic
_VERA = Path(reportlab.__file__).parent / "fonts"  # comes with reportlab: every letter of our five languages
_FILES = {"Plain": ("DejaVuSans.ttf", "Vera.ttf"), "Bold": ("DejaVuSans-Bold.ttf", "VeraBd.ttf")}
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_TURNS = "\u202d\u202e"  # signs that show what follows in another order than it was written
_DRAWN_AS_NOTHING = frozenset({"\ufe0e", "\ufe0f"})
_MARGIN = 22 * mm
_STYLES = {
    "title": ParagraphStyle("title", fontName="Bold", fontSize=15, leading=20, spaceAfter=8),
    "head": ParagraphStyle("head", fontName="Bold", fontSize=10.5, leading=15, spaceBefore=10, spaceAfter=2),
    "text": ParagraphStyle("text", fontName="Plain", fontSize=10.5, leading=15, spaceAfter=4),
}


def pdf(title: str, parts: Iterable[tuple[str, str]], *, top: str = "", foot: str = "", language: str = "en") -> bytes:
    """Return a PDF of `parts`, each a style ("title", "head" or "text") and its words.

    `top` and `foot` stand on every page. Blank lines in words part paragraphs.
    """
    for name in _FILES:
        _font(name)

    def frame(canvas: Canvas, page: SimpleDocTemplate) -> None:
        canvas.setFont("Bold", 8.5)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 12 * mm, _as_printed(top, "Bold"))
        canvas.setFont("Plain", 8.5)
        canvas.drawString(_MARGIN, 12 * mm, _as_printed(foot, "Plain"))
        canvas.drawRightString(A4[0] - _MARGIN, 12 * mm, str(page.page))

    lines = [(style, line) for style, words in parts for line in words.split("\n")]
    told: list[Flowable] = [Paragraph(_line(line, _STYLES[style]), _STYLES[style]) for style, line in lines]
    made = BytesIO()
    document = SimpleDocTemplate(
        made, pagesize=A4, leftMargin=_MARGIN, rightMargin=_MARGIN, topMargin=_MARGIN, bottomMargin=_MARGIN, invariant=1
    )
    document.build(told, onFirstPage=frame, onLaterPages=frame)
    return _without_traces(made, title, language)


def unprintable(words: str) -> dict[str, str]:
    """Return each sign of these words that a page of text cannot show, and what stands there for it."""
    return {sign: _number(sign) for sign in _composed(words) if not _is_printable(sign, "Plain")}


def _line(words: str, style: ParagraphStyle) -> str:
    return escape(_as_printed(words, style.fontName)) or "&nbsp;"


def _as_printed(words: str, font: str) -> str:
    return "".join(sign if _is_printable(sign, font) else _number(sign) for sign in _composed(words))


def _composed(words: str) -> str:
    """Return words with each letter and its accent as one sign where there is one, and without what draws nothing."""
    return "".join(sign for sign in unicodedata.normalize("NFC", words) if not _draws_nothing(sign))


def _number(sign: str) -> str:
    return f"[sign U+{ord(sign):04X}]"


def _draws_nothing(sign: str) -> bool:
    return sign in _DRAWN_AS_NOTHING or (unicodedata.category(sign) == "Cf" and sign not in _TURNS)


def _is_printable(sign: str, font: str) -> bool:
    if sign.isspace():
        return True
    goes_back = sign in _TURNS or unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT
    return not goes_back and ord(sign) in _font(font).face.charToGlyph


@cache
def _font(name: str) -> TTFont:
    """Return the font of this name, which can then be written with."""
    best, shipped = _FILES[name]
    file = _DEJAVU / best if (_DEJAVU / best).exists() else _VERA / shipped
    font = TTFont(name, str(file))
    pdfmetrics.registerFont(font)
    return font


def _without_traces(made: BytesIO, title: str, language: str) -> bytes:
    clean = BytesIO()
    with pikepdf.open(made) as document:
        del document.docinfo
        document.docinfo["/Title"] = pikepdf.String(title)
        document.Root.Lang = pikepdf.String(language)
        document.save(clean, deterministic_id=True)
    return clean.getvalue()
