"""Place and time become words, or nothing where they make no sense."""

import pytest

from reports.intake.media_child import told


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("+13.9083-060.9833+012.3/", "13.908, -60.983"),
        ("+1354.5-06059.2/", "13.908, -60.987"),
        ("+135430-0605912/", "13.908, -60.987"),
        ("+13-061/", "13.000, -61.000"),
        ("somewhere", ""),
        ("+99.0000-060.0000/", ""),
        ("+00.0000+000.0000/", ""),
    ],
)
def test_a_place_as_videos_write_it(text: str, place: str) -> None:
    assert told.place_of_iso_6709(text) == place


def test_a_place_as_editors_write_it() -> None:
    assert told.place_of_xmp("13,54.5N", "60,59,12W") == "13.908, -60.987"
    assert told.place_of_xmp("13.9", "60,59,12W") == ""


@pytest.mark.parametrize(("north", "east"), [(float("nan"), 1.0), (91.0, 0.0), (0.0, 181.0), (0.0, 0.0)])
def test_what_is_no_place_on_earth_is_not_told(north: float, east: float) -> None:
    assert told.place(north, east) == ""


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026:01:02 03:04:05", "2026-01-02 03:04"),
        ("2026-01-02T03:04:05.000000Z", "2026-01-02 03:04"),
        ("2026-01-02", "2026-01-02"),
        ("D:2026", ""),
        ("2026:13:45 99:00:00", ""),
        ("1970-01-01T00:00:00Z", ""),
        ("1904-01-01 00:00:00", ""),
    ],
)
def test_a_time_loses_its_seconds_and_nonsense_is_dropped(text: str, time: str) -> None:
    assert told.time(text) == time


def test_a_clock_of_another_zone_is_named() -> None:
    assert told.time("2026-01-02T03:04:05Z", is_utc=True) == "2026-01-02 03:04 UTC"


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("D:20260102030405+01'00'", "2026-01-02 03:04"),
        ("20260102", "2026-01-02"),
        ("D:2026", ""),
        ("D:20261345990000", ""),
        ("D:19700101000000Z", ""),
        ("yesterday", ""),
    ],
)
def test_the_day_of_a_pdf(text: str, time: str) -> None:
    assert told.time_of_pdf(text) == time
