"""What a picture's file tells besides its picture. Only to inform, so nothing here may fail or cost the picture."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from PIL import ExifTags, Image

from reports.intake.media_child import told, xmp

_EXIF_WORDS = {
    "camera": {"Make", "Model", "Software", "HostComputer", "MakerNote", "LensModel", "LensMake", "ImageUniqueID"},
    "serial": {"BodySerialNumber", "LensSerialNumber", "CameraSerialNumber"},
    "date": {"DateTime", "DateTimeOriginal", "DateTimeDigitized", "OffsetTime", "OffsetTimeOriginal"},
    "owner": {"Artist", "Copyright", "CameraOwnerName", "XPAuthor"},
    "comment": {"ImageDescription", "UserComment", "XPComment", "XPTitle", "XPSubject", "XPKeywords", "DocumentName"},
}  # fmt: skip
_BOXES = {b"moov": "more_pictures", b"mpvd": "attached_data"}
"""Of a HEIC or AVIF: a sequence of pictures, of which the reader shows the first; the short film of a moving photo."""
_MOST_BOXES = 1000


def found_in(image: Image.Image, data: bytes) -> tuple[set[str], dict[str, str]]:
    """Return the words for what the file holds besides its pixels, and the place and time that it tells."""
    packet = _xmp(image, data)
    return {*_words_for(image, data, packet)}, _told_by(image, packet)


def _words_for(image: Image.Image, data: bytes, packet: bytes) -> Iterator[str]:
    try:
        yield from _words_for_exif(image.getexif())
    except Exception:  # noqa: BLE001
        yield "camera"
    info: dict[Any, Any] = image.info
    yield from xmp.words_for(packet)
    if info.get("comment") or info.get("photoshop") or _has_text(image):
        yield "comment"
    if image.format in {"JPEG", "MPO"} and not data.rstrip(b"\0\r\n ").endswith(b"\xff\xd9"):
        yield "attached_data"
    if image.format in {"HEIF", "AVIF"}:
        yield from (_BOXES[kind] for kind in islice(_boxes(data), _MOST_BOXES) if kind in _BOXES)


def _boxes(data: bytes) -> Iterator[bytes]:
    """Yield the kinds of a file's outermost boxes (ISO/IEC 14496-12, 4.2), to the first that is none."""
    at, size = 0, 8
    while size >= 8 and at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        yield kind
        size = int.from_bytes(data[at + 8 : at + 16]) if size == 1 else size
        at += size


def _has_text(image: Image.Image) -> bool:
    try:
        return bool(getattr(image, "text", None))  # a PNG reads itself to its end for that, and may be cut off
    except Exception:  # noqa: BLE001
        return False


def _told_by(image: Image.Image, packet: bytes) -> dict[str, str]:
    """The place and the time that the camera wrote, where they can be read."""
    found = {"place": "", "time": ""}
    try:
        exif = image.getexif()
        found["place"] = _place_of_exif(exif.get_ifd(ExifTags.IFD.GPSInfo))
        inner = exif.get_ifd(ExifTags.IFD.Exif)
        taken = inner.get(ExifTags.Base.DateTimeOriginal) or inner.get(ExifTags.Base.DateTimeDigitized)
        found["time"] = told.time(str(taken or exif.get(ExifTags.Base.DateTime) or ""))
    except Exception:  # noqa: BLE001, S110
        pass
    found["place"] = found["place"] or xmp.place(packet)
    found["time"] = found["time"] or xmp.time(packet)
    return {name: value for name, value in found.items() if value}


def _words_for_exif(exif: Image.Exif) -> Iterator[str]:
    tags = {ExifTags.TAGS.get(tag, "") for tag in exif}
    tags |= {ExifTags.TAGS.get(tag, "") for tag in exif.get_ifd(ExifTags.IFD.Exif)}
    for word, names in _EXIF_WORDS.items():
        if tags & names:
            yield word
    if exif.get_ifd(ExifTags.IFD.GPSInfo):
        yield "place"
    if exif.get_ifd(ExifTags.IFD.IFD1):
        yield "preview"


def _place_of_exif(gps: dict[int, Any]) -> str:
    if not {2, 4} <= gps.keys():
        return ""
    north, east = (sum(float(part) / 60**power for power, part in enumerate(gps[tag])) for tag in (2, 4))
    return told.place(-north if str(gps.get(1)) == "S" else north, -east if str(gps.get(3)) == "W" else east)


def _xmp(image: Image.Image, data: bytes) -> bytes:
    if image.format == "GIF":  # its reader passes the packet over
        return xmp.packets_in(data)
    value = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp")
    if isinstance(value, str):
        return value.encode("utf-8", "replace")
    return value if isinstance(value, bytes) else b""
