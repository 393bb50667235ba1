"""What holds of the cleaners of films and sounds for any file at all. Tried in this process, as with pictures."""

import io

import av
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.intake.disguise import RATE
from reports.intake.media import REMOVED
from reports.intake.media_child import containers, sound, video
from reports.intake.media_child.made import Made, Refused
from reports.intake.media_child.tracks import Speech
from tests.intake.media_child.test_properties import EDITS, edited, is_well_told, tried
from tests.intake.telling_films import FILMS, PLACE, SOUNDS
from tests.intake.telling_pictures import CANARY
from tests.intake.traces import found_in

seldom = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ENDS = st.sampled_from([1.0, 1.0, 0.9, 0.6])
_OF_EVERY_FILM = {"handler_name", "encoder", "duration"}


@pytest.fixture(autouse=True, scope="module")
def loaded() -> None:
    video.load()


def left_in(made: Made) -> list[str]:
    """Its streams, after a look at what else is in it."""
    assert is_well_told(made)
    assert found_in(made.data, [CANARY, PLACE, "13.9083"]) == set()
    with av.open(io.BytesIO(made.data)) as container:
        notes = [{key.lower() for key in holder.metadata} for holder in (container, *container.streams)]
        assert set().union(*notes) - {*containers._STRUCTURE, *_OF_EVERY_FILM} == set()
        return [each.type for each in container.streams]


@seldom
@given(st.sampled_from(sorted(FILMS)), EDITS, ENDS)
def test_a_film_comes_back_as_pictures_and_at_most_one_voice_without_its_notes(
    kind: str, edits: list[tuple[float, bytes]], end: float
) -> None:
    made = tried(video.clean, edited(FILMS[kind], edits, end))
    if made is None:
        return
    kinds = left_in(made)
    assert kinds in ([["audio"]] if made.kind == "audio/mpeg" else [["video"], ["video", "audio"]])
    assert "audio" not in kinds or "voice" in made.removed, "a voice is never taken over as it was"
    twice = tried(video.clean, made.data)
    assert twice is None or (set(twice.removed) <= {"voice", "software"} and not twice.told)


@seldom
@given(st.sampled_from(sorted(SOUNDS)), EDITS, ENDS)
def test_a_sound_comes_back_as_a_bare_mp3(kind: str, edits: list[tuple[float, bytes]], end: float) -> None:
    made = tried(sound.clean, edited(SOUNDS[kind], edits, end))
    if made is None:
        return
    assert (made.kind, "voice" in made.removed) == ("audio/mpeg", True)
    assert left_in(made) == ["audio"]
    twice = sound.clean(made.data)
    assert (set(twice.removed), dict(twice.told)) == ({"voice"}, {})


@given(st.sampled_from(sorted(FILMS | SOUNDS)), EDITS, ENDS)
@settings(max_examples=40, deadline=None)
def test_what_a_container_carries_besides_is_told_in_our_words(
    kind: str, edits: list[tuple[float, bytes]], end: float
) -> None:
    try:
        container = containers.opened(edited((FILMS | SOUNDS)[kind], edits, end))
    except Refused:
        return
    with container:
        assert set(containers.words_for(container)) <= REMOVED
        assert set(containers.told_by(container)) <= {"place", "time"}
        assert containers.seconds(container) >= 0


@seldom
@given(st.sampled_from(["mp4", "webm"]), st.lists(st.integers(1, RATE), max_size=5))
def test_a_voice_beside_pictures_is_as_long_as_its_pieces_and_runs_one_way(kind: str, sizes: list[int]) -> None:
    stamps = []
    with av.open(io.BytesIO(), "w", format=kind) as target:
        speech = Speech(target, kind)
        for size in sizes:
            stamps += [packet.pts for packet in speech.packets(np.zeros(size, np.int16))]
        stamps += [packet.pts for packet in speech.packets(None)] if sizes else []
    assert speech.seconds == sum(sizes) / RATE
    assert stamps == sorted(set(stamps))
