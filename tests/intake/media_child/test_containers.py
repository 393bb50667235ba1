"""A container is opened by the one reader that its bytes ask for."""

import av
import pytest

from reports.intake.media_child import containers
from reports.intake.media_child.made import Refused
from tests.intake.telling_films import FILMS, SOUNDS, TOLD_PLACE


@pytest.mark.parametrize(
    ("data", "reader"),
    [
        (FILMS["mp4"], "mov"),
        (FILMS["webm"], "matroska"),
        (FILMS["avi"], "avi"),
        (SOUNDS["mp3"], "mp3"),
        (SOUNDS["aac"], "aac"),
        (SOUNDS["ogg"], "ogg"),
        (SOUNDS["wav"], "wav"),
        (SOUNDS["flac"], "flac"),
        (SOUNDS["amr"], "amr"),
    ],
)
def test_the_reader_is_named_by_the_first_bytes(data: bytes, reader: str) -> None:
    with containers.opened(data) as container:
        assert reader in container.format.name.split(",")


@pytest.mark.parametrize(
    "data",
    [
        b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
        b"ffconcat version 1.0\nfile '/etc/passwd'\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
        b"\x89PNG\r\n\x1a\n" + bytes(200),
    ],
    ids=["playlist", "concat", "svg", "png"],
)
def test_no_other_reader_is_ever_asked(data: bytes) -> None:
    """What names other files is read as sound at most, and there is none in it."""
    assert frames_in(data) == []


def frames_in(data: bytes) -> list[object]:
    try:
        with containers.opened(data) as container:
            assert container.format.name == "mp3"
            return list(container.decode(audio=0))
    except (Refused, av.FFmpegError):
        return []


def test_a_cover_is_no_film() -> None:
    with containers.opened(SOUNDS["mp3 with cover"]) as container:
        film, sound = containers.film_and_sound(container)
        assert film is None
        assert sound is not None
        assert "preview" in set(containers.words_for(container))


def test_the_notes_are_named_and_place_and_time_told() -> None:
    with containers.opened(FILMS["mp4"]) as container:
        assert set(containers.words_for(container)) == {"place", "date", "comment", "owner", "software", "tracks"}
        assert containers.told_by(container) == {"place": TOLD_PLACE, "time": "2026-01-02 03:04 UTC"}
        assert 1 < containers.seconds(container) < 2
