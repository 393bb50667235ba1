"""Envelopes and boxes as they are made."""

from hypothesis import given
from hypothesis import strategies as st

from reports.sealing.envelope import seal, seal_key, seal_to
from reports.sealing.keys import new_key, new_pair
from tests.sealing.tampering import FEW

KEY = new_key()


@given(plain=st.binary(max_size=3000))
@FEW
def test_an_envelopes_size_tells_the_plaintexts_only_in_steps_of_512(plain: bytes) -> None:
    sealed = seal(KEY, plain, "body")
    assert len(sealed) == 1 + 24 + 16 + (len(plain) // 512 + 1) * 512
    assert plain not in sealed or len(plain) < 3


def test_the_same_words_sealed_twice_differ() -> None:
    assert seal(KEY, b"words", "body") != seal(KEY, b"words", "body")
    public = new_pair().public
    assert seal_to(public, b"words", "body") != seal_to(public, b"words", "body")


def test_every_sealed_value_begins_with_its_version() -> None:
    assert seal(KEY, b"", "body")[0] == 1
    assert seal_key(KEY, KEY, "body")[0] == 1
    assert seal_to(new_pair().public, b"", "body")[0] == 0x11
