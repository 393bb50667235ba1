"""A unit's keys: one pair to be sealed to, one symmetric key for what members have settled."""

from dataclasses import dataclass, field
from uuid import UUID

from reports.sealing.envelope import seal_to
from reports.sealing.keys import KEY_SIZE, KeyPair, new_key, new_pair, pair_from_seed
from reports.sealing.opening import CannotOpen, open_box


@dataclass(frozen=True, slots=True)
class UnitKeys:
    """The keys of one unit in one generation."""

    unit_id: UUID
    generation: int
    pair: KeyPair
    symmetric: bytes = field(repr=False)


def new_unit_keys(unit_id: UUID, generation: int = 1) -> UnitKeys:
    """Return fresh keys for a unit."""
    return UnitKeys(unit_id=unit_id, generation=generation, pair=new_pair(), symmetric=new_key())


def seal_bundle(keys: UnitKeys, public: bytes) -> bytes:
    """Return the unit's bundle in a box to one officer (or to the break-glass key)."""
    return seal_to(public, keys.pair.private + keys.symmetric, "unit bundle", keys.unit_id, keys.generation)


def open_bundle(pair: KeyPair, bundle: bytes | memoryview, unit_id: UUID, generation: int) -> UnitKeys:
    """Return the unit's keys from an officer's bundle. Raises CannotOpen."""
    opened = open_box(pair, bundle, "unit bundle", unit_id, generation)
    if len(opened) != 2 * KEY_SIZE:
        raise CannotOpen
    unit_pair = pair_from_seed(opened[:KEY_SIZE])
    return UnitKeys(unit_id=unit_id, generation=generation, pair=unit_pair, symmetric=opened[KEY_SIZE:])
