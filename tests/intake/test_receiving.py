"""Receiving files: sealed or cleaned while they come, each refusal its own, and nothing in plain on any disk."""

import os
import resource
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import RequestFactory
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st
from pytest_django import Settings

from reports.gateways.blobs import blobs
from reports.intake import form_words, receiving
from reports.intake.media import Refusal
from reports.intake.receiving import MOST_BODY_BYTES, FarTooMuch, NoForm, Spoiled, receive
from reports.intake.uploads import MOST_FILES, MOST_IN_MEMORY, MOST_TOGETHER, HeldFile, Limit
from reports.sealing.files import open_file, open_stream
from tests.gateways.clamd import VIRUS, running_clamd
from tests.intake.bodies import FILM, MB, SOUND, file, picture, sending, stored, word
from tipline.standalone.place import free_port


def opened(held: HeldFile) -> bytes:
    return open_file(held.key, blobs().get(held.blob), "file", held.blob)


@pytest.mark.parametrize(("begins", "media"), [(FILM, "video"), (SOUND, "sound")])
@pytest.mark.parametrize("size", [0, 64 * 1024 - 1, 64 * 1024, 64 * 1024 + 1, 3 * MB])
def test_a_film_or_a_sound_is_sealed_as_it_came(before: set[Path], begins: bytes, media: str, size: int) -> None:
    received = receive(sending(word("text", "The blue car"), file(begins, size)))
    [held] = received.held
    assert (held.media, held.raw, held.size, held.removed) == (media, True, max(size, len(begins)), ())
    assert opened(held) == begins + bytes(held.size - len(begins))
    assert b"CANARY" not in blobs().get(held.blob)
    assert received.words["text"] == "The blue car"
    assert received.refused == ()


def test_a_picture_is_cleaned_while_its_sender_waits(before: set[Path]) -> None:
    [held] = receive(sending(file(picture()))).held
    assert (held.media, held.mime, held.raw) == ("image", "image/jpeg", False)
    assert "comment" in held.removed
    clean = opened(held)
    assert clean.startswith(b"\xff\xd8\xff")
    assert b"CANARY" not in clean
    assert len(clean) == held.size


def test_the_same_file_has_the_same_digest_under_another_name_and_key(before: set[Path]) -> None:
    same = picture()
    one, two, film = receive(sending(file(same), file(same), file(FILM))).held
    assert one.digest == two.digest != film.digest
    assert one.blob != two.blob
    assert one.key != two.key
    assert receive(sending(file(FILM))).held[0].digest == film.digest


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ([file(b"")], Refusal.EMPTY),
        ([file(b"MZ a program")], Refusal.UNKNOWN_FORMAT),
        ([file(b"MZ a program", 30 * MB)], Refusal.UNKNOWN_FORMAT),
        ([file(b"\xff\xd8\xff broken")], Refusal.DAMAGED),
        ([file(b"\xff\xd8\xff", MOST_IN_MEMORY + 1)], Refusal.TOO_LARGE),
        ([file(b"%PDF-1.7", MOST_IN_MEMORY + 1)], Refusal.TOO_LARGE),
        ([file(FILM, MOST_TOGETHER + 1)], Limit.TOO_MUCH),
    ],
    ids=["empty", "unknown", "large unknown", "damaged", "large picture", "large pdf", "too much"],
)
def test_a_refused_file_costs_neither_the_words_nor_its_neighbours(
    before: set[Path], parts: list[tuple[str, str, bytes, int]], reason: Refusal
) -> None:
    received = receive(sending(file(SOUND), *parts, word("text", "The blue car"), file(FILM)))
    assert [(refused.position, refused.reason) for refused in received.refused] == [(2, reason)]
    assert [held.media for held in received.held] == ["sound", "video"]
    assert received.words["text"] == "The blue car"
    assert len(stored() - before) == 2


def test_ten_files_are_taken_and_each_further_one_is_told(before: set[Path]) -> None:
    received = receive(sending(*[file(FILM)] * (MOST_FILES + 3)))
    assert len(received.held) == MOST_FILES
    assert [(one.position, one.reason) for one in received.refused] == [(n, Limit.TOO_MANY) for n in (11, 12, 13)]
    assert len(stored() - before) == MOST_FILES


def test_a_hundred_megabytes_are_taken_together_and_not_one_byte_more(before: set[Path]) -> None:
    half = MOST_TOGETHER // 2
    received = receive(sending(file(FILM, half), file(SOUND, half), file(FILM)))
    assert [held.size for held in received.held] == [half, half]
    assert [refused.reason for refused in received.refused] == [Limit.TOO_MUCH]


def test_a_hundred_megabytes_pass_through_a_few(before: set[Path]) -> None:
    """Memory is a fact here, not a time: the most this process held at once while it received, and while it opened."""
    receive(sending(file(FILM, MB)))
    forget_most_memory()
    start = most_memory()
    [held] = receive(sending(file(FILM, MOST_TOGETHER))).held
    assert most_memory() - start < 12 * MB
    with blobs().open(held.blob) as sealed:
        assert sum(len(piece) for piece in open_stream(held.key, sealed, "file", held.blob)) == MOST_TOGETHER
    assert most_memory() - start < 12 * MB


