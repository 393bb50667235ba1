"""Pictures inside a PDF: photos are decoded and written anew, other codings keep their bytes and lose their notes."""

import io
from base64 import a85decode
from binascii import unhexlify
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from zlib import decompressobj
from zlib import error as ZlibError

from pikepdf import Array, Name
from PIL import Image, Jpeg2KImagePlugin, JpegImagePlugin  # noqa: F401 - see images.py

from reports.intake.media_child import hidden, images
from reports.intake.media_child.made import Refused

_LONGEST_SIDE = 2560
_MOST_PIXELS = 50_000_000
_MOST_BYTES = 64 * 1024 * 1024
_MOST_WRAPPINGS = 2
_KEPT = ("/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Decode", "/ImageMask", "/Mask",
         "/SMask", "/Interpolate", "/Intent", "/SMaskInData", "/Matte")  # fmt: skip
_PHOTOS = {"/DCTDecode", "/JPXDecode"}
# Pictures of text and drawings; their bytes go on as they are, since nothing here decodes them.
_FOREIGN = {"/JBIG2Decode", "/CCITTFaxDecode"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's bytes, the entries beside them, words for what it told besides, and its place and time."""

    data: bytes = field(repr=False)
    entries: dict[str, Any]
    removed: frozenset[str] = frozenset()
    told: Mapping[str, str] = field(default_factory=dict, repr=False)


def load() -> None:
    """Open every module that a picture may need, while files can still be opened."""
    images.load()


def picture(stream: Any) -> Picture:
    """Return a picture made anew. Raises Refused."""
    entries = {key: stream[key] for key in _KEPT if key in stream}
    coding = stream.get("/Filter")
    codings = [str(one) for one in coding] if isinstance(coding, Array) else [str(coding)] if coding else []
    if codings[-1:] and codings[-1] in _PHOTOS:
        return _photo(stream, entries)
    if codings[-1:] and codings[-1] in _FOREIGN:
        if len(codings) > 1:
            raise Refused("damaged")
        return Picture(stream.read_raw_bytes(), entries | _coded(stream))
    return Picture(stream.read_bytes(), entries)


def _coded(stream: Any) -> dict[str, Any]:
    return {key: stream[key] for key in ("/Filter", "/DecodeParms") if key in stream}


def _photo(stream: Any, entries: dict[str, Any]) -> Picture:
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS  # twice as many are an error, and those between are refused below
    data = _undone(stream)
    try:
        image = Image.open(io.BytesIO(data), formats=("JPEG", "JPEG2000"))
        if image.width * image.height > _MOST_PIXELS:
            raise Refused("too_many_pixels")
        (removed, told), was = hidden.found_in(image, data), image.mode
        image.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
        seen = image.convert("L" if was == "L" else "RGB")
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as problem:
        raise Refused("damaged") from problem
    seen.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    out = io.BytesIO()
    Image.frombytes(seen.mode, seen.size, seen.tobytes()).save(out, "JPEG", quality=85)
    entries |= {"/Width": seen.width, "/Height": seen.height, "/BitsPerComponent": 8, "/Filter": Name.DCTDecode}
    if was not in {"L", "RGB"} or "/ColorSpace" not in entries:
        entries["/ColorSpace"] = Name.DeviceGray if seen.mode == "L" else Name.DeviceRGB
        entries.pop("/Decode", None)
    return Picture(out.getvalue(), entries, frozenset(removed), told)


def _undone(stream: Any) -> bytes:
    """Return the photo's own bytes, with what was wrapped around them taken off."""
    coding = stream["/Filter"]
    wrapped = list(coding)[:-1] if isinstance(coding, Array) else []
    if len(wrapped) > _MOST_WRAPPINGS:
        raise Refused("damaged")
    data = bytes(stream.read_raw_bytes())
    for each in wrapped:
        data = _unwrapped(str(each), data)
    return data


def _unwrapped(coding: str, data: bytes) -> bytes:
    try:
        if coding == "/FlateDecode":
            return decompressobj().decompress(data, _MOST_BYTES)
        if coding == "/ASCII85Decode":
            return a85decode(data.partition(b"~")[0])
        if coding == "/ASCIIHexDecode":
            return unhexlify(b"".join(data.partition(b">")[0].split()))
    except (ZlibError, ValueError) as problem:  # binascii's errors are values, too
        raise Refused("damaged") from problem
    raise Refused("damaged")
