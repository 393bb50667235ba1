"""A film keeps its pictures and their time; its notes stay behind and the voices in it are disguised."""

import io
from typing import Any

import av
import numpy as np
import pytest

from reports.intake.media import CleanFile, FileRefused, MediaKind, Refusal, clean
from tests.intake.telling_films import FILMS, PLACE, SOUNDS, TOLD_PLACE, film, hum
from tests.intake.telling_pictures import CANARY
from tests.intake.traces import found_in, likeness

KEPT = {"mp4": "h264", "mov": "hevc", "webm": "vp8", "mkv": "vp9", "mp4 with boxes of its own": "h264"}


def cleaned(data: bytes) -> CleanFile:
    return clean(data, MediaKind.VIDEO)


def frames(data: bytes) -> list[Any]:
    with av.open(io.BytesIO(data)) as container:
        return list(container.decode(video=0))


def samples(data: bytes) -> np.ndarray:
    resampler = av.AudioResampler("s16", "mono", 16_000)
    with av.open(io.BytesIO(data)) as container:
        made = [part for frame in container.decode(audio=0) for part in resampler.resample(frame)]
    return np.concatenate([part.to_ndarray().ravel() for part in made]).astype(float)


def middle_of_the_square(frame: Any) -> float:
    red = frame.to_ndarray(format="rgb24")[20:30, :, 0].mean(axis=0)
    return float(np.average(np.arange(len(red)), weights=red > 150))


@pytest.mark.parametrize("kind", FILMS)
def test_nothing_but_film_and_sound_is_left(kind: str) -> None:
    traces = (CANARY, PLACE, "2026-01-02", "GPS 13.9083", "13.9083")
    assert CANARY in found_in(FILMS[kind], traces), "the planted word must be there before"
    made = cleaned(FILMS[kind])
    assert found_in(made.data, traces) == set()
    with av.open(io.BytesIO(made.data)) as container:
        assert [stream.type for stream in container.streams] == ["video", "audio"][: 1 if kind == "silent mp4" else 2]
        assert not {"title", "comment", "artist", "location", "creation_time"} & set(container.metadata)


@pytest.mark.parametrize("kind", FILMS)
def test_the_pictures_stay_in_their_order_and_at_their_time(kind: str) -> None:
    before, after = frames(FILMS[kind]), frames(cleaned(FILMS[kind]).data)
    assert len(after) == len(before) == 15
    assert [round(frame.time, 1) for frame in after] == [round(number / 10, 1) for number in range(15)]
    places = [middle_of_the_square(frame) for frame in after]
    assert places[0] < 25 < 100 < places[-1]
    assert places == sorted(places)


@pytest.mark.parametrize(("kind", "coding"), KEPT.items())
def test_pictures_in_a_common_coding_are_taken_over(kind: str, coding: str) -> None:
    with av.open(io.BytesIO(cleaned(FILMS[kind]).data)) as container:
        assert container.streams.video[0].codec.canonical_name == coding


@pytest.mark.parametrize("kind", ["3gp", "avi"])
def test_pictures_in_an_old_coding_are_newly_coded(kind: str) -> None:
    made = cleaned(FILMS[kind])
    assert made.kind == "video/mp4"
    with av.open(io.BytesIO(made.data)) as container:
        assert container.streams.video[0].codec.canonical_name == "h264"


@pytest.mark.parametrize("kind", ["mp4", "webm", "avi"])
def test_the_voices_in_a_film_are_disguised_and_keep_time(kind: str) -> None:
    before, after = samples(FILMS[kind]), samples(cleaned(FILMS[kind]).data)
    assert abs(len(after) - len(before)) < 2000
    assert likeness(before, after) < 0.5
    least = min(len(before), len(after))

    def loudness(sound: np.ndarray) -> np.ndarray:
        return np.array([np.abs(sound[at : at + 800]).mean() for at in range(0, least - 800, 800)])

    then, now = loudness(before), loudness(after)
    shifted = [np.corrcoef(then[4:-4], now[4 + by : len(now) - 4 + by])[0, 1] for by in range(-4, 5)]  # of 50 ms
    assert max(shifted) > 0.6


