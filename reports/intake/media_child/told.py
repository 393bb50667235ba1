"""Place and time as a file's notes give them, in words that the tipster may choose to keep."""

import math
import re
from datetime import datetime

_DECIMALS = 3  # of a degree, about a hundred metres: the street, not the window
_ISO_6709 = re.compile(r"([+-]\d{2}(?:\d{2}){0,2}(?:\.\d+)?)([+-]\d{3}(?:\d{2}){0,2}(?:\.\d+)?)")
_DATE = re.compile(r"(\d{4})[-:](\d\d)[-:](\d\d)(?:[T ](\d\d):(\d\d))?")
_DATE_OF_PDF = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d))?")
_XMP_DEGREES = re.compile(r"(\d{1,3}),(\d{1,2}(?:\.\d+)?)(?:,(\d{1,2}(?:\.\d+)?))?([NSEW])")


def place(north: float, east: float) -> str:
    """Return "13.908, -60.983", or nothing where that is no place on Earth or the empty 0, 0."""
    if not (math.isfinite(north) and math.isfinite(east)) or abs(north) > 90 or abs(east) > 180 or north == east == 0:
        return ""
    return f"{north:.{_DECIMALS}f}, {east:.{_DECIMALS}f}"


def place_of_iso_6709(text: str) -> str:
    """Read what videos carry: "+13.9083-060.9833+012.3/", or in degrees, minutes and seconds run together."""
    found = _ISO_6709.match(text)
    return place(*(_degrees_run_together(part) for part in found.groups())) if found else ""


def _degrees_run_together(text: str) -> float:
    sign, digits = (-1.0 if text[0] == "-" else 1.0), text[1:]
    whole = digits.partition(".")[0]
    width = len(whole) % 2 + 2  # of the degrees: two for a latitude, three for a longitude
    parts = [digits[:width], digits[width : width + 2], digits[width + 2 :]]
    if len(whole) == width:
        parts = [digits]
    elif len(whole) == width + 2:
        parts = [digits[:width], digits[width:]]
    return sign * sum(float(part) * 60.0**-power for power, part in enumerate(parts))


def place_of_xmp(latitude: str, longitude: str) -> str:
    """Read "13,54.5N" and "60,59,12W"."""
    values = []
    for text in (latitude, longitude):
        found = _XMP_DEGREES.fullmatch(text)
        if not found:
            return ""
        size = float(found[1]) + float(found[2]) / 60 + float(found[3] or 0) / 3600
        values.append(-size if found[4] in "SW" else size)
    return place(*values)


def time(text: str, *, is_utc: bool = False) -> str:
    """Read "2026:01:02 03:04:05" or an ISO date; return "2026-01-02 03:04", or nothing for a date that cannot be.

    A year before 1990 is the clock of a device that was never set.
    """
    found = _DATE.search(text)
    if not found:
        return ""
    year, month, day, hour, minute = (int(part) for part in found.groups("0"))
    try:
        moment = datetime(year, month, day, hour, minute)  # noqa: DTZ001 - the wall clock of the device, no zone known
    except ValueError:
        return ""
    if moment.year < 1990:
        return ""
    if found[4] is None:
        return f"{moment:%Y-%m-%d}"
    return f"{moment:%Y-%m-%d %H:%M}" + (" UTC" if is_utc else "")


def time_of_pdf(text: str) -> str:
    """Read "D:20260102030405+01'00'", the wall clock of whoever made the document."""
    found = _DATE_OF_PDF.match(text)
    if not found:
        return ""
    year, month, day, hour, minute = found.groups()
    return time(f"{year}-{month}-{day}" + (f" {hour}:{minute}" if hour else ""))
