"""Handovers open once, for one worker, while their one-time key exists."""

from uuid import uuid4

import pytest
from hypothesis import given

from reports.sealing.handover import open_handover, seal_handover
from reports.sealing.keys import new_key, new_pair
from reports.sealing.opening import CannotOpen
from tests.sealing.tampering import FEW, spoiled

PAIR, ONCE, ID = new_pair(), new_key(), uuid4()
SEALED = seal_handover({"receipt": "1" * 20}, ONCE, PAIR.public, "capsule", ID)


def test_the_worker_opens_a_handover() -> None:
    assert open_handover(memoryview(SEALED), ONCE, PAIR, "capsule", ID) == {"receipt": "1" * 20}


@given(sealed=spoiled(SEALED))
@FEW
def test_a_spoiled_handover_never_opens(sealed: bytes) -> None:
    with pytest.raises(CannotOpen):
        open_handover(sealed, ONCE, PAIR, "capsule", ID)


def test_neither_key_alone_opens_it_nor_do_both_in_another_place() -> None:
    for once, pair, labels in (
        (new_key(), PAIR, ("capsule", ID)),
        (ONCE, new_pair(), ("capsule", ID)),
        (ONCE, PAIR, ("errand", ID)),
        (ONCE, PAIR, ("capsule", uuid4())),
    ):
        with pytest.raises(CannotOpen):
            open_handover(SEALED, once, pair, *labels)


def test_a_capsule_with_and_without_a_receipt_has_one_size() -> None:
    keys = {"root": new_key().hex(), "erasure": new_key().hex()}
    sizes = {len(seal_handover(keys | {"receipt": r}, ONCE, PAIR.public, "capsule", ID)) for r in ("", "1" * 20)}
    assert len(sizes) == 1
