"""An officer's opened keys, for the length of one request."""

import logging
from collections.abc import Iterable, Sequence
from functools import cached_property
from uuid import UUID

from reports import vault
from reports.models import Membership, Officer, Recusal, Tip, TipKey
from reports.models.raw import id_list, ids, plain_rows, rows_in_one
from reports.models.tip import TipQuerySet
from reports.models.updating import update
from reports.sealing.envelope import PADDING, seal_key
from reports.sealing.keys import KeyPair
from reports.sealing.labels import Label, Later
from reports.sealing.many import KEY_ENVELOPE, Opener, where
from reports.sealing.officers import fill_slot
from reports.sealing.opening import CannotOpen, open_box, unseal, unseal_key
from reports.sealing.units import UnitKeys, open_bundle
from reports.signed_people import believed, places_of, rows_of

log = logging.getLogger(__name__)
_OF_UNITS = " FROM tip_key WHERE tip_id = ANY(%s::uuid[]) AND unit_id = ANY(%s::uuid[])"
_HELD = "SELECT id, tip_id, unit_id, generation, settled" + _OF_UNITS
_WRAPS = "SELECT tip_id, unit_id, generation, settled" + _OF_UNITS + " AND octet_length(settled) = %s"
_RAW = "uuid_send(one.tip_id) || uuid_send(one.unit_id) || int4send(one.generation) || one.settled"
_TIP, _PLACE, _SETTLED, _RAW_SIZE = slice(16), slice(16, 36), 36, 36 + KEY_ENVELOPE  # place: of a unit


class NotYours(Exception):
    """The officer holds no key that opens this tip, or is no member of its unit."""


