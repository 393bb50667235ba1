"""A new key for a unit, after somebody who knew the old one has left: made, signed, and everything wrapped anew.

1. A member makes the next generation: sealed to every member, and to the break-glass key. Nothing uses it yet.
2. The root key signs a manifest that lists it (people.signing): from then on whatever comes in is sealed to it.
3. A member's requests wrap what lies under the old key anew, in slices; killed at any point, it goes on from there.
4. A day later, when no host can still seal to the old key and nothing lies under it, the old bundles are destroyed.

The break-glass copy of the old key stays, for a stray that came too late: its holders could open an old backup anyway.
"""

import time
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from psycopg2.extras import execute_values

from reports import audit, vault
from reports.keyring import KeyRing, settle
from reports.models import AddedKey, Case, LegalHold, Membership, PlaceCount, TipKey, Unit, UnitEscrow, UnitRenewal
from reports.models.place_count import PLACE_COUNT, PLACE_COUNT_SIZE
from reports.people.enrol import seal_place
from reports.people.inviting import wait_for_key
from reports.people.standing import acting, require_leads
from reports.queries.people import old_keys
from reports.sealing.envelope import seal, seal_to
from reports.sealing.opening import CannotOpen
from reports.sealing.units import new_unit_keys, seal_bundle
from reports.signed_people import is_signed, require_signed, sign
from reports.wall import whole_house

SLICE = 5000
_BOXES: dict[type[LegalHold] | type[AddedKey], str] = {LegalHold: "hold", AddedKey: "added key"}
"""What holds the root key of one record for a unit, with the first label of its box."""
KEPT = timedelta(days=1)  # of the old key, after the new one came into force
_WRAP = """
    UPDATE tip_key SET settled = fresh.settled, box = NULL, generation = fresh.generation
    FROM (VALUES %s) AS fresh (id, settled, generation) WHERE tip_key.id = fresh.id
"""


class RenewalRuns(Exception):
    """A new key is in force already, and things still lie under the one before it."""


class NotYet(Exception):
    """The old key cannot end: something lies under it, or might still come."""


@dataclass(frozen=True, slots=True)
class Wrapped:
    """How far wrapping anew has come: how many were done now, how many are left, and of these, damaged."""

    done: int
    left: int
    damaged: int


@transaction.atomic
def make_key(*, unit: UUID, ring: KeyRing) -> UnitRenewal:
    """Make a unit's next key, in the place of one that was never signed.

    Raises NotAllowed, NotYours, PersonChanged, RenewalRuns.
    """
    require_leads(ring.officer, unit)
    now = ring.unit(unit)
    Unit.objects.select_for_update().get(pk=unit)
    drop_unsigned(unit)
    if UnitRenewal.objects.filter(unit=unit).exists():
        raise RenewalRuns
    keys = new_unit_keys(unit, now.generation + 1)
    members = Membership.objects.filter(unit=unit, generation=now.generation, officer__is_active=True)
    for row in members.select_related("officer"):
        require_signed(row, row.officer)  # else the thief who changed it would get the key, or a colleague lose it
        seal_place(officer=row.officer, keys=keys, is_head=row.is_head)
    bundle = seal_bundle(keys, vault.manifest().break_glass)
    UnitEscrow.objects.create(unit_id=unit, generation=keys.generation, bundle=bundle)
    made = UnitRenewal(unit_id=unit, generation=keys.generation, public=keys.pair.public, made_by=ring.officer)
    sign(made)
    made.save(force_insert=True)
    audit.enter("people.key_made", by=ring.officer, unit=unit, generation=keys.generation)
    return made


def drop_unsigned(unit: UUID) -> None:
    """Take back a key that was made but is not in force."""
    note_in_force()
    for made in UnitRenewal.objects.filter(unit=unit, signed_at=None):
        Membership.objects.filter(unit=unit, generation=made.generation).delete()
        UnitEscrow.objects.filter(unit=unit, generation=made.generation).delete()
        made.delete()


@transaction.atomic
def note_in_force() -> list[UnitRenewal]:
    """Note which new keys the signed manifest lists by now, and return those that came into force."""
    listed = {unit.unit_id: unit for unit in vault.manifest().units.values()}
    noted = []
    for made in UnitRenewal.objects.select_for_update().filter(signed_at=None):
        key = listed.get(made.unit_id)
        if key is None or (key.generation, key.public) != (made.generation, bytes(made.public)):
            continue
        made.signed_at = timezone.now()
        made.save(update_fields=["signed_at"])
        Unit.objects.filter(pk=made.unit_id).update(generation=made.generation, has_leaver=False)
        audit.enter("people.key_in_force", by="manifest", unit=made.unit_id, generation=made.generation)
        if made.generation == 1:
            made.delete()  # a new unit has nothing under an older key
        noted.append(made)
    return noted


