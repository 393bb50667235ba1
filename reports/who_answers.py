"""Who answers what is asked about keeping a tip past its day, and moving the question where that changes.

Oversight answers; of a tip about the police, which no other unit may learn of, its own unit, and so where everybody in
oversight is to be kept from the tip. Worked out in the session of an officer who can open it: no server process can.
"""

from django.db.models import F, Q

from reports import audit, vault
from reports.keyring import KeyRing
from reports.models import LegalHold, Tip, Unit, UnitPurpose
from reports.models.choices import APART
from reports.models.retention import OPEN
from reports.queries.named import meant_in
from reports.queries.reading import UNREADABLE
from reports.sealing.envelope import seal_to
from reports.sealing.manifest import UnitKey
from reports.sealing.roots import open_root
from reports.signed_people import members_of
from reports.taking_off import readers_left, take_off
from reports.wall import whole_house

BY_WHO_MAY = Q(unit=F("tip__unit")) | ~Q(tip__unit__purpose__in=APART) & Q(unit__purpose=UnitPurpose.OVERSIGHT)
"""Of holds: those that are with a unit which may know of the tip as it lies now."""


@whole_house()  # oversight is taken off a tip that it cannot read
def answering(tip: Tip, ring: KeyRing, *, at: Unit) -> UnitKey:
    """Return the unit that answers for a tip whose row the caller holds, while it is the unit `at` that works on it.

    Whoever of oversight the tip may speak of is taken off it, and learns of no question. Raises NotYours.
    """
    units = vault.manifest().units
    board = Unit.objects.filter(purpose=UnitPurpose.OVERSIGHT).order_by("slug")[0]
    if at.purpose in APART:
        return units[at.slug]
    try:
        meant = meant_in(ring, tip, [board.pk])
    except UNREADABLE:
        return units[at.slug]
    off = meant.themselves | meant.by_unit
    if members_of([board.pk]) and not readers_left(tip, off, unit=board.pk):
        return units[at.slug]
    take_off(tip, off)
    return units[board.slug]


@whole_house()
def move_holds(tip: Tip, ring: KeyRing, *, to: Unit) -> None:
    """Seal what is open about keeping a tip to who answers once `to` works on it; nobody who answered before reads it.

    The caller holds the tip's row, and its keys still open. A reason that does not open is read by nobody any more.
    """
    for hold in LegalHold.objects.select_for_update(of=("self",)).filter(tip=tip, state__in=OPEN):
        unit = answering(tip, ring, at=to)
        if hold.unit_id == unit.unit_id:
            continue
        hold.box = _box(hold, tip, ring, unit)
        hold.unit_id, hold.generation = unit.unit_id, unit.generation
        hold.save(update_fields=["unit", "generation", "box"])
        audit.enter("hold.moved", by=ring.officer, tip=tip.pk, unit=unit.unit_id)


def _box(hold: LegalHold, tip: Tip, ring: KeyRing, unit: UnitKey) -> bytes:
    try:
        root = open_root(ring.tip_root(tip), hold.record.root_box, tip.pk, hold.record_id)
    except UNREADABLE:
        return b""
    return seal_to(unit.public, root, "hold", tip.pk, hold.record_id, unit.unit_id, unit.generation)