def test_a_sound_is_not_like_itself_by_the_measure_above() -> None:
    sound = hum().astype(float)
    assert likeness(sound, sound) > 0.99
    assert likeness(sound, np.roll(sound, 4000)) > 0.7


def test_a_film_held_sideways_stays_so_to_its_player() -> None:
    for coding in ("libx264", "mpeg4"):
        turned = film(coding=coding, rotation=90)
        assert frames(turned)[0].rotation == 90
        assert frames(cleaned(turned).data)[0].rotation == 90


@pytest.mark.parametrize("coding", ["libx264", "mpeg4"])
def test_a_film_whose_clock_counts_from_long_ago_begins_at_nought(coding: str) -> None:
    late = film("matroska", coding, "libopus", begin=90_000)
    assert frames(late)[0].time > 80_000
    made = cleaned(late)
    assert frames(made.data)[0].time == 0
    assert 1 < len(samples(made.data)) / 16_000 < 2


@pytest.mark.parametrize("coding", ["libx264", "mpeg4"])
def test_what_was_cut_off_the_beginning_of_a_film_does_not_come_back(coding: str) -> None:
    """A phone that trims a film leaves in the file what lies between the last whole picture and the cut."""
    cut = film(coding=coding, notes={}, more={"avoid_negative_ts": "disabled"}, cut=0.5)
    with av.open(io.BytesIO(cut)) as container:
        assert sum(packet.is_discard for packet in container.demux(video=0)) == 5
    before, after = frames(cut), frames(cleaned(cut).data)
    assert len(before) == len(after) == 10
    assert abs(middle_of_the_square(after[0]) - middle_of_the_square(before[0])) < 3
    assert middle_of_the_square(after[0]) > 50, "the square has moved by then"


def test_the_tipster_may_keep_the_place_and_time_as_words() -> None:
    made = cleaned(FILMS["mp4"])
    assert made.told == {"place": TOLD_PLACE, "time": "2026-01-02 03:04 UTC"}
    assert {"place", "date", "comment", "owner", "tracks", "voice"} <= set(made.removed)


def test_a_film_that_is_only_a_sound_becomes_one() -> None:
    assert cleaned(SOUNDS["3gp sound"]).kind == "audio/mpeg"


@pytest.mark.parametrize(("kind", "part"), [("webm", 0.6), ("mkv", 0.6), ("avi", 0.9)])
def test_of_a_film_that_is_cut_off_the_beginning_stays(kind: str, part: float) -> None:
    whole = FILMS[kind]
    made = cleaned(whole[: int(len(whole) * part)])
    assert 3 <= len(frames(made.data)) <= 15
    assert found_in(made.data, [CANARY]) == set()


@pytest.mark.parametrize(
    "data",
    [
        FILMS["mp4"][:4000],  # the index of an MP4 stands at its end
        b"\0\0\0\x18ftypisom\0\0\0\0isom" + bytes(300),
        b"\x1aE\xdf\xa3" + bytes(300),
        b"RIFF\0\0\0\0AVI LIST" + bytes(300),
        b"\0\0\0\x18ftypmp42\0\0\0\0mp42<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
    ids=["cut", "empty mp4", "empty mkv", "empty avi", "svg"],
)
def test_a_film_without_pictures_or_sound_is_damaged(data: bytes) -> None:
    with pytest.raises(FileRefused) as refused:
        cleaned(data)
    assert refused.value.reason is Refusal.DAMAGED


def test_a_film_that_says_it_lasts_for_hours_is_refused() -> None:
    long = film("matroska", "mpeg4", "", notes={}, begin=0)
    at = long.index(b"\x44\x89\x88") + 3  # the element that says how long, a number of eight bytes in thousandths
    lasts = np.array(7_200_000.0, ">f8").tobytes()
    with pytest.raises(FileRefused) as refused:
        cleaned(long[:at] + lasts + long[at + 8 :])
    assert refused.value.reason is Refusal.TOO_LONG


def test_a_large_film_in_an_old_coding_is_made_smaller() -> None:
    made = cleaned(film("avi", "mjpeg", "pcm_s16le", size=(1920, 1080)))
    assert (frames(made.data)[0].width, frames(made.data)[0].height) == (1280, 720)
