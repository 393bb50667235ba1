"""Forms with files have so many places in a process, and a form without a place keeps its words."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from reports.intake.media import Refusal
from reports.intake.receiving import COLLECTED, Unreadable, receive
from reports.intake.upload_turns import AT_ONCE, Turn
from tests.intake.bodies import FILM, MB, SOUND, file, picture, sending, stored, word


@pytest.fixture
def others() -> Iterator[ExitStack]:
    """As many forms with files as have a place, under way."""
    with ExitStack() as forms:
        for _ in range(AT_ONCE):
            assert forms.enter_context(Turn()).take()
        yield forms


def test_a_place_is_taken_once_and_given_back() -> None:
    for _ in range(2 * AT_ONCE):
        with Turn() as turn:
            assert turn.take()
            assert turn.take()


def test_words_need_no_place(others: ExitStack) -> None:
    received = receive(sending(word("text", "The blue car")))
    assert received.words["text"] == "The blue car"


def test_files_without_a_place_are_refused_and_the_words_stay(others: ExitStack, before: set[Path]) -> None:
    received = receive(sending(word("text", "The blue car"), file(picture()), file(SOUND), word("do", "send")))
    assert received.words.dict() == {"text": "The blue car", "do": "send"}
    assert [one.reason for one in received.refused] == [Refusal.BUSY, Refusal.BUSY]
    assert stored() == before
    others.close()
    assert len(receive(sending(file(picture()))).held) == 1


@pytest.mark.parametrize("size", [9 * MB, 250 * MB])
def test_of_a_large_form_without_a_place_no_more_is_read_than_the_proxy_has(
    others: ExitStack, before: set[Path], size: int
) -> None:
    request = sending(word("text", "The blue car"), file(FILM, size), word("do", "send"))
    read = 0
    given = request._stream.read

    def counted(*asked: int) -> bytes:
        nonlocal read
        data: bytes = given(*asked)
        read += len(data)
        return data

    request._stream.read = counted
    with pytest.raises(Unreadable) as left:
        receive(request)
    assert left.value.received.words.dict() == {"text": "The blue car"}
    assert read < COLLECTED + 256 * 1024
    assert stored() == before


def test_a_form_that_breaks_gives_its_place_back(before: set[Path]) -> None:
    for _ in range(AT_ONCE + 1):
        with pytest.raises(Unreadable):
            receive(sending(word("text", "The blue car"), file(FILM, 5 * MB), cut=MB))
    with ExitStack() as forms:
        assert all(forms.enter_context(Turn()).take() for _ in range(AT_ONCE))


def test_threads_are_left_for_everything_else() -> None:
    root = Path(__file__).parents[2]
    [threads] = re.findall(r'"TIPLINE_WEB_THREADS", "(\d+)"', (root / "tipline" / "serving.py").read_text())
    assert int(threads) >= 2 * AT_ONCE
    proxy = (root / "Caddyfile").read_text()
    assert f"request_buffers {COLLECTED // MB}MiB" in proxy
