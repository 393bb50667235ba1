"""What a file is, is read from its bytes; it is cleaned in a process that can open nothing, or refused in a word."""

import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

import reports
from reports.intake.media import (
    LARGEST,
    MOST_BYTES,
    REMOVED,
    FileRefused,
    MediaKind,
    Refusal,
    clean,
    clean_photo,
    sniff,
)
from tests.intake.telling_pictures import TELLING, encoded, picture
from tests.tables import each_of


@each_of(
    [
        (TELLING["jpeg"], MediaKind.IMAGE),
        (TELLING["png"], MediaKind.IMAGE),
        (TELLING["webp"], MediaKind.IMAGE),
        (TELLING["heic"], MediaKind.IMAGE),
        (TELLING["gif"], MediaKind.IMAGE),
        (b"%PDF-1.7\n", MediaKind.PDF),
        (b"\xef\xbb\xbf\r\n%PDF-1.4", MediaKind.PDF),
        (b"\0\0\0\x18ftypqt  ", MediaKind.VIDEO),
        (b"\0\0\0\x18ftypisom", MediaKind.VIDEO),
        (b"\0\0\0\x18ftyp3gp4", MediaKind.VIDEO),
        (b"\0\0\0\x08wide\0\0\0\0mdat", MediaKind.VIDEO),
        (b"\x1aE\xdf\xa3", MediaKind.VIDEO),
        (b"RIFF\0\0\0\0AVI LIST", MediaKind.VIDEO),
        (b"\0\0\0\x18ftypM4A ", MediaKind.SOUND),
        (b"RIFF\0\0\0\0WAVEfmt ", MediaKind.SOUND),
        (b"ID3\x04\0", MediaKind.SOUND),
        (b"\xff\xfb\x90\x64", MediaKind.SOUND),
        (b"\xff\xf1\x50\x80", MediaKind.SOUND),
        (b"OggS\0\x02", MediaKind.SOUND),
        (b"fLaC", MediaKind.SOUND),
        (b"#!AMR\n", MediaKind.SOUND),
        (b"\0\0\0\x18ftypmp42", MediaKind.VIDEO),
        (b"\0\0\0\x18ftypmp42\0\0moov..hdlr..soun", MediaKind.SOUND),
        (b"\0\0\0\x18ftypmp42\0\0moov..hdlr..vide..hdlr..soun", MediaKind.VIDEO),
        (b"", None),
        (b"\xff\xff\xff\xff", None),
        (b"#EXTM3U\nfile:///etc/passwd", None),
        (b"ffconcat version 1.0\nfile /etc/passwd", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", None),
        (b"<html><body>%PDF-1.7", None),
        (b"PK\x03\x04\x14\0", None),
        (b"MZ" + bytes(400), None),
        (b"hello, I am a text", None),
    ]
)
def test_a_file_is_known_by_its_first_bytes(head: bytes, kind: MediaKind | None) -> None:
    assert sniff(head) is kind


def png_claiming(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", zlib.compress(bytes(1000)))


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Refusal.EMPTY),
        (png_claiming(60_000, 60_000), Refusal.TOO_MANY_PIXELS),
        (png_claiming(8_000, 8_000), Refusal.TOO_MANY_PIXELS),
        (TELLING["jpeg"][:-700], Refusal.DAMAGED),
        (TELLING["jpeg"][:30], Refusal.DAMAGED),
        (TELLING["png"][:60], Refusal.DAMAGED),
        (TELLING["webp"][:60], Refusal.DAMAGED),
        (TELLING["heic"][:200], Refusal.DAMAGED),
        (TELLING["gif"][:20], Refusal.DAMAGED),
    ],
    ids=lambda value: value.value if isinstance(value, Refusal) else f"{len(value)} bytes",
)
def test_a_picture_that_cannot_be_cleaned_is_refused_with_its_reason(data: bytes, reason: Refusal) -> None:
    with pytest.raises(FileRefused) as refused:
        clean(data, MediaKind.IMAGE)
    assert refused.value.reason is reason


@pytest.mark.parametrize("kind", MediaKind)
def test_a_file_over_its_limit_is_refused_unread(kind: MediaKind) -> None:
    with pytest.raises(FileRefused) as refused:
        clean(bytes(LARGEST[kind] + 1), kind)
    assert refused.value.reason is Refusal.TOO_LARGE


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (bytes(MOST_BYTES + 1), Refusal.TOO_LARGE),
        (b"hello, I am a text", Refusal.UNKNOWN_FORMAT),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", Refusal.UNKNOWN_FORMAT),
        (b"%PDF-1.7\n1 0 obj <<>>", Refusal.UNKNOWN_FORMAT),
    ],
    ids=["large", "text", "svg", "pdf"],
)
def test_a_photo_must_be_a_picture(data: bytes, reason: Refusal) -> None:
    with pytest.raises(FileRefused) as refused:
        clean_photo(data)
    assert refused.value.reason is reason


@pytest.mark.parametrize(
    "attempt",
    [
        "open('/etc/hostname')",
        "os.close(0); open('/etc/hostname')",
        "os.close(0); socket.socket()",
        "bytearray(2 * 1024**3)",
    ],
)
@pytest.mark.parametrize("kind", MediaKind)
def test_the_child_can_open_nothing_once_it_looks_at_a_file(kind: MediaKind, attempt: str) -> None:
    program = (
        f"import os, sys, socket; sys.path.append({str(Path(reports.__file__).parents[1])!r})\n"
        "from reports.intake.media_child.main import CLEANERS, give_up_everything\n"
        f"print('ready', flush=True); give_up_everything(CLEANERS[{kind.value!r}][1]); {attempt}; print('done')"
    )
    ran = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=False)
    assert ran.stdout == "ready\n"
    assert ran.returncode != 0


def test_what_is_said_to_be_removed_is_on_the_list() -> None:
    assert {word for data in TELLING.values() for word in clean(data, MediaKind.IMAGE).removed} <= REMOVED


def test_a_cleaned_file_never_prints_its_bytes() -> None:
    photo = clean_photo(encoded(picture(), "JPEG"))
    assert str(photo) == "<file>"
    assert "data" not in repr(photo)
