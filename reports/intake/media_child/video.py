"""Films: the pictures go on as they were coded, or newly coded where they cannot; the voices in them are disguised."""

import io
from collections import deque
from collections.abc import Iterator
from typing import Any

import av
import numpy as np

from reports.intake.disguise import RATE, Samples, disguise
from reports.intake.media_child import containers, sound
from reports.intake.media_child.made import Made, Refused
from reports.intake.media_child.tracks import KEPT, Coded, Speech, Taken, rehearsed
from reports.intake.media_child.xmp import packets_in

MOST_SECONDS = 30 * 60
_MOST_PIXELS = 40_000_000  # of a frame; a film of 8K has 33
_OPTIONS: dict[str, dict[str, str]] = {"mp4": {"write_tmcd": "0"}, "webm": {}}


def load() -> None:
    """Rehearse, so that all that is loaded on first use is loaded while files can still be opened."""
    sound.load()
    hum = (8000 * np.sin(np.arange(RATE) / 20)).astype(np.int16)
    for kind, coding in (("mp4", "mpeg4"), ("mp4", "libx264"), ("webm", "libvpx")):
        clean(rehearsed(kind, coding, hum))


def clean(data: bytes) -> Made:
    """Return an MP4 or WebM of one stream of pictures and at most one of sound. A film without pictures is a sound."""
    with containers.opened(data) as container:
        film, voice = containers.film_and_sound(container)
        packet = packets_in(data)
        if film is None:
            return sound.clean_opened(container, packet)
        if containers.seconds(container) > MOST_SECONDS:
            raise Refused("too_long")
        if film.codec_context is None:  # a coding that FFmpeg does not know
            raise Refused("damaged")
        if film.codec_context.width * film.codec_context.height > _MOST_PIXELS:
            raise Refused("too_many_pixels")
        removed, told = set(containers.words_for(container, packet)), containers.told_by(container, packet)
        coding = film.codec.canonical_name
    kind, made = _whole(data, coding)
    return Made(data=made, kind=f"video/{kind}", removed=removed | ({"voice"} if voice else set()), told=told)


def _whole(data: bytes, coding: str) -> tuple[str, bytes]:
    """Write the new film. Pictures that cannot be taken over, for their coding or their state, are newly coded."""
    if coding in KEPT:
        try:
            return KEPT[coding][0], _written(data, KEPT[coding][0], is_kept=True)
        except (av.FFmpegError, ValueError):
            pass
    try:
        return "mp4", _written(data, "mp4", is_kept=False)
    except (av.FFmpegError, ValueError) as problem:
        raise Refused("damaged") from problem


def _written(data: bytes, kind: str, *, is_kept: bool) -> bytes:
    out, voices, count = io.BytesIO(), deque(_voices(data)), 0
    options = {"fflags": "+bitexact", **_OPTIONS[kind]}
    with containers.opened(data) as source, av.open(out, "w", format=kind, options=options) as target:
        film, _ = containers.film_and_sound(source)
        track = Taken(target, film) if is_kept else Coded(target, film)
        speech = Speech(target, kind) if voices else None
        for seconds, packets in track.packets(source):
            if seconds > MOST_SECONDS:
                raise Refused("too_long")
            target.mux(packets)
            count += len(packets)
            while speech and voices and speech.seconds < seconds:
                target.mux(speech.packets(voices.popleft()))
        if not count:
            raise ValueError("no pictures")
        if speech:
            for piece in (*voices, None):
                target.mux(speech.packets(piece))
    return out.getvalue()


def _voices(data: bytes) -> Iterator[Samples]:
    """Return the film's sound, disguised, beginning with its pictures and keeping their time."""
    with containers.opened(data) as container:
        film, stream = containers.film_and_sound(container)
        if stream is None:
            return
        late = int((_begin(stream) - _begin(film)) * RATE)
        try:
            yield from disguise(_shifted(sound.pieces(container, stream), late), keeps_time=True)
        except Refused:  # a track of sound without any; the pictures are worth keeping
            return


def _begin(stream: Any) -> float:
    return float((stream.start_time or 0) * stream.time_base)


def _shifted(pieces: Iterator[Samples], late: int) -> Iterator[Samples]:
    """Put silence before a sound that begins late, and cut one that begins early; by ten seconds at most."""
    if 0 < late <= 10 * RATE:
        yield np.zeros(late, np.int16)
    early = -late if -10 * RATE <= late < 0 else 0
    for piece in pieces:
        yield piece[early:]
        early = max(0, early - len(piece))