class KeyRing:
    """The units an officer belongs to, and through them the keys of their tips. Never stored, never printed."""

    def __init__(self, officer: Officer, pair: KeyPair, places: Sequence[Membership] | None = None) -> None:
        self.officer = officer
        self._pair = pair
        self._places = places  # those that are believed; None: not looked up yet
        self._held: dict[tuple[UUID, int], UnitKeys] | None = None
        self._units: dict[UUID, UnitKeys] = {}

    def __repr__(self) -> str:
        return "<key ring>"

    @property
    def public(self) -> bytes:
        """The officer's public key."""
        return self._pair.public

    def open_own(self, box: bytes | memoryview, *labels: Label) -> bytes:
        """Return what was sealed to this officer alone. Raises CannotOpen."""
        return open_box(self._pair, box, *labels)

    def seal_own_key(self, slot_key: bytes, *labels: Label) -> bytes:
        """Return the officer's private key sealed under the key of another slot, for whoever makes one."""
        return seal_key(slot_key, self._pair.private, *labels)

    @property
    def unit_ids(self) -> list[UUID]:
        """The units whose tips this officer may read."""
        return list(self._open())

    @property
    def member_of(self) -> set[UUID]:
        """The units in which this officer has a place, whether or not it opens what they get now."""
        return {row.unit_id for row in self._believed()}

    @property
    def leads(self) -> set[UUID]:
        """The units that this officer leads."""
        return {row.unit_id for row in self._believed() if row.is_head}

    def unit(self, unit_id: UUID) -> UnitKeys:
        """Return a unit's keys. Raises NotYours."""
        try:
            return self._open()[unit_id]
        except KeyError:
            raise NotYours from None

    def generations(self, unit_id: UUID) -> list[UnitKeys]:
        """Return the keys of each generation of a unit that this officer holds, the newest first."""
        self._open()
        held = self._held or {}
        return [held[place] for place in sorted(held, reverse=True) if place[0] == unit_id]

    def every_generation(self) -> dict[tuple[UUID, int], UnitKeys]:
        """Return all unit keys that this officer holds, by unit and generation, to be sealed to a new key of theirs."""
        self._open()
        return dict(self._held or {})

    def fill_slot(self, slot_key: bytes) -> bytes:
        """Return the officer's own key sealed under another slot key."""
        return fill_slot(slot_key, self._pair, self.officer.pk)

    def unseal(self, unit_id: UUID, sealed: bytes | memoryview, *labels: Label, padding: int = PADDING) -> bytes:
        """Return what lies under a unit's symmetric key, of any generation. Raises NotYours, CannotOpen."""
        self.unit(unit_id)
        for keys in self.generations(unit_id):
            try:
                return unseal(keys.symmetric, sealed, *labels, padding=padding)
            except CannotOpen:
                continue
        raise CannotOpen

    def opens_now(self, unit_id: UUID, sealed: bytes | memoryview, *labels: Label, padding: int = PADDING) -> bool:
        """Return whether something lies under the unit's symmetric key of now."""
        try:
            unseal(self.unit(unit_id).symmetric, sealed, *labels, padding=padding)
        except CannotOpen:
            return False
        return True

    def open_box(self, unit_id: UUID, box: bytes | memoryview, *labels: Label) -> bytes:
        """Return what lies in a box to the unit, of any generation. Raises NotYours, CannotOpen."""
        self.unit(unit_id)
        for keys in self.generations(unit_id):
            try:
                return open_box(keys.pair, box, *labels)
            except CannotOpen:
                continue
        raise CannotOpen

    @cached_property  # a page asks for it a dozen times
    def tips(self) -> TipQuerySet:
        """The tips of these units, without those from which the officer stepped back. To be filtered, not read."""
        return Tip.objects.of_units(self.unit_ids).seen_by(self.officer)

    @property
    def tips_for_information(self) -> TipQuerySet:
        """Tips that other units work on and that this officer may read."""
        return Tip.objects.informing(self.unit_ids).seen_by(self.officer)

    def tip_root(self, tip: Tip) -> bytes:
        """Return D, the tip's key. Raises NotYours."""
        try:
            return self.tip_roots([tip])[tip.pk]
        except KeyError:
            raise NotYours from None

    def tip_roots(self, tips: Iterable[Tip]) -> dict[UUID, bytes]:
        """Return D of each tip this officer may read; what is opened for the first time is settled."""
        return self.roots([tip.pk for tip in tips])

    def roots(self, tip_ids: Iterable[UUID]) -> dict[UUID, bytes]:
        """Return D of each tip with one of these ids that this officer may read.

        Settling wraps D under the unit's symmetric key, so that later listings need no public-key work.
        """
        roots: dict[UUID, bytes] = {}
        unsettled = []
        wanted, units = ids(*tip_ids), self.unit_ids
        held = plain_rows("default", _HELD, wanted, ids(*units)) if units else []
        for key_id, tip_id, unit_id, generation, settled in held:
            if settled is None:
                unsettled.append(key_id)
                continue
            try:
                roots[tip_id] = self._settled(settled, tip_id, unit_id, generation)
            except CannotOpen:  # one damaged row must not hide every other tip of a list
                log.error("A tip's key cannot be opened by its unit.")
        return roots | self._settle(unsettled) if unsettled else roots

    def roots_of(self, keys: Iterable[TipKey]) -> dict[UUID, bytes]:
        """Return D of each of these wraps, by the wrap's own id, whatever generation it lies under."""
        roots = {}
        for key in keys:
            place = key.tip_id, key.unit_id, key.generation
            try:
                if key.settled is not None:
                    roots[key.pk] = self._settled(key.settled, *place)
                else:
                    roots[key.pk] = open_box(self._of(*place[1:]).pair, key.box or b"", *_labels(*place))
            except CannotOpen:
                log.error("A tip's key cannot be opened by its unit.")
        return roots

    def _settled(self, settled: bytes | memoryview, tip_id: UUID, unit_id: UUID, generation: int) -> bytes:
        symmetric = self._of(unit_id, generation).symmetric
        return unseal_key(symmetric, settled, *_labels(tip_id, unit_id, generation))

    def _settle(self, key_ids: list[UUID]) -> dict[UUID, bytes]:
        keys = list(TipKey.objects.filter(pk__in=key_ids))
        opened = self.roots_of(keys)
        fresh = [key for key in keys if key.pk in opened]
        for key in fresh:
            settle(key, self.unit(key.unit_id), opened[key.pk])
        update(fresh, "settled", "box", "generation")
        return {key.tip_id: opened[key.pk] for key in fresh}

    def _of(self, unit_id: UUID, generation: int) -> UnitKeys:
        """Return a unit's keys of one generation: tips lie under an old one until they are wrapped anew."""
        self._open()
        try:
            return (self._held or {})[unit_id, generation]
        except KeyError:
            raise CannotOpen from None

    def _believed(self) -> Sequence[Membership]:
        if self._places is None:
            self._places = places_of(self.officer)
        return self._places

    def _open(self) -> dict[UUID, UnitKeys]:
        """Open what this officer holds, once, and return the keys in force: those that the signed manifest lists.

        Older generations only open; nothing is ever sealed to them. The next one waits for its signature.
        """
        if self._held is None:
            self._held = {}
            for row in self._believed():
                try:
                    keys = open_bundle(self._pair, row.bundle, row.unit_id, row.generation)
                except CannotOpen:
                    log.error("A unit's bundle cannot be opened by its member: it is left out.")
                    continue
                self._held[row.unit_id, row.generation] = keys
            for unit in vault.manifest().units.values():
                keys_held = self._held.get((unit.unit_id, unit.generation))
                if keys_held is None:
                    continue
                if keys_held.pair.public == unit.public:
                    self._units[unit.unit_id] = keys_held
                else:
                    log.error("A bundle holds keys that the manifest does not list: it is left out.")
                    del self._held[unit.unit_id, unit.generation]
        return self._units


