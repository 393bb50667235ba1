"""The words of a form: all that came before a fault, whatever the fault is."""

import pytest
from django.conf import settings as django_settings
from django.http import HttpRequest
from django.test import RequestFactory

from reports.intake.form_words import Body, Fault, words_of
from reports.intake.receiving import NoFiles
from tests.intake.bodies import BOUNDARY, FILM, MB, file, sending, word

FORM = "application/x-www-form-urlencoded"


def read(request: HttpRequest, longest: float = 60.0) -> tuple[dict[str, str], Fault | None]:
    words, fault = words_of(request, Body(request._stream, most=9 * MB, longest=longest), NoFiles())
    assert words == request.POST, "nobody reads the body a second time"
    assert not request.FILES
    return words.dict(), fault


class Torn:
    """A body whose connection is reset after some bytes."""

    def __init__(self, body: object, after: int) -> None:
        self._body, self._after = body, after

    def read(self, size: int = -1) -> bytes:
        if self._after <= 0:
            raise OSError("connection reset")
        given: bytes = self._body.read(min(size, self._after) if size > 0 else self._after)  # type: ignore[attr-defined]
        self._after -= len(given)
        return given


def test_a_whole_form_is_read_to_its_end() -> None:
    assert read(sending(word("text", "A boat"), file(FILM), word("do", "send"))) == (
        {"text": "A boat", "do": "send"},
        None,
    )
    assert read(RequestFactory().post("/", b"text=A+boat&do=send", FORM)) == ({"text": "A boat", "do": "send"}, None)


def test_words_before_a_reset_connection_are_there() -> None:
    request = sending(word("text", "A boat"), file(FILM, 3 * MB), word("do", "send"))
    request._stream = Torn(request._stream, after=2 * MB)  # type: ignore[assignment]
    assert read(request) == ({"text": "A boat"}, None)


def test_words_before_too_many_of_them_are_there() -> None:
    too_long = "x" * (django_settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    assert read(sending(word("text", "A boat"), word("place", too_long))) == ({"text": "A boat"}, Fault.TOO_MUCH)
    fields = [word(f"f{number}", "x") for number in range(django_settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 9)]
    words, fault = read(sending(word("text", "A boat"), *fields))
    assert (words["text"], fault) == ("A boat", Fault.TOO_MUCH)


def test_words_before_a_part_that_is_broken_are_there() -> None:
    parts = [
        b'Content-Disposition: form-data; name="text"\r\n\r\nA boat',
        b'Content-Disposition: form-data; name="files"; filename="a"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!',
    ]
    body = b"".join(b"--" + BOUNDARY.encode() + b"\r\n" + part + b"\r\n" for part in parts)
    request = RequestFactory().generic("POST", "/", body, f"multipart/form-data; boundary={BOUNDARY}")
    handler = _Reading()
    words, fault = words_of(request, Body(request._stream, most=MB, longest=60.0), handler)
    assert (words.dict(), fault) == ({"text": "A boat"}, Fault.BROKEN)


class _Reading(NoFiles):
    """Reads files as one does who wants them."""

    def new_file(self, *args: object, **kwargs: object) -> None:
        return None

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None


@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "multipart/form-data; boundary=\xe9", f"{FORM}; charset=utf-16"]
)
def test_what_cannot_be_read_at_all_has_no_words(kind: str) -> None:
    assert read(RequestFactory().generic("POST", "/", b"text=boat", kind)) == ({}, Fault.BROKEN)


def test_a_body_ends_when_its_time_is_over() -> None:
    assert read(sending(word("text", "A boat")), longest=-1.0) == ({}, None)
