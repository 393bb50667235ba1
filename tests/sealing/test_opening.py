"""What was spoiled, swapped or sealed for another place never opens."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.sealing.envelope import seal, seal_key, seal_to
from reports.sealing.keys import new_key, new_pair
from reports.sealing.labels import Label
from reports.sealing.opening import CannotOpen, open_box, unseal, unseal_key
from tests.sealing.tampering import FEW, labels, spoiled

KEY, PAIR = new_key(), new_pair()
TIP, RECORD = uuid4(), uuid4()
ENVELOPE = seal(KEY, b"They meet at the jetty", "body", TIP, RECORD)
BOX = seal_to(PAIR.public, b"They meet at the jetty", "tip key", TIP, RECORD)
INNER = new_key()
KEY_ENVELOPE = seal_key(KEY, INNER, "tip key", TIP)


@given(plain=st.binary(max_size=2000), where=labels)
@FEW
def test_what_was_sealed_opens_in_its_own_place(plain: bytes, where: tuple[Label, ...]) -> None:
    assert unseal(KEY, memoryview(seal(KEY, plain, *where)), *where) == plain
    assert open_box(PAIR, memoryview(seal_to(PAIR.public, plain, *where)), *where) == plain


@given(sealed=spoiled(ENVELOPE))
@FEW
def test_a_spoiled_envelope_never_opens(sealed: bytes) -> None:
    with pytest.raises(CannotOpen):
        unseal(KEY, sealed, "body", TIP, RECORD)


@given(sealed=spoiled(BOX))
@FEW
def test_a_spoiled_box_never_opens(sealed: bytes) -> None:
    with pytest.raises(CannotOpen):
        open_box(PAIR, sealed, "tip key", TIP, RECORD)


@given(sealed=spoiled(KEY_ENVELOPE))
@FEW
def test_a_spoiled_key_never_opens(sealed: bytes) -> None:
    with pytest.raises(CannotOpen):
        unseal_key(KEY, sealed, "tip key", TIP)


@given(where=labels)
@FEW
def test_nothing_opens_in_another_place(where: tuple[Label, ...]) -> None:
    with pytest.raises(CannotOpen):
        unseal(KEY, ENVELOPE, *where)
    with pytest.raises(CannotOpen):
        open_box(PAIR, BOX, *where)


@pytest.mark.parametrize(
    "where", [("body", RECORD, TIP), ("body", TIP, uuid4()), ("findings", TIP, RECORD), ("body", TIP), ()]
)
def test_a_row_or_field_put_in_anothers_place_does_not_open(where: tuple[Label, ...]) -> None:
    with pytest.raises(CannotOpen):
        unseal(KEY, ENVELOPE, *where)


@given(wrong=st.binary(min_size=32, max_size=32))
@FEW
def test_a_wrong_key_opens_nothing(wrong: bytes) -> None:
    with pytest.raises(CannotOpen):
        unseal(wrong, ENVELOPE, "body", TIP, RECORD)
    with pytest.raises(CannotOpen):
        open_box(new_pair(), BOX, "tip key", TIP, RECORD)


@pytest.mark.parametrize("wrong", [b"", b"short", bytes(31), bytes(33)])
def test_a_key_of_the_wrong_size_opens_nothing(wrong: bytes) -> None:
    with pytest.raises(CannotOpen):
        unseal(wrong, ENVELOPE, "body", TIP, RECORD)


def test_a_box_is_no_envelope_and_an_envelope_no_box() -> None:
    with pytest.raises(CannotOpen):
        unseal(KEY, BOX, "tip key", TIP, RECORD)
    with pytest.raises(CannotOpen):
        open_box(PAIR, ENVELOPE, "body", TIP, RECORD)


def test_another_padding_does_not_open_either() -> None:
    with pytest.raises(CannotOpen):
        unseal(KEY, seal(KEY, b"x" * 20, "pass", padding=16), "pass", padding=512)
