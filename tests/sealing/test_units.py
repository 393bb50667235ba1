"""Unit bundles open for their member, their unit and their generation."""

from uuid import uuid4

import pytest
from hypothesis import given

from reports.sealing.envelope import seal_to
from reports.sealing.keys import new_pair
from reports.sealing.opening import CannotOpen
from reports.sealing.units import new_unit_keys, open_bundle, seal_bundle
from tests.sealing.tampering import FEW, spoiled

MEMBER, UNIT = new_pair(), new_unit_keys(uuid4())
BUNDLE = seal_bundle(UNIT, MEMBER.public)


def test_a_bundle_opens_for_its_member_unit_and_generation_only() -> None:
    assert open_bundle(MEMBER, BUNDLE, UNIT.unit_id, 1) == UNIT
    for pair, unit, generation in (
        (new_pair(), UNIT.unit_id, 1),
        (MEMBER, uuid4(), 1),
        (MEMBER, UNIT.unit_id, 2),
    ):
        with pytest.raises(CannotOpen):
            open_bundle(pair, BUNDLE, unit, generation)


@given(sealed=spoiled(BUNDLE))
@FEW
def test_a_spoiled_bundle_never_opens(sealed: bytes) -> None:
    with pytest.raises(CannotOpen):
        open_bundle(MEMBER, sealed, UNIT.unit_id, 1)


@pytest.mark.parametrize("size", [0, 32, 63, 65])
def test_a_bundle_of_the_wrong_size_is_refused(size: int) -> None:
    box = seal_to(MEMBER.public, bytes(size), "unit bundle", UNIT.unit_id, 1)
    with pytest.raises(CannotOpen):
        open_bundle(MEMBER, box, UNIT.unit_id, 1)
