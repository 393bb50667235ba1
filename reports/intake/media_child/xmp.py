"""What an XMP packet tells: of a picture, and of a film or sound, whose readers pass it over."""

import re
from collections.abc import Iterator

from reports.intake.media_child import told

_BEGINS, _ENDS = b"<x:xmpmeta", b"</x:xmpmeta>"
_LONGEST = 1024 * 1024
_MOST = 10
_VALUE = rb"""exif:%s(?:\s*=\s*["']|>)([^"'<]{1,40})"""


def packets_in(data: bytes) -> bytes:
    """Return the packets that lie in a file of any kind, one behind the other."""
    found: list[bytes] = []
    at = data.find(_BEGINS)
    for _ in range(_MOST):  # of beginnings: a hostile file has one every ten bytes
        if at < 0:
            break
        end = data.find(_ENDS, at, at + _LONGEST)
        if end >= 0:
            found.append(data[at:end])
        at = data.find(_BEGINS, max(end, at + 1))
    return b"\n".join(found)


def words_for(xmp: bytes) -> Iterator[str]:
    """Name what a packet holds."""
    if xmp:
        yield "editing"
        if b"GPS" in xmp or b"Location" in xmp or b"City" in xmp:
            yield "place"
        if b"creator" in xmp or b"rights" in xmp:
            yield "owner"
        if b"SerialNumber" in xmp:
            yield "serial"
        if b"Date" in xmp:
            yield "date"


def place(xmp: bytes) -> str:
    """Return the place that the device wrote, where it can be read."""
    return told.place_of_xmp(_value(xmp, b"GPSLatitude"), _value(xmp, b"GPSLongitude"))


def time(xmp: bytes) -> str:
    """Return the time that the device wrote, where it can be read."""
    return told.time(_value(xmp, b"DateTimeOriginal"))


def _value(xmp: bytes, name: bytes) -> str:
    found = re.search(_VALUE % name, xmp)
    return found[1].decode("utf-8", "replace") if found else ""
