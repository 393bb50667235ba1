"""The streams of a new film: pictures taken over or newly coded, and the disguised voice."""

import io
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import av
import numpy as np
from av.bitstream import BitStreamFilterContext
from av.codec.context import Flags

from reports.intake.disguise import RATE, Samples
from reports.intake.media_child import sound

# Codings that are taken over, into which container, and how all but the pictures is taken out of them: units that are
# neither pictures nor what decodes them can hold any words, and dashcams put their place there.
KEPT = {
    "h264": ("mp4", "filter_units=pass_types=1-5|7|8"),
    "hevc": ("mp4", "filter_units=pass_types=0-9|16-21|32-34"),
    "av1": ("mp4", "filter_units=pass_types=1|3|4|6|7"),
    "vp8": ("webm", "null"),
    "vp9": ("webm", "null"),
}
_SPEECH = {"mp4": ("aac", 48_000), "webm": ("libopus", 24_000)}  # coding, bits a second
_LONGEST_SIDE = 1280  # of pictures that are newly coded
_FINE = Fraction(1, 90_000)  # seconds, between which a newly coded picture may stand
_X264 = {"preset": "veryfast", "crf": "23", "threads": "1"}

_Packets = list[Any]


class Taken:
    """Pictures as they were coded, without what is no picture; they begin at nought, whatever clock they came with."""

    def __init__(self, target: Any, film: Any) -> None:
        self._film = film
        self._stream = target.add_stream_from_template(film, opaque=True)
        self._stream.metadata.clear()
        self._sieve = BitStreamFilterContext(KEPT[film.codec.canonical_name][1], film, self._stream)

    def packets(self, source: Any) -> Iterator[tuple[float, _Packets]]:
        """Return packets to write, with the second that each stands for.

        Raises ValueError for a film that was cut: what was cut away is still in it, back to the last whole picture.
        """
        begin = None
        for packet in _demuxed(source, self._film):
            if packet.is_discard:
                raise ValueError("cut")
            stamp = packet.pts if packet.pts is not None else packet.dts  # read first: the sieve empties the packet
            if stamp is None or (begin is None and not packet.is_keyframe):
                continue
            begin = stamp if begin is None else begin
            made = self._sieve.filter(packet)
            for one in made:
                one.pts = None if one.pts is None else one.pts - begin
                one.dts = None if one.dts is None else one.dts - begin
                one.stream = self._stream
            yield float((stamp - begin) * self._film.time_base), made


def _demuxed(source: Any, film: Any) -> Iterator[Any]:
    """Read to the end, or to where the file is cut off."""
    try:
        yield from source.demux(film)
    except av.FFmpegError:
        return


class Coded:
    """Pictures decoded and coded anew in H.264, at most 1280 pixels a side."""

    def __init__(self, target: Any, film: Any) -> None:
        self._film = film
        film.codec_context.thread_count = 1
        rate = film.guessed_rate or film.average_rate or Fraction(25)
        self._stream = target.add_stream("libx264", rate=Fraction(min(max(rate, 1), 120)), options=dict(_X264))
        width, height = film.codec_context.width, film.codec_context.height
        scale = min(1.0, _LONGEST_SIDE / max(width, height, 1))
        self._stream.width, self._stream.height = (max(2, int(side * scale) // 2 * 2) for side in (width, height))
        self._stream.pix_fmt = "yuv420p"
        self._stream.codec_context.time_base = _FINE
        self._stream.codec_context.flags |= Flags.bitexact

    def packets(self, source: Any) -> Iterator[tuple[float, _Packets]]:
        """Return packets to write, with the second that each stands for."""
        begin, last = None, -1
        for frame in sound.frames(source, self._film):
            at = float(frame.pts * frame.time_base) if frame.pts is not None else (last + 3000) * float(_FINE)
            begin = at if begin is None else begin
            stamp = int((at - begin) / _FINE)
            if stamp <= last:
                continue
            if last < 0 and frame.rotation:
                self._stream.set_display_rotation(frame.rotation)
            last = stamp
            plain = frame.reformat(self._stream.width, self._stream.height, "yuv420p")
            plain.pts, plain.time_base, plain.pict_type = stamp, _FINE, 0
            yield at - begin, self._stream.encode(plain)
        yield max(last, 0) * float(_FINE), self._stream.encode(None)


class Speech:
    """The disguised voice beside the pictures. `seconds` is how far it has come."""

    def __init__(self, target: Any, kind: str) -> None:
        coding, bits = _SPEECH[kind]
        self._stream = target.add_stream(coding, rate=RATE, layout="mono", bit_rate=bits)
        self._stream.codec_context.flags |= Flags.bitexact
        self._count = 0

    @property
    def seconds(self) -> float:
        return self._count / RATE

    def packets(self, piece: Samples | None) -> _Packets:
        """Return packets to write; None ends the voice."""
        if piece is None:
            return list(self._stream.encode(None))
        frame = av.AudioFrame.from_ndarray(piece[None, :], format="s16", layout="mono")
        frame.sample_rate, frame.time_base, frame.pts = RATE, Fraction(1, RATE), self._count
        self._count += len(piece)
        return list(self._stream.encode(frame))


def rehearsed(kind: str, coding: str, hum: Samples) -> bytes:
    """Return a film of a few grey pictures, to try everything on."""
    out = io.BytesIO()
    with av.open(out, "w", format=kind) as target:
        stream: Any = target.add_stream(coding, rate=5)
        stream.width = stream.height = 64
        stream.pix_fmt = "yuv420p"
        speech = Speech(target, kind)
        for shade in (20, 90, 160):
            grey = np.full((96, 64), shade, np.uint8)
            target.mux(stream.encode(av.VideoFrame.from_ndarray(grey, format="yuv420p")))
        target.mux(stream.encode(None))
        for piece in (hum, None):
            target.mux(speech.packets(piece))
    return out.getvalue()
