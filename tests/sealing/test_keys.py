"""Keys derived from keys: one for each place, and none of them prints."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.bindings import crypto_generichash_blake2b_salt_personal as generichash_blake2b_salt_personal

from reports.sealing.keys import derive, fingerprint, new_key, new_pair, pair_from_seed, record_key, tip_pair
from reports.sealing.labels import encoded
from tests.sealing.tampering import FEW


def test_each_part_of_a_record_has_its_own_key() -> None:
    root, erasure, tip, record = new_key(), new_key(), uuid4(), uuid4()
    places = [
        (root, erasure, tip, record, "body"),
        (new_key(), erasure, tip, record, "body"),
        (root, new_key(), tip, record, "body"),
        (root, erasure, uuid4(), record, "body"),
        (root, erasure, tip, uuid4(), "body"),
        (root, erasure, record, tip, "body"),
        (root, erasure, tip, record, "findings"),
    ]
    assert len({record_key(*place) for place in places}) == len(places)


def test_a_tips_pair_hangs_on_its_key_and_its_id() -> None:
    d, tip = new_key(), uuid4()
    assert tip_pair(d, tip) == tip_pair(d, tip)
    assert len({tip_pair(d, tip).public, tip_pair(d, uuid4()).public, tip_pair(new_key(), tip).public}) == 3


@given(short=st.binary(max_size=64).filter(lambda key: len(key) != 32))
@FEW
def test_a_key_of_the_wrong_size_derives_nothing(short: bytes) -> None:
    with pytest.raises(ValueError, match="32"):
        derive(short, "x")
    with pytest.raises(ValueError, match="32"):
        pair_from_seed(short)


@given(key=st.binary(min_size=32, max_size=32), label=st.binary(max_size=300))
@FEW
def test_keys_are_derived_as_libsodium_derives_them(key: bytes, label: bytes) -> None:
    by_sodium = generichash_blake2b_salt_personal(encoded((label,)), key=key, person=b"tipline-derive")
    assert derive(key, label) == by_sodium


def test_two_people_read_six_groups_of_four() -> None:
    read = fingerprint(new_pair().public)
    assert [len(group) for group in read.split()] == [4] * 6
    assert read != fingerprint(new_pair().public)
