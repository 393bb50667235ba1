"""An officer's password opens the officer's key, and nothing else does."""

from uuid import uuid4

import pytest
from hypothesis import given

from reports.sealing.keys import new_key, new_pair
from reports.sealing.officers import fill_slot, new_salt, open_slot, stretch
from reports.sealing.opening import CannotOpen
from tests.sealing.tampering import FEW, spoiled

PAIR, SLOT_KEY, OFFICER = new_pair(), new_key(), uuid4()
SLOT = fill_slot(SLOT_KEY, PAIR, OFFICER)


def test_password_salt_and_pepper_all_count() -> None:
    salt, pepper = new_salt(), new_key()
    right = stretch("a long password", salt, pepper)
    assert stretch("a long password", salt, pepper) == right
    for other in (
        stretch("a long passwore", salt, pepper),
        stretch("a long password", new_salt(), pepper),
        stretch("a long password", salt, new_key()),
    ):
        assert other.verifier != right.verifier
        assert other.slot_key != right.slot_key
    assert right.verifier != right.slot_key


def test_a_slot_opens_for_its_own_officer_only() -> None:
    assert open_slot(SLOT_KEY, SLOT, OFFICER, PAIR.public) == PAIR
    for key, officer, public in (
        (new_key(), OFFICER, PAIR.public),
        (SLOT_KEY, uuid4(), PAIR.public),
        (SLOT_KEY, OFFICER, new_pair().public),
    ):
        with pytest.raises(CannotOpen):
            open_slot(key, SLOT, officer, public)


@given(sealed=spoiled(SLOT))
@FEW
def test_a_spoiled_slot_never_opens(sealed: bytes) -> None:
    with pytest.raises(CannotOpen):
        open_slot(SLOT_KEY, sealed, OFFICER, PAIR.public)
