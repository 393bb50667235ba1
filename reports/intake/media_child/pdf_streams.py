"""What may go on of a PDF's drawing and of its streams that are no pictures: only what is known to be seen.

In a damaged file any reference may point at any object, so that notes stand where a font or a drawing should. So
nothing goes on for its place alone: instructions must be ones that draw, and fonts and tables must look like some.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
from pikepdf import Name, Operator, String

_WORDS = (
    "q Q cm w J j M d ri i gs m l c v y h re S s f F f* B B* b b* n W W* BT ET Tc Tw Tz TL Tf Tr Ts Td TD Tm T* Tj TJ "
    "' \" d0 d1 CS cs SC SCN sc scn G g RG rg K k sh Do BX EX"
)
_DRAWING = {Operator(word) for word in _WORDS.split()}
_SAYING = {Operator(word) for word in ("Tj", "TJ", "'", '"')}
_INLINE = Operator("INLINE IMAGE")
_FILLING = {Operator(word) for word in ("S", "s", "f", "F", "f*", "B", "B*", "b", "b*")}  # each ends a path
_SHOWING = {*_SAYING, _INLINE, Operator("Do"), Operator("sh")}
_MARKING, _MARKED = {Operator("BMC"), Operator("BDC")}, Operator("EMC")
_NO_PAINT = pikepdf.ContentStreamInstruction([], Operator("n"))
_PHOTOS = {"/DCTDecode", "/JPXDecode"}  # inside a drawing they would bring their notes along
_FONT_BEGINS = (b"\0\1\0\0", b"true", b"OTTO", b"ttcf", b"%!", b"\x80\x01", b"\1\0")
_STRINGS = {"/CharSet", "/Registry", "/Ordering", "/Panose", "/Lookup"}
_MOST_LOOKUP = 256 * 4  # bytes: so many colours of so many parts
_PROGRAM = re.compile(rb"\s*\{[^%]*\}\s*")


def _is_font(data: bytes) -> bool:
    return data.startswith(_FONT_BEGINS)


def _is_map(data: bytes) -> bool:
    return b"begincmap" in data


# How the bytes under a key are known to be what should stand there.
_SIGNS: Mapping[str, Callable[[bytes], bool]] = {
    "/FontFile": _is_font,
    "/FontFile2": _is_font,
    "/FontFile3": _is_font,
    "/ToUnicode": _is_map,
    "/Encoding": _is_map,
    "/UseCMap": _is_map,
    "/CIDToGIDMap": lambda data: data.startswith(b"\0\0"),  # the first glyph is the one for what is missing
    "/Lookup": lambda data: len(data) <= _MOST_LOOKUP and b"<?xpacket" not in data,
}


def drawn(holder: Any, is_hidden: Callable[[Any], bool] = lambda _name: False) -> bytes:
    """Return the drawing instructions alone: written anew, without comments and marks between them.

    `is_hidden` tells of the name of a layer whether that is seen. What is hidden moves the pen and paints nothing.
    """
    steps: list[Any] = []
    layers: list[bool] = []  # of the marks that are open, whether each hides
    for step in pikepdf.parse_content_stream(holder):
        if step.operator in _MARKING:
            layers.append(len(step.operands) > 1 and step.operands[0] == Name.OC and is_hidden(step.operands[1]))
        elif step.operator == _MARKED:
            del layers[-1:]
        elif _draws(step) and not (any(layers) and step.operator in _SHOWING):
            steps.append(_NO_PAINT if any(layers) and step.operator in _FILLING else step)
    return pikepdf.unparse_content_stream(steps)


def may_say(key: str) -> bool:
    """Whether a string under this key belongs to what is seen."""
    return key in _STRINGS


def plain(stream: Any, under: str) -> bytes:
    """Return the bytes of a stream that stands under this key; none where they are not what should stand there."""
    data: bytes = stream.read_bytes(pikepdf.StreamDecodeLevel.generalized)
    return data if _is_known(stream, under, data) else b""


def _is_known(stream: Any, under: str, data: bytes) -> bool:
    function = stream.get("/FunctionType")
    if function is not None:
        return "/BitsPerSample" in stream if function == 0 else bool(_PROGRAM.fullmatch(data))
    if under in _SIGNS:
        return _SIGNS[under](data)
    return "/ShadingType" in stream and "/BitsPerCoordinate" in stream


def _draws(step: Any) -> bool:
    if step.operator == _INLINE:
        return not _is_photo(step)
    if step.operator not in _DRAWING:
        return False
    return step.operator in _SAYING or not any(isinstance(operand, String) for operand in step.operands)


def _is_photo(step: Any) -> bool:
    return bool(_PHOTOS & set(step.operands[0].filters))
