"""Films and sounds that tell more than they show: a planted word, a place and a date in every slot that keeps one."""

import io
import struct
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import av
import numpy as np

from tests.intake.telling_pictures import CANARY, TELLING

RATE = 16_000
PLACE = "+13.9083-060.9833+012.3/"
TOLD_PLACE = "13.908, -60.983"
NOTES = {
    "title": CANARY,
    "artist": CANARY,
    "comment": CANARY,
    "location": PLACE,
    "creation_time": "2026-01-02T03:04:05Z",
}
# A unit of H.264 that says what an encoder, or a dashcam, wants to say beside the pictures.
_SEI = b"\0\0\0\1\6\5" + bytes([16 + len(CANARY)]) + bytes(16) + CANARY.encode() + b"\x80"
_FRAMES, _PER_SECOND = 15, 10


def hum(seconds: float = 1.5) -> np.ndarray:
    """A buzz in syllables."""
    time = np.arange(int(seconds * RATE)) / RATE
    sound = sum(np.sin(2 * np.pi * 140 * harmonic * time) / harmonic for harmonic in range(1, 20))
    return (sound * 6_000 * (np.sin(2 * np.pi * 3 * time) > -0.3)).astype(np.int16)


def film(
    form: str = "mp4",
    coding: str = "libx264",
    speech: str = "aac",
    *,
    notes: Mapping[str, str] = NOTES,
    rotation: int = 0,
    begin: int = 0,
    cut: float = 0,
    more: Mapping[str, str] | None = None,
    size: tuple[int, int] = (176, 144),
) -> bytes:
    """A film of a square that moves from left to right, with a hum. `begin` is its first time stamp, in seconds.

    Of the pictures, `cut` seconds of the beginning are in the file and shown by no player.
    """
    out = io.BytesIO()
    with av.open(out, "w", format=form, options=dict(more or {})) as target:
        target.metadata.update(notes)
        stream: Any = target.add_stream(coding, rate=_PER_SECOND)
        stream.width, stream.height = size
        stream.pix_fmt = "yuvj420p" if coding == "mjpeg" else "yuv420p"
        if rotation:
            stream.set_display_rotation(rotation)
        if notes:
            stream.metadata.update({"handler_name": CANARY, "title": CANARY})
        voice = _voice(target, speech) if speech else None
        words = _Words(target) if form in {"mp4", "mov"} and notes else None
        _write_pictures(target, stream, size, begin, cut, is_noted=bool(notes))
        if voice:
            _write_sound(target, voice, begin)
        if words:
            words.write(begin)
    return out.getvalue()


def _voice(target: Any, coding: str) -> Any:
    voice = target.add_stream(coding, rate=RATE, layout="mono")
    voice.metadata["title"] = CANARY
    return voice


def _write_pictures(target: Any, stream: Any, size: tuple[int, int], begin: int, cut: float, *, is_noted: bool) -> None:
    packets: list[Any] = []
    for number in range(_FRAMES):
        grey = np.full((size[1], size[0], 3), 40, np.uint8)
        grey[10:40, number * 8 : number * 8 + 30] = (250, 40, 40)
        frame = av.VideoFrame.from_ndarray(grey, format="rgb24")
        frame.pts, frame.time_base = number + begin * _PER_SECOND, Fraction(1, _PER_SECOND)
        packets += stream.encode(frame)
    for packet in packets + stream.encode(None):
        early = int(cut / packet.time_base) if cut else 0
        packet.pts, packet.dts = packet.pts - early, packet.dts - early
        target.mux(_with_sei(packet) if is_noted and stream.codec_context.name == "libx264" else packet)


def _with_sei(packet: Any) -> Any:
    made = av.Packet(_SEI + bytes(packet))
    made.stream, made.time_base, made.pts, made.dts = packet.stream, packet.time_base, packet.pts, packet.dts
    made.duration, made.is_keyframe = packet.duration, packet.is_keyframe
    return made


def _write_sound(target: Any, voice: Any, begin: int) -> None:
    frame = av.AudioFrame.from_ndarray(hum()[None, :], format="s16", layout="mono")
    frame.sample_rate, frame.pts, frame.time_base = RATE, begin * RATE, Fraction(1, RATE)
    target.mux(voice.encode(frame))
    target.mux(voice.encode(None))


