"""The fast way opens what the plain way opens, and nothing else."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.sealing.envelope import PADDING, seal, seal_key
from reports.sealing.keys import derive_from, new_key
from reports.sealing.labels import Later, encoded
from reports.sealing.many import Opener, where
from reports.sealing.opening import unseal, unseal_key
from tests.sealing.tampering import FEW, spoiled

KEY, INNER = new_key(), new_key()
TIP, RECORD = uuid4(), uuid4()
ENVELOPE = seal(KEY, b"They meet at the jetty", "body", TIP, RECORD)
KEY_ENVELOPE = seal_key(KEY, INNER, "tip key", TIP, 3)


def place(record: UUID = RECORD) -> bytes:
    before, between, after = where("body", Later.ID, Later.ID)
    return before + TIP.bytes + between + record.bytes + after


def key_place(tip: UUID = TIP) -> bytes:
    before, after = where("tip key", Later.ID, 3)
    return before + tip.bytes + after


@given(plain=st.one_of(st.binary(max_size=9000), st.sampled_from([0, 1, 511, 512, 513]).map(lambda size: b"\0" * size)))
@FEW
def test_words_open_as_they_do_one_by_one(plain: bytes) -> None:
    envelope = seal(KEY, plain, "body", TIP, RECORD)
    assert Opener().words(KEY, envelope, place()) == plain == unseal(KEY, envelope, "body", TIP, RECORD)


def test_one_opener_opens_long_and_short_one_after_the_other() -> None:
    opener = Opener()
    for plain in (b"short", b"long " * 20_000, b"", b"x" * PADDING):
        assert opener.words(KEY, seal(KEY, plain, "body", TIP, RECORD), place()) == plain
    assert opener.key(KEY, KEY_ENVELOPE, key_place()) == INNER == unseal_key(KEY, KEY_ENVELOPE, "tip key", TIP, 3)


@given(sealed=spoiled(ENVELOPE), key=spoiled(KEY_ENVELOPE))
@FEW
def test_what_was_spoiled_never_opens(sealed: bytes, key: bytes) -> None:
    assert Opener().words(KEY, sealed, place()) is None
    assert Opener().key(KEY, key, key_place()) is None


def test_nothing_opens_in_another_place_or_under_another_key() -> None:
    assert Opener().words(KEY, ENVELOPE, place(uuid4())) is None
    assert Opener().words(new_key(), ENVELOPE, place()) is None
    assert Opener().words(KEY[:31], ENVELOPE, place()) is None
    assert Opener().key(KEY, KEY_ENVELOPE, key_place(uuid4())) is None
    assert Opener().key(KEY, ENVELOPE, place()) is None


def test_labels_that_are_given_later_read_as_all_others() -> None:
    before, between, after = where(Later.KEY, "record", Later.ID, 7)
    whole = before + KEY + between + TIP.bytes + after
    assert whole[1:] == encoded((KEY, "record", TIP, 7))


@given(labels=st.binary(max_size=400))
@FEW
def test_a_key_is_derived_as_everywhere(labels: bytes) -> None:
    opener = Opener()
    opener.derived(new_key(), b"another one before")
    assert bytes(opener.derived(KEY, labels)) == derive_from(KEY, labels)
    with pytest.raises(ValueError, match="32 bytes"):
        opener.derived(KEY[:31], labels)
