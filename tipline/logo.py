"""The picture beside the line's name: one that is drawn, one of the force's own, or none."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree
from zlib import crc32

from django.core.exceptions import ImproperlyConfigured

DRAWN = "hills"
"""The two Pitons of Saint Lucia and the sea, drawn by the style sheet in its colours."""
_MOST = 8 * 1024  # bytes: a page with all that it needs has 14 kB for itself
_PNG, _PNG_LAST = b"\x89PNG\r\n\x1a\n", b"IEND"
_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = """
svg g path rect circle ellipse line polyline polygon defs linearGradient radialGradient stop clipPath mask use symbol
title desc"""
_DECLARED = re.compile(r"\A<\?xml\s[^?]*\?>")
_ELSEWHERE = re.compile(r"url\((?!\s*['\"]?#)|image\(|-set\(|src\(|\\|@import|javascript:|data:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Logo:
    """`look` is what the style sheet calls it; the force's own comes as `data` of the kind `media`."""

    look: str = ""
    media: str = ""
    data: bytes = field(default=b"", repr=False)


def logo(named: str) -> Logo:
    """Return the logo that a setting names: a file, DRAWN, or nothing.

    Raises ImproperlyConfigured for a file that is no PNG, no SVG of plain shapes, or too large.
    """
    if named in ("", DRAWN):
        return Logo(look=named)
    try:
        data = Path(named).read_bytes()
    except OSError as problem:
        raise ImproperlyConfigured(f"TIPLINE_LOGO: {named} cannot be read: {problem.strerror}.") from None
    if len(data) > _MOST:
        raise ImproperlyConfigured(f"TIPLINE_LOGO: {named} has {len(data)} bytes, and {_MOST} are the most.")
    if _is_png(data):
        return Logo(f"{DRAWN} own", "image/png", data)
    if wrong := _wrong_in_svg(data):
        raise ImproperlyConfigured(f"TIPLINE_LOGO: {named} is no PNG, and no SVG that we show: {wrong}.")
    return Logo(f"{DRAWN} own", "image/svg+xml", data)


def _is_png(data: bytes) -> bool:
    """Return whether this is one PNG, chunk by whole chunk, and nothing behind it."""
    at, kind = len(_PNG), b""
    while data.startswith(_PNG) and at + 12 <= len(data) and kind != _PNG_LAST:
        size = int.from_bytes(data[at : at + 4])
        kind, end = data[at + 4 : at + 8], at + 8 + size
        if crc32(data[at + 4 : end]) != int.from_bytes(data[end : end + 4]):
            return False
        at = end + 4
    return kind == _PNG_LAST and at == len(data)


def _wrong_in_svg(data: bytes) -> str:
    """Tell what a drawing has that could do or load something; nothing if it is shapes alone."""
    try:
        drawing = _DECLARED.sub("", data.decode("utf-8-sig"), count=1)
    except UnicodeDecodeError:
        return "it is not written in UTF-8"
    if "<?" in drawing:
        return "it holds an instruction"
    return "it declares a document type" if "<!" in drawing.replace("<!--", "") else _wrong_in_drawing(drawing)


def _wrong_in_drawing(drawing: str) -> str:
    try:
        root = ElementTree.fromstring(drawing)  # noqa: S314 - a file of the force's own, with no declaration in it
    except ElementTree.ParseError:
        return "it cannot be read"
    if root.tag != f"{_SVG}svg":
        return "it does not begin with svg"
    for each in root.iter():
        kind = str(each.tag).rpartition("}")[2]
        if kind not in _SHAPES.split() or not str(each.tag).startswith(_SVG):
            return f"it holds {kind}"
        for name, value in each.attrib.items():
            plain = name.rpartition("}")[2]
            leads_away = plain == "href" and not value.startswith("#")
            if plain.lower().startswith("on") or leads_away or _ELSEWHERE.search(value):
                return f"its {kind} has {plain}"
    return ""
