"""Files are sealed as a stream: whatever is done to the pieces, they open whole or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.sealing.files import PIECE, open_file, seal_file
from reports.sealing.keys import new_key
from reports.sealing.opening import CannotOpen
from tests.sealing.tampering import FEWER, spoiled

KEY = new_key()
DATA = bytes(range(256)) * 600  # three pieces
PIECES = list(seal_file(KEY, DATA, "file", 7))
SEALED = b"".join(PIECES)


@pytest.mark.parametrize("size", [0, 1, PIECE - 9, PIECE - 8, PIECE - 7, 2 * PIECE, 150_000])
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