class _Words:
    """A track of subtitles, in which some cameras write their place."""

    def __init__(self, target: Any) -> None:
        self._target, self._stream = target, target.add_stream("mov_text")
        self._stream.codec_context.subtitle_header = b"[Script Info]\n"

    def write(self, begin: int) -> None:
        text = f"GPS 13.9083 -60.9833 {CANARY}".encode()
        packet = av.Packet(struct.pack(">H", len(text)) + text)
        packet.stream, packet.time_base = self._stream, Fraction(1, 1000)
        packet.pts = packet.dts = begin * 1000
        packet.duration = 900
        self._target.mux(packet)


def sound(form: str, coding: str, *, notes: Mapping[str, str] = NOTES, rate: int = RATE, seconds: float = 1.5) -> bytes:
    """A hum with notes."""
    out = io.BytesIO()
    options = {"mp3": {"write_id3v1": "1"}, "wav": {"write_bext": "1"}}.get(form, {})
    with av.open(out, "w", format=form, options=options) as target:
        target.metadata.update({**notes} | ({"description": CANARY, "originator": CANARY} if form == "wav" else {}))
        voice = target.add_stream(coding, rate=rate, layout="mono")
        frame = av.AudioFrame.from_ndarray(hum(seconds)[None, :], format="s16", layout="mono")
        frame.sample_rate = RATE
        assert isinstance(voice, av.AudioStream)  # the coding is known by name only
        target.mux(voice.encode(frame))
        target.mux(voice.encode(None))
    return out.getvalue()


def mp3_with_cover() -> bytes:
    """An MP3 whose cover is a photo with a place, as its ID3 tag keeps it."""
    body = b"\0image/jpeg\0\x03\0" + TELLING["jpeg"]
    private = b"PRIV" + _id3_size(len(CANARY) + 2) + b"\0\0" + b"x\0" + CANARY.encode()
    frames = b"APIC" + _id3_size(len(body)) + b"\0\0" + body + private
    return b"ID3\x04\0\0" + _id3_size(len(frames)) + frames + sound("mp3", "libmp3lame", notes={})


def _id3_size(size: int) -> bytes:
    return bytes((size >> shift) & 0x7F for shift in (21, 14, 7, 0))


def amr(seconds: int = 1) -> bytes:
    """An AMR voice note: fifty frames a second of 12.2 kbit/s, of noise; a planted word behind them."""
    noise = np.random.default_rng(7).integers(0, 256, (50 * seconds, 31), np.uint8)
    return b"#!AMR\n" + b"".join(b"\x3c" + frame.tobytes() for frame in noise) + b"\x7c" + CANARY.encode()


def boxed(kind: bytes, body: bytes) -> bytes:
    """A box of an MP4."""
    return struct.pack(">I", len(body) + 8) + kind + body


FILMS: dict[str, bytes] = {
    "mp4": film(),
    "mov": film("mov", "libx265", more={"movflags": "use_metadata_tags", "x265-params": "log-level=none"}),
    "webm": film("webm", "libvpx", "libopus"),
    "mkv": film("matroska", "libvpx-vp9", "libopus"),
    "3gp": film("3gp", "h263", "aac"),
    "avi": film("avi", "mjpeg", "pcm_s16le"),
    "mp4 with boxes of its own": film() + boxed(b"udta", CANARY.encode()) + boxed(b"uuid", bytes(16) + CANARY.encode()),
    "silent mp4": film(speech=""),
}
SOUNDS: dict[str, bytes] = {
    "mp3": sound("mp3", "libmp3lame"),
    "mp3 with cover": mp3_with_cover(),
    "m4a": sound("ipod", "aac"),
    "ogg": sound("ogg", "libopus"),
    "wav": sound("wav", "pcm_s16le"),
    "mu-law wav": sound("wav", "pcm_mulaw", rate=8000),
    "flac": sound("flac", "flac"),
    "webm sound": sound("webm", "libopus"),
    "aac": sound("adts", "aac", notes={}) + CANARY.encode(),
    "amr": amr(),
    "3gp sound": sound("3gp", "aac"),
}
