"""A form that breaks off or is too much costs what stood behind that: words and whole files of before are there."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings

from reports.intake import form_words, receiving
from reports.intake.receiving import FarTooMuch, Unreadable, receive
from tests.intake.bodies import FILM, MB, SOUND, file, sending, stored, word


@pytest.mark.parametrize(("cut", "words", "held"), [(100, "T", 0), (200_000, "The", 1), (4 * MB + 900, "The", 2)])
def test_a_connection_cut_anywhere_costs_only_what_stood_behind(
    before: set[Path], cut: int, words: str, held: int
) -> None:
    parts = [word("text", "The blue car"), file(SOUND), file(FILM, 4 * MB), file(FILM, MB), word("do", "send")]
    with pytest.raises(Unreadable) as cut_off:
        receive(sending(*parts, cut=cut))
    received = cut_off.value.received
    assert received.words.get("text", "").startswith(words)
    assert "do" not in received.words
    assert len(received.held) == held
    assert {path.name for path in stored() - before} == {each.blob.hex for each in received.held}, "no piece of a file"


def test_a_reader_that_fails_leaves_no_piece_of_a_file(before: set[Path]) -> None:
    request = sending(word("text", "The blue car"), file(SOUND), file(FILM, 4 * MB))
    stream = request._stream

    class Torn(BytesIO):
        def read(self, *size: int | None) -> bytes:
            data = stream.read(65536)
            if len(stored() - before) == 2:
                raise OSError("connection reset")
            return data

    request._stream = Torn()
    with pytest.raises(Unreadable) as torn:
        receive(request)
    assert torn.value.received.words["text"] == "The blue car"
    assert len(stored() - before) == len(torn.value.received.held) == 1


def test_a_form_that_takes_for_ever_is_ended_before_the_proxy_does(
    before: set[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    caddyfile = (settings.BASE_DIR / "Caddyfile").read_text()
    proxy, buffers = re.search(r"read_body (\d+)m", caddyfile), re.search(r"request_buffers (\d+)MiB", caddyfile)
    assert proxy
    assert buffers
    collecting = int(buffers[1]) * MB * 8 / 36_000  # seconds, on a line of 36 kbit/s
    assert int(proxy[1]) * 60 > collecting + receiving.LONGEST_UPLOAD
    monkeypatch.setattr(form_words.time, "monotonic", iter([0.0] * 8 + [receiving.LONGEST_UPLOAD + 1] * 99).__next__)
    with pytest.raises(Unreadable) as ended:
        receive(sending(word("text", "The blue car"), file(FILM, 9 * MB), word("do", "send")))
    assert ended.value.received.words.dict() == {"text": "The blue car"}
    assert stored() == before


def test_too_many_words_cost_neither_the_others_nor_a_file(before: set[Path]) -> None:
    for parts in ([word("place", "x" * (2 * MB))], [word("place", "x")] * 300):
        with pytest.raises(FarTooMuch) as much:
            receive(sending(word("text", "The blue car"), file(FILM), *parts))
        assert much.value.received.words["text"] == "The blue car"
        assert [each.media for each in much.value.received.held] == ["video"]