def forget_most_memory() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def most_memory() -> int:
    """Return the most bytes of memory that this process held at once."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


def test_no_plain_byte_reaches_a_temporary_folder(before: set[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Not the folder's files alone: nothing may even ask for one, however short its life."""

    def refused(*args: object, **kwargs: object) -> None:
        raise AssertionError("a temporary file")

    for name in ("NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "mkstemp", "mkdtemp"):
        monkeypatch.setattr(tempfile, name, refused)
    there = set(os.listdir(tempfile.gettempdir()))
    received = receive(sending(file(FILM, 30 * MB), file(picture((2000, 1500))), file(SOUND), file(b"MZ")))
    assert len(received.held) == 3
    new = {name for name in set(os.listdir(tempfile.gettempdir())) - there if b"CANARY" in plain_bytes(name)}
    assert new == set()
    assert not any(b"CANARY" in path.read_bytes() for path in django_settings.DATA_DIR.rglob("*") if path.is_file())


def plain_bytes(name: str) -> bytes:
    path = Path(tempfile.gettempdir()) / name
    return path.read_bytes() if path.is_file() else b""


@pytest.mark.parametrize("length", ["-5", "many", "9" * 5000, "٣"])
def test_a_body_of_impossible_length_is_not_read(length: str) -> None:
    request = sending(file(FILM))
    request.META["CONTENT_LENGTH"] = length
    with pytest.raises(FarTooMuch):
        receive(request)


def test_of_a_form_that_is_far_too_large_the_words_are_kept_and_no_file_is(before: set[Path]) -> None:
    received = receive(
        sending(word("text", "The blue car"), file(FILM, MOST_BODY_BYTES), file(picture()), word("do", "send"))
    )
    assert received.words.dict() == {"text": "The blue car", "do": "send"}
    assert (received.held, received.refused, received.dropped) == ((), (), True)
    assert stored() == before
    with pytest.raises(FarTooMuch) as much:
        receive(sending(word("text", "The blue car"), word("place", "x" * (3 * MB)), file(FILM, MOST_BODY_BYTES)))
    assert much.value.received.words.dict() == {"text": "The blue car"}


@pytest.mark.parametrize(("name", "least"), [("MOST_READ_BYTES", 3 * MB), ("LONGEST_READING", 0.0)])
def test_it_is_not_read_for_ever_and_the_words_before_its_files_are_kept(
    before: set[Path], monkeypatch: pytest.MonkeyPatch, name: str, least: float
) -> None:
    request = sending(word("text", "The blue car"), file(FILM, MOST_BODY_BYTES), word("do", "send"))
    body = request._stream
    monkeypatch.setattr(receiving, name, least)
    if not least:  # the first pieces come in time
        monkeypatch.setattr(form_words.time, "monotonic", iter([0.0] * 8 + [1.0] * 99).__next__)
    assert receive(request).words.dict() == {"text": "The blue car"}
    monkeypatch.undo()
    assert sum(1 for _ in iter(lambda: body.read(MB), b"")) > 180, "the rest was not read"


def test_what_is_no_form_is_said_to_be_none() -> None:
    with pytest.raises(NoForm):
        receive(RequestFactory().generic("POST", "/", b"text=a", content_type="text/plain"))


def test_files_in_other_fields_are_not_looked_at(before: set[Path]) -> None:
    received = receive(sending(file(FILM, field="avatar"), file(FILM, field="photo")))
    assert len(received.held) == 1
    assert received.refused == ()


def test_nothing_remembers_a_name_or_a_claimed_kind(before: set[Path]) -> None:
    request = sending(file(FILM), file(b"MZ"), file(picture()))
    received = receive(request)
    assert "CANARY" not in repr((received, request.FILES, vars(request.upload_handlers[0])))


def test_a_virus_is_refused_before_anything_decodes_it(before: set[Path], settings: Settings) -> None:
    with running_clamd() as clamd:
        settings.CLAMAV = clamd.address
        received = receive(sending(file(b"\xff\xd8\xff" + VIRUS), file(picture())))
    assert [refused.reason for refused in received.refused] == [Limit.INFECTED]
    assert len(received.held) == 1


def test_a_scanner_that_cannot_be_reached_refuses_the_file(before: set[Path], settings: Settings) -> None:
    settings.CLAMAV = f"127.0.0.1:{free_port()}"
    received = receive(sending(file(picture())))
    assert [refused.reason for refused in received.refused] == [Limit.NOT_CHECKED]
    assert stored() == before


def test_a_full_disk_is_told_and_leaves_nothing(before: set[Path]) -> None:
    with no_file_larger_than(MB):
        received = receive(sending(word("text", "The blue car"), file(FILM, 4 * MB), file(picture())))
    assert [refused.reason for refused in received.refused] == [Limit.NO_ROOM]
    assert received.words["text"] == "The blue car"
    assert len(stored() - before) == len(received.held) == 1


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """Let this process write no file beyond `size`: a disk that is full in the middle of one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@given(
    body=st.binary(max_size=600),
    kind=st.sampled_from(["application/x-www-form-urlencoded", "multipart/form-data; boundary=b", "multipart/x"]),
)
@tried(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_received_or_refused(body: bytes, kind: str) -> None:
    there, held = stored(), ()
    try:
        held = receive(RequestFactory().generic("POST", "/", body, content_type=kind)).held
    except Spoiled as spoiled:
        held = spoiled.received.held
    except NoForm:
        pass
    assert {path.name for path in stored() - there} == {each.blob.hex for each in held}


def test_a_request_whose_files_nobody_asked_for_keeps_none() -> None:
    request = sending(word("text", "a"), file(FILM), file(picture()))
    assert request.POST["text"] == "a"
    assert not request.FILES
    assert [type(handler) for handler in request.upload_handlers] == [receiving.NoFiles]
