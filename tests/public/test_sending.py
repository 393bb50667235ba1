"""Reading a request: never an error, whatever a browser or something worse sends."""

import io

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from reports.intake.submission import MAX_TEXT
from reports.public.sending import MOST_BODY_BYTES, read_sending

FORM = "application/x-www-form-urlencoded"


@given(st.binary(max_size=400), st.sampled_from([FORM, "multipart/form-data; boundary=b", "text/plain", "multipart/x"]))
def test_any_bytes_are_read_or_refused(body: bytes, kind: str) -> None:
    sent = read_sending(RequestFactory().generic("POST", "/", body, content_type=kind))
    assert all("\0" not in word for word in sent.words.values())
    for word in sent.words.values():
        word.encode()


@given(st.binary(max_size=200), st.binary(max_size=60))
def test_any_part_of_a_multipart_form_is_read_or_refused(head: bytes, body: bytes) -> None:
    whole = b'--b\r\nContent-Disposition: form-data; name="' + head + b'"\r\n\r\n' + body + b"\r\n--b--\r\n"
    read_sending(RequestFactory().generic("POST", "/", whole, content_type="multipart/form-data; boundary=b"))


@pytest.mark.parametrize("length", [str(MOST_BODY_BYTES + 1), "-5", "many", "9" * 5000, "٣"])
def test_a_body_of_impossible_length_is_not_read(length: str) -> None:
    request = RequestFactory().generic("POST", "/", b"text=a", content_type=FORM, CONTENT_LENGTH=length)
    assert read_sending(request).status == 413


class HugePhoto(io.RawIOBase):
    """A form with a text and then a photo of any size, made while it is read."""

    def __init__(self, size: int) -> None:
        part = b'--b\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n'
        self._head = io.BytesIO(part % (b"text", b"") + b"The blue car\r\n" + part % (b"photo", b'; filename="a.jpg"'))
        self._left, self._tail = size, io.BytesIO(b"\r\n--b--\r\n")
        self.length = len(self._head.getvalue()) + size + len(self._tail.getvalue())

    def read(self, size: int = -1) -> bytes:
        if head := self._head.read(size):
            return head
        pixels = bytes(min(self._left, size))
        self._left -= len(pixels)
        return pixels or self._tail.read(size)


def test_a_photo_of_190_megabytes_costs_no_word() -> None:
    body = HugePhoto(190 * 1024 * 1024)
    request = RequestFactory().generic("POST", "/", b"-", "multipart/form-data; boundary=b")
    request.META["CONTENT_LENGTH"] = str(body.length)
    request._stream = body  # type: ignore[attr-defined]
    sent = read_sending(request)
    assert sent.photo_too_large
    assert (sent.words, sent.photo, sent.problem) == ({"text": "The blue car"}, b"", "")


def test_what_is_lost_is_said_to_be_lost() -> None:
    large = RequestFactory().generic("POST", "/", b"text=a", content_type=FORM, CONTENT_LENGTH=str(10**9))
    broken = RequestFactory().generic("POST", "/", b"text=a", content_type="text/plain")
    for request in (large, broken):
        problem = read_sending(request).problem
        assert "stored" in problem
        assert "once more" in problem


def test_line_ends_of_browsers_are_not_counted_twice() -> None:
    text = "a\r\n" * (MAX_TEXT // 2)
    assert len(read_sending(RequestFactory().post("/", {"text": text})).words["text"]) == MAX_TEXT - 1


def test_a_text_beyond_the_limit_is_kept_whole_for_the_form_to_speak_of() -> None:
    assert len(read_sending(RequestFactory().post("/", {"text": "a" * 30_000})).words["text"]) == 30_000


def test_a_photo_comes_without_its_name() -> None:
    body = (
        b'--b\r\nContent-Disposition: form-data; name="photo"; filename="CANARY.jpg"\r\n'
        b"Content-Type: image/jpeg\r\n\r\nPIXELS\r\n--b--\r\n"
    )
    request = RequestFactory().generic("POST", "/", body, content_type="multipart/form-data; boundary=b")
    sent = read_sending(request)
    assert sent.photo == b"PIXELS"
    assert "CANARY" not in repr((sent, request.upload_handlers[0].__dict__, request.FILES))


@pytest.mark.parametrize(("file_name", "is_empty"), [("a.jpg", True), ("", False)])
def test_an_empty_photo_is_told_from_none(file_name: str, is_empty: bool) -> None:
    part = f'--b\r\nContent-Disposition: form-data; name="photo"; filename="{file_name}"\r\n\r\n\r\n--b--\r\n'
    request = RequestFactory().generic("POST", "/", part, content_type="multipart/form-data; boundary=b")
    sent = read_sending(request)
    assert (sent.photo_empty, sent.has_photo) == (is_empty, is_empty)