@whole_house()  # tips from which this member stepped back too: else their keys would be lost
def wrap_anew(*, unit: UUID, ring: KeyRing, seconds: float = 5.0) -> Wrapped:
    """Wrap what lies under an older key of a unit, for about so long; each slice is kept at once.

    Raises NotAllowed, NotYours.
    """
    acting(ring.officer)
    generation = ring.unit(unit).generation
    last, done, until, is_through = UUID(int=0), 0, time.monotonic() + seconds, False
    while not is_through and time.monotonic() < until:
        with transaction.atomic():
            held = old_keys(unit, generation).filter(pk__gt=last).order_by("pk")
            rows = list(held.select_for_update(of=("self",))[:SLICE])
            done += _wrap(rows, ring)
        is_through = len(rows) < SLICE
        last = rows[-1].pk if rows else last
    _titles_and_boxes(unit, ring)
    _counts(unit, ring)
    left = old_keys(unit, generation).count()
    damaged = left if is_through else 0  # or came this moment, under a manifest that another host still has
    audit.enter("people.wrapped_anew", by=ring.officer, unit=unit, done=done, left=left)
    return Wrapped(done, left, damaged)


@whole_house()
@transaction.atomic
def end_old_key(*, unit: UUID, ring: KeyRing) -> None:
    """Destroy the bundles of older keys of a unit. Who holds no newer one waits for it. Raises NotAllowed, NotYet."""
    require_leads(ring.officer, unit)
    generation = ring.unit(unit).generation
    made = UnitRenewal.objects.select_for_update().get(unit=unit)
    if made.signed_at is None or timezone.now() < made.signed_at + KEPT or is_anything_old(unit, ring):
        raise NotYet
    old = Membership.objects.filter(unit=unit, generation__lt=generation).select_related("officer")
    fresh = set(Membership.objects.filter(unit=unit, generation=generation).values_list("officer", flat=True))
    for row in (row for row in old if row.officer_id not in fresh and is_signed(row) and is_signed(row.officer)):
        if not row.officer.joinings.filter(unit=unit).exists():
            wait_for_key(officer=row.officer, unit=unit, by=ring.officer, is_head=row.is_head)
    old.delete()
    made.delete()
    audit.enter("people.old_key_ended", by=ring.officer, unit=unit, generation=generation - 1)


@whole_house()  # tips from which this member stepped back too
def is_anything_old(unit: UUID, ring: KeyRing) -> bool:
    """Return whether something of a unit still lies under an older key."""
    keys = ring.unit(unit)
    if old_keys(unit, keys.generation).exists():
        return True
    if any(kind.objects.filter(unit=unit, generation__lt=keys.generation).exists() for kind in _BOXES):
        return True
    if any(_counted_under_old(row, ring) for row in PlaceCount.objects.filter(unit=unit)):
        return True
    return any(_lies_under_old(case, ring) for case in Case.objects.filter(unit=unit))


def _wrap(rows: list[TipKey], ring: KeyRing) -> int:
    roots = ring.roots_of(rows)
    fresh = []
    for row in rows:
        if row.pk in roots:
            settle(row, ring.unit(row.unit_id), roots[row.pk])
            fresh.append((row.pk, row.settled, row.generation))
    if fresh:
        with connection.cursor() as cursor:
            execute_values(cursor.cursor, _WRAP, fresh, template="(%s::uuid, %s, %s)", page_size=SLICE)
    return len(fresh)


def _titles_and_boxes(unit: UUID, ring: KeyRing) -> None:
    keys = ring.unit(unit)
    for case in Case.objects.filter(unit=unit):
        if _lies_under_old(case, ring):
            try:
                title = ring.unseal(unit, case.title, "case title", case.pk)
            except CannotOpen:
                continue
            Case.objects.filter(pk=case.pk).update(title=seal(keys.symmetric, title, "case title", case.pk))
    for kind, what in _BOXES.items():
        for held in kind.objects.filter(unit=unit, generation__lt=keys.generation):
            labels = (what, held.tip_id, held.record_id, unit)
            try:
                root = ring.open_box(unit, held.box, *labels, held.generation)
            except CannotOpen:
                continue
            box = seal_to(keys.pair.public, root, *labels, keys.generation)
            kind.objects.filter(pk=held.pk).update(box=box, generation=keys.generation)


def _counts(unit: UUID, ring: KeyRing) -> None:
    for row in PlaceCount.objects.filter(unit=unit):
        if _counted_under_old(row, ring):
            labels = (PLACE_COUNT, unit, row.month.isoformat())
            try:
                told = ring.unseal(unit, row.sealed, *labels, padding=PLACE_COUNT_SIZE)
            except CannotOpen:
                continue
            sealed = seal(ring.unit(unit).symmetric, told, *labels, padding=PLACE_COUNT_SIZE)
            PlaceCount.objects.filter(pk=row.pk).update(sealed=sealed)


def _counted_under_old(row: PlaceCount, ring: KeyRing) -> bool:
    labels = (PLACE_COUNT, row.unit_id, row.month.isoformat())
    return not ring.opens_now(row.unit_id, row.sealed, *labels, padding=PLACE_COUNT_SIZE)


def _lies_under_old(case: Case, ring: KeyRing) -> bool:
    return not ring.opens_now(case.unit_id, case.title, "case title", case.pk)
