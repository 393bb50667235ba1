"""Streams of a new film."""

import io

import av
import numpy as np
import pytest

from reports.intake.media_child.tracks import Speech, rehearsed
from tests.intake.telling_films import hum


@pytest.mark.parametrize(("kind", "coding"), [("mp4", "mpeg4"), ("webm", "libvpx")])
def test_a_rehearsal_is_a_film_with_sound(kind: str, coding: str) -> None:
    with av.open(io.BytesIO(rehearsed(kind, coding, hum()))) as container:
        assert len(list(container.decode(video=0))) == 3
    with av.open(io.BytesIO(rehearsed(kind, coding, hum()))) as container:
        assert sum(frame.samples for frame in container.decode(audio=0)) > 16_000


def test_speech_tells_how_far_it_has_come() -> None:
    with av.open(io.BytesIO(), "w", format="mp4") as target:
        speech = Speech(target, "mp4")
        target.mux(speech.packets(np.zeros(8_000, np.int16)))
        assert speech.seconds == 0.5
        target.mux(speech.packets(None))