class ManyRoots:
    """Opens very many settled wraps, as raw rows; any that is not settled, or not whole, is left to `KeyRing.roots`."""

    def __init__(self, ring: KeyRing, opener: Opener) -> None:
        self._opener, self._units = opener, [unit_id.bytes for unit_id in ring.unit_ids]
        self._places = {
            unit_id.bytes + generation.to_bytes(4): (
                keys.symmetric,
                *where("tip key", Later.ID, unit_id, generation),
            )
            for (unit_id, generation), keys in ring.every_generation().items()
        }

    def fetch(self, tip_ids: Iterable[bytes]) -> list[bytes]:
        """Return the settled wraps of these tips, as they come."""
        asked = id_list(tip_ids), id_list(self._units), KEY_ENVELOPE
        return rows_in_one("default", _RAW, _RAW_SIZE, _WRAPS, asked)

    def open(self, row: bytes) -> bytes | None:
        """Return D from the raw row of a wrap, or None where it does not open."""
        held = self._places.get(row[_PLACE])
        if held:
            symmetric, before, after = held
            if d := self._opener.key(symmetric, row, before + row[_TIP] + after, _SETTLED):
                return d
        log.error("A tip's key cannot be opened by its unit.")
        return None


def settle(key: TipKey, unit: UnitKeys, d: bytes) -> None:
    """Wrap D under a unit's symmetric key, in the place of what lay there before; the row is not saved."""
    key.generation, key.box = unit.generation, None
    key.settled = seal_key(unit.symmetric, d, *_labels(key.tip_id, key.unit_id, key.generation))


def belongs(by: Officer, unit_id: UUID) -> bool:
    """Return whether an officer is a member of a unit, with a place that was signed, and is not suspended.

    Whether he is suspended is read from his row as it stands; what signs and acts for him has believed it before.
    """
    return bool(believed(Membership.objects.places().filter(officer=by, officer__is_active=True, unit=unit_id)))


def ring_of(officer: Officer, pair: KeyPair) -> KeyRing | None:
    """Return an officer's key ring, or None for an officer whose row is not believed; all is asked at once.

    While the key store does not answer, the MAC is enough: no word can be opened then, and what an officer has typed
    meanwhile must not be lost.
    """
    rows = rows_of(officer)
    everybody: list[Officer | Membership] = [officer, *rows]
    there = believed(everybody, though_silent=True)
    if officer not in there:
        return None
    return KeyRing(officer, pair, [row for row in there if isinstance(row, Membership)])


def led_by(officer: Officer) -> list[UUID]:
    """Return the units that an officer leads, by places that are believed."""
    return list({row.unit_id for row in believed(row for row in rows_of(officer) if row.is_head)})


def require_member(tip: Tip, by: Officer) -> None:
    """Raise NotYours unless the officer belongs to the tip's unit now and has not stepped back: a second wall."""
    if not belongs(by, tip.unit_id) or Recusal.objects.filter(officer=by, tip=tip).exists():
        raise NotYours


def _labels(tip_id: UUID, unit_id: UUID, generation: int) -> tuple[Label, ...]:
    return "tip key", tip_id, unit_id, generation
