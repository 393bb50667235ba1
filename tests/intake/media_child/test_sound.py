"""A sound comes back as a bare MP3 with the voice disguised."""

import io

import av
import numpy as np
import pytest

from reports.intake.media import CleanFile, FileRefused, MediaKind, Refusal, clean
from tests.intake.telling_films import PLACE, SOUNDS, TOLD_PLACE, hum, sound
from tests.intake.telling_pictures import CANARY
from tests.intake.traces import found_in, likeness


def cleaned(data: bytes) -> CleanFile:
    return clean(data, MediaKind.SOUND)


def samples(data: bytes) -> np.ndarray:
    with av.open(io.BytesIO(data)) as container:
        return np.concatenate([frame.to_ndarray().ravel() for frame in container.decode(audio=0)])


@pytest.mark.parametrize("kind", SOUNDS)
def test_nothing_but_the_sound_is_left(kind: str) -> None:
    traces = (CANARY, PLACE, "2026-01-02", "2026:01:02", "Xing", "Info", "Lavf", "Lavc", "JFIF")
    assert CANARY in found_in(SOUNDS[kind], traces), "the planted word must be there before"
    made = cleaned(SOUNDS[kind])
    assert made.kind == "audio/mpeg"
    assert found_in(made.data, traces) == set()
    assert made.data[:3] != b"ID3"  # by its place: sound may hold three such bytes anywhere
    assert made.data[-128:-125] != b"TAG"
    with av.open(io.BytesIO(made.data)) as container:
        [stream] = container.streams
        assert (stream.codec.canonical_name, stream.rate, stream.channels) == ("mp3", 16_000, 1)
        assert container.metadata == {}


@pytest.mark.parametrize("kind", [kind for kind in SOUNDS if kind != "amr"])
def test_the_hum_is_still_there_and_no_longer_the_same(kind: str) -> None:
    before, after = hum().astype(float), samples(cleaned(SOUNDS[kind]).data)
    assert 1.1 < len(after) / 16_000 < 2.0
    assert np.abs(after).max() > 0.02
    assert likeness(before, after) < 0.5


def test_the_tipster_is_told_what_was_removed_and_may_keep_place_and_time() -> None:
    made = cleaned(SOUNDS["m4a"])
    assert {"place", "date", "comment", "owner", "voice"} <= set(made.removed)
    assert made.told == {"place": TOLD_PLACE, "time": "2026-01-02 03:04 UTC"}
    assert "preview" in cleaned(SOUNDS["mp3 with cover"]).removed


@pytest.mark.parametrize("kind", ["mp3", "ogg", "wav", "flac", "webm sound", "amr"])
def test_of_a_sound_that_is_cut_off_the_beginning_stays(kind: str) -> None:
    made = cleaned(SOUNDS[kind][: len(SOUNDS[kind]) * 2 // 3])
    assert 0.3 < len(samples(made.data)) / 16_000 < 1.7


@pytest.mark.parametrize("rate", [8_000, 44_100, 48_000])
def test_a_sound_of_any_rate_keeps_its_length(rate: int) -> None:
    made = samples(cleaned(sound("wav", "pcm_s16le", rate=rate, seconds=4)).data)
    assert 3.5 < len(made) / 16_000 < 4.6


@pytest.mark.parametrize(
    "data",
    [
        b"ID3\x04\0\0\0\0\0\0",
        b"OggS" + bytes(400),
        b"fLaC" + bytes(90),
        b"#!AMR\n",
        b"RIFF\0\0\0\0WAVEfmt ",
        b"\xff\xfb\x90\x64",
    ],
    ids=["mp3", "ogg", "flac", "amr", "wav", "frame"],
)
def test_a_sound_without_any_is_damaged(data: bytes) -> None:
    with pytest.raises(FileRefused) as refused:
        cleaned(data)
    assert refused.value.reason is Refusal.DAMAGED


def test_a_sound_of_hours_is_refused() -> None:
    whole = bytearray(sound("wav", "pcm_s16le", rate=8000, notes={}))
    silence = bytes(8_000 * 2 * 3_700)
    at = whole.index(b"data")
    whole[at + 4 : at + 8] = len(silence).to_bytes(4, "little")
    with pytest.raises(FileRefused) as refused:
        cleaned(bytes(whole[: at + 8]) + silence)
    assert refused.value.reason is Refusal.TOO_LONG
