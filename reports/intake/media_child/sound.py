"""Sounds: decoded, the voice disguised, and written anew as a bare MP3."""

import io
from collections.abc import Iterator
from typing import Any

import av
import numpy as np
from av.audio.resampler import AudioResampler

from reports.intake.disguise import RATE, Samples, disguise
from reports.intake.media_child import containers
from reports.intake.media_child.made import Made, Refused
from reports.intake.media_child.xmp import packets_in

MOST_SECONDS = 60 * 60
_BITS = 32_000  # a second: speech of 8 kHz bandwidth loses nothing
_LEAST = RATE // 10  # samples; less holds no word
_PIECE = RATE * 20


def load() -> None:
    """Rehearse, so that all that is loaded on first use is loaded while files can still be opened."""
    hum = (8000 * np.sin(np.arange(RATE) / 20)).astype(np.int16)
    clean(_mp3(iter([hum])))


def clean(data: bytes) -> Made:
    """Return the disguised sound as MP3, mono, 16 kHz, 32 kbit/s, without any tag."""
    with containers.opened(data) as container:
        return clean_opened(container, packets_in(data))


def clean_opened(container: Any, packet: bytes) -> Made:
    """Return the disguised sound of an open container; other streams are left behind."""
    _, stream = containers.film_and_sound(container)
    if stream is None:
        raise Refused("damaged")
    removed = {*containers.words_for(container, packet), "voice"}
    told = containers.told_by(container, packet)
    made = _mp3(disguise(pieces(container, stream)))
    return Made(data=made, kind="audio/mpeg", removed=removed, told=told)


def pieces(container: Any, stream: Any) -> Iterator[Samples]:
    """Decode a stream to 16 kHz mono, in pieces of some 20 seconds. Raises Refused.

    What is broken in the middle is left out, and what is cut off ends early: the rest is worth hearing.
    """
    if containers.seconds(container) > MOST_SECONDS:
        raise Refused("too_long")
    resampler, count = AudioResampler("s16", "mono", RATE), 0
    waiting: list[Samples] = []
    for frame in frames(container, stream):
        waiting += _resampled(resampler, frame)
        if sum(map(len, waiting)) >= _PIECE:
            count += sum(map(len, waiting))
            yield np.concatenate(waiting)
            waiting = []
        if count > MOST_SECONDS * RATE:
            raise Refused("too_long")
    waiting += _resampled(resampler, None)
    if count + sum(map(len, waiting)) < _LEAST:
        raise Refused("damaged")
    yield np.concatenate(waiting or [np.zeros(0, np.int16)])


def frames(container: Any, stream: Any) -> Iterator[Any]:
    """Decode what can be decoded of a stream, in its order."""
    try:
        for packet in container.demux(stream):
            try:
                yield from packet.decode()
            except av.FFmpegError:
                continue
    except av.FFmpegError:
        return


def _resampled(resampler: AudioResampler, frame: Any) -> list[Samples]:
    try:
        return [np.asarray(made.to_ndarray().ravel(), np.int16) for made in resampler.resample(frame)]
    except (av.FFmpegError, ValueError):  # a stream that changes its shape in the middle
        return []


def _mp3(sound: Iterator[Samples]) -> bytes:
    out = io.BytesIO()
    options = {"write_xing": "0", "id3v2_version": "0", "write_id3v1": "0", "fflags": "bitexact"}
    with av.open(out, "w", format="mp3", options=options) as target:
        stream: Any = target.add_stream("libmp3lame", rate=RATE, layout="mono", bit_rate=_BITS)
        stream.codec_context.flags |= av.codec.context.Flags.bitexact
        for piece in sound:
            frame = av.AudioFrame.from_ndarray(piece[None, :], format="s16p", layout="mono")
            frame.sample_rate = RATE
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    return out.getvalue()
