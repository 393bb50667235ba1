"""Files are sealed as a stream: whatever is done to the pieces, they open whole or not at all."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl import bindings as sodium

from reports.sealing.files import (
    PIECE,
    SIZE_FIRST,
    UNBOUND,
    VERSION,
    Sealer,
    open_file,
    open_stream,
    padded_count,
    seal_file,
)
from reports.sealing.keys import new_key
from reports.sealing.labels import encoded
from reports.sealing.opening import CannotOpen
from tests.sealing.tampering import FEWER, spoiled

KEY = new_key()
DATA = bytes(range(256)) * 600  # three pieces
PIECES = list(seal_file(KEY, DATA, "file", 7))
SEALED = b"".join(PIECES)


@pytest.mark.parametrize("size", [0, 1, PIECE - 5, PIECE - 4, PIECE - 3, 2 * PIECE, 150_000])
def test_a_file_comes_back_as_it_was_and_its_size_is_told_in_whole_pieces(size: int) -> None:
    sealed = b"".join(seal_file(KEY, DATA[:size], "file", 7))
    assert open_file(KEY, sealed, "file", 7) == DATA[:size]
    assert (len(sealed) - 25) % (PIECE + 17) == 0


@given(sealed=spoiled(SEALED))
@FEWER
def test_a_spoiled_file_never_opens(sealed: bytes) -> None:
    with pytest.raises(CannotOpen):
        open_file(KEY, sealed, "file", 7)


@given(at=st.integers(0, len(SEALED) - 1), bit=st.integers(0, 7))
@FEWER
def test_one_flipped_bit_anywhere_spoils_the_file(at: int, bit: int) -> None:
    with pytest.raises(CannotOpen):
        open_file(KEY, SEALED[:at] + bytes([SEALED[at] ^ 1 << bit]) + SEALED[at + 1 :], "file", 7)


@pytest.mark.parametrize(
    "kept",
    [
        PIECES[:1],
        PIECES[:2],
        PIECES[:-1],
        PIECES[1:],
        [PIECES[0], PIECES[2], PIECES[1], PIECES[3]],
        [PIECES[0], PIECES[1], PIECES[1], *PIECES[2:]],
        [PIECES[0], *PIECES[2:]],
        [*PIECES, PIECES[-1]],
        [*PIECES, *PIECES],
        [],
    ],
    ids=["header", "one", "no end", "no header", "swapped", "doubled", "hole", "end twice", "all twice", "nothing"],
)
def test_a_file_cut_or_shuffled_at_its_pieces_never_opens(kept: list[bytes]) -> None:
    with pytest.raises(CannotOpen):
        open_file(KEY, b"".join(kept), "file", 7)


def test_pieces_of_another_file_under_the_same_key_do_not_fit_in() -> None:
    other = list(seal_file(KEY, DATA, "file", 7))
    with pytest.raises(CannotOpen):
        open_file(KEY, b"".join([PIECES[0], other[1], *PIECES[2:]]), "file", 7)


def test_a_file_opens_only_under_its_own_name_and_key() -> None:
    for key, name in ((KEY, 8), (new_key(), 7)):
        with pytest.raises(CannotOpen):
            open_file(key, SEALED, "file", name)
    with pytest.raises(CannotOpen):
        open_file(KEY[:31], SEALED, "file", 7)


@given(cuts=st.lists(st.binary(max_size=3 * PIECE // 2), max_size=6))
@FEWER
def test_a_file_sealed_while_it_comes_opens_as_it_came(cuts: list[bytes]) -> None:
    sealer = Sealer(KEY, "file", 7)
    sealed = b"".join(piece for cut in cuts for piece in sealer.write(cut)) + b"".join(sealer.finish())
    assert open_file(KEY, sealed, "file", 7) == b"".join(cuts)
    assert sealer.size == len(b"".join(cuts))


def test_a_cut_stream_yields_only_its_true_beginning_and_then_fails() -> None:
    came: list[bytes] = []
    with pytest.raises(CannotOpen):
        came.extend(open_stream(KEY, io.BytesIO(b"".join(PIECES[:-1])), "file", 7))
    assert DATA.startswith(b"".join(came))
    assert came


@pytest.mark.parametrize(("pieces", "kept"), [(1, 1), (2, 2), (3, 3), (8, 8), (9, 10), (33, 36), (1000, 1024)])
def test_few_sizes_exist(pieces: int, kept: int) -> None:
    assert padded_count(pieces) == kept
    assert {padded_count(count) for count in range(1, 1601)} >= {padded_count(1600)}
    assert len({padded_count(count) for count in range(1, 1601)}) < 130
    assert all(count <= padded_count(count) <= count * 9 / 8 for count in range(1, 1601))


def test_the_padding_of_a_long_file_is_sealed_like_the_rest() -> None:
    data = b"x" * (9 * (PIECE - 4))
    sealed = b"".join(seal_file(KEY, data, "file", 7))
    assert (len(sealed) - 25) // (PIECE + 17) == 10
    assert open_file(KEY, sealed, "file", 7) == data
    with pytest.raises(CannotOpen):
        open_file(KEY, sealed[: -PIECE - 17], "file", 7)


def sealed_of_before(version: bytes, pieces: list[bytes]) -> bytes:
    """A file as earlier versions sealed its pieces: their labels alone were bound to them."""
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    sealed = version + sodium.crypto_secretstream_xchacha20poly1305_init_push(state, KEY)
    for at, piece in enumerate(pieces, 1):
        tag = 3 if at == len(pieces) else 0
        sealed += sodium.crypto_secretstream_xchacha20poly1305_push(state, piece, encoded(("file", 7)), tag)
    return sealed


def with_its_size_in_front(data: bytes, size: int) -> bytes:
    """A file as the first release sealed it: its size, then the file, padded to whole pieces."""
    padded = size.to_bytes(8) + data
    padded += bytes(-len(padded) % PIECE)
    return sealed_of_before(SIZE_FIRST, [padded[at : at + PIECE] for at in range(0, len(padded), PIECE)])


def with_counts(data: bytes, *, empty: int = 0) -> bytes:
    """A file as it was sealed before its version was bound, with some pieces of padding."""
    parts = [data[at : at + PIECE - 4] for at in range(0, len(data), PIECE - 4)] or [b""]
    pieces = [(len(part).to_bytes(4) + part).ljust(PIECE, b"\0") for part in parts]
    return sealed_of_before(UNBOUND, [*pieces, *[bytes(PIECE)] * empty])


@pytest.mark.parametrize("size", [0, 1, PIECE - 9, PIECE - 8, PIECE - 7, 2 * PIECE, 150_000])
def test_a_file_sealed_by_an_earlier_release_still_opens(size: int) -> None:
    data = DATA[:size]
    for sealed in (with_its_size_in_front(data, size), with_counts(data), with_counts(data, empty=1)):
        assert open_file(KEY, sealed, "file", 7) == data
        with pytest.raises(CannotOpen):
            open_file(KEY, sealed[: -PIECE - 17], "file", 7)
    with pytest.raises(CannotOpen):
        open_file(KEY, with_its_size_in_front(data, size + PIECE), "file", 7)


@pytest.mark.parametrize("size", [1, PIECE - 9, 2 * PIECE, 150_000])
def test_no_file_yields_anything_as_one_of_another_version(size: int) -> None:
    data = DATA[:size]
    today = b"".join(seal_file(KEY, data, "file", 7))
    for sealed in (today, with_counts(data), with_its_size_in_front(data, size)):
        for version in {SIZE_FIRST, UNBOUND, VERSION} - {sealed[:1]}:
            came: list[bytes] = []
            with pytest.raises(CannotOpen):
                came.extend(open_stream(KEY, io.BytesIO(version + sealed[1:]), "file", 7))
            assert not came
