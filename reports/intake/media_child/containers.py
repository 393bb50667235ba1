"""Opens films and sounds with the one reader that their first bytes ask for, and tells what they carry besides."""

import io
from collections.abc import Iterator, Mapping
from typing import Any

import av
import av.audio.codeccontext
import av.audio.stream
import av.container.output
import av.sidedata.encparams
import av.sidedata.motionvectors
import av.sidedata.sidedata
import av.subtitles.codeccontext
import av.subtitles.stream
import av.video.codeccontext
import av.video.stream

from reports.intake.media_child import told, xmp
from reports.intake.media_child.made import Refused

# The reader is named, never guessed: FFmpeg also reads playlists, which name other files, and pictures of text.
_READERS = (
    (0, b"ID3", "mp3"),
    (0, b"OggS", "ogg"),
    (0, b"fLaC", "flac"),
    (0, b"#!AMR", "amr"),
    (0, b"\x1aE\xdf\xa3", "matroska"),
    (8, b"WAVE", "wav"),
    (8, b"AVI ", "avi"),
    (4, b"ftyp", "mov"),
    (4, b"moov", "mov"),
    (4, b"mdat", "mov"),
    (4, b"wide", "mov"),
)
# No data from elsewhere, and no long search for streams in a file of noise.
_OPTIONS = {
    "protocol_whitelist": "",
    "format_whitelist": "mp3,ogg,flac,amr,matroska,wav,avi,mov,aac",
    "probesize": "5000000",
}
_NOTES = {
    "place": ("location", "iso6709", "gps", "xyz"),
    "date": ("date", "creation_time", "year", "timecode"),
    "camera": ("make", "model", "com.android", "device"),
    "owner": ("artist", "author", "owner", "performer", "copyright", "composer", "publisher", "album"),
    "comment": ("comment", "description", "title", "keywords", "lyrics", "synopsis", "genre", "track", "subject"),
    "software": ("encoder", "encoded", "handler", "tool", "software"),
}


def opened(data: bytes) -> Any:
    """Return the open container. Raises Refused."""
    reader = next((name for at, magic, name in _READERS if data[at : at + len(magic)] == magic), None)
    if reader is None:
        reader = "aac" if data[:1] == b"\xff" and len(data) > 1 and data[1] & 0xF6 == 0xF0 else "mp3"
    try:
        return av.open(io.BytesIO(data), format=reader, options=_OPTIONS)
    except (av.FFmpegError, ValueError, OverflowError) as problem:
        raise Refused("damaged") from problem


def seconds(container: Any) -> float:
    """Return how long the file says it is; 0 where it does not."""
    begin = container.start_time or 0
    lasts = container.duration or 0
    return max(0, lasts - begin if lasts > begin else lasts) / av.time_base


def film_and_sound(container: Any) -> tuple[Any | None, Any | None]:
    """Return the first stream of moving pictures and the first of sound. A cover picture is no film."""
    film = next((stream for stream in container.streams.video if not is_cover(stream)), None)
    return film, next((stream for stream in container.streams.audio if stream.codec_context), None)


def is_cover(stream: Any) -> bool:
    """Tell whether a stream is one picture that belongs to a sound."""
    return bool(stream.disposition & av.stream.Disposition.attached_pic)


def words_for(container: Any, packet: bytes = b"") -> Iterator[str]:
    """Name what the container and the XMP packet in its file hold besides film and sound; never fails."""
    yield from xmp.words_for(packet)
    for key, _ in _notes(container):
        yield from (word for word, parts in _NOTES.items() if any(part in key for part in parts))
    kinds = [stream.type for stream in container.streams]
    if any(kind not in {"video", "audio"} for kind in kinds) or kinds.count("audio") > 1 or kinds.count("video") > 1:
        yield "tracks"
    if any(is_cover(stream) for stream in container.streams.video):
        yield "preview"


def told_by(container: Any, packet: bytes = b"") -> Mapping[str, str]:
    """Return the place and the time that the device wrote, where they can be read."""
    found = {"place": "", "time": ""}
    for key, value in _notes(container):
        if "location" in key or "xyz" in key:
            found["place"] = found["place"] or told.place_of_iso_6709(value)
        elif key.endswith("creationdate"):  # Apple's own, in the zone of the place; better than the other, in UTC
            found["time"] = told.time(value)
        elif key in {"creation_time", "date"}:
            found["time"] = found["time"] or told.time(value, is_utc=value.endswith("Z"))
    found["place"] = found["place"] or xmp.place(packet)
    found["time"] = found["time"] or xmp.time(packet)
    return {name: value for name, value in found.items() if value}


def _notes(container: Any) -> Iterator[tuple[str, str]]:
    for holder in (container, *container.streams):
        for key, value in (holder.metadata or {}).items():
            if value and key.lower() not in _STRUCTURE:
                yield key.lower(), value


# What every file of its kind has and no person put there.
_STRUCTURE = {"major_brand", "minor_version", "compatible_brands", "language", "vendor_id", "duration"}
