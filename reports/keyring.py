"""An officer's opened keys, for the length of one request."""

import logging
from collections.abc import Iterable
from uuid import UUID

from reports import vault
from reports.models import Membership, Officer, Tip, TipKey
from reports.sealing.envelope import seal_key
from reports.sealing.keys import KeyPair
from reports.sealing.labels import Label
from reports.sealing.opening import CannotOpen, open_box, unseal_key
from reports.sealing.units import UnitKeys, open_bundle

log = logging.getLogger(__name__)


class NotYours(Exception):
    """The officer holds no key that opens this tip, or is no member of its unit."""


class KeyRing:
    """The units an officer belongs to, and through them the keys of their tips. Never stored, never printed."""

    def __init__(self, officer: Officer, pair: KeyPair) -> None:
        self.officer = officer
        self._pair = pair
        self._units: dict[UUID, UnitKeys] | None = None

    def __repr__(self) -> str:
        return "<key ring>"

    @property
    def unit_ids(self) -> list[UUID]:
        """The units whose tips this officer may read."""
        return list(self._opened())

    def unit(self, unit_id: UUID) -> UnitKeys:
        """Return a unit's keys. Raises NotYours."""
        try:
            return self._opened()[unit_id]
        except KeyError:
            raise NotYours from None

    def tip_root(self, tip: Tip) -> bytes:
        """Return D, the tip's key. Raises NotYours."""
        try:
            return self.tip_roots([tip])[tip.pk]
        except KeyError:
            raise NotYours from None

    def tip_roots(self, tips: Iterable[Tip]) -> dict[UUID, bytes]:
        """Return D of each tip this officer may read; what is opened for the first time is settled.

        Settling wraps D under the unit's symmetric key, so that later listings need no public-key work.
        """
        wanted = [tip.pk for tip in tips]
        keys = TipKey.objects.filter(tip__in=wanted, unit__in=self.unit_ids)
        roots, fresh = {}, []
        for key in keys:
            try:
                roots[key.tip_id] = self._open(key)
            except CannotOpen:  # one damaged row must not hide every other tip of a list
                log.error("A tip's key cannot be opened by its unit.")
                continue
            if key.settled is None:
                unit = self.unit(key.unit_id)
                key.settled, key.box = seal_key(unit.symmetric, roots[key.tip_id], *_labels(key)), None
                fresh.append(key)
        TipKey.objects.bulk_update(fresh, ["settled", "box"])
        return roots

    def _open(self, key: TipKey) -> bytes:
        unit = self.unit(key.unit_id)
        if key.settled is not None:
            return unseal_key(unit.symmetric, key.settled, *_labels(key))
        return open_box(unit.pair, key.box or b"", *_labels(key))

    def _opened(self) -> dict[UUID, UnitKeys]:
        if self._units is None:
            bundles = Membership.objects.filter(officer=self.officer)
            opened = [open_bundle(self._pair, row.bundle, row.unit_id, row.generation) for row in bundles]
            signed = {(unit.unit_id, unit.public) for unit in vault.manifest().units.values()}
            self._units = {keys.unit_id: keys for keys in opened if (keys.unit_id, keys.pair.public) in signed}
            if len(self._units) < len(opened):
                log.error("A bundle holds keys that the manifest does not list: it is left out.")
        return self._units


def require_member(tip: Tip, by: Officer) -> None:
    """Raise NotYours unless the officer belongs to the tip's unit now: a second wall behind the faces' own."""
    if not Membership.objects.filter(officer=by, unit=tip.unit_id).exists():
        raise NotYours


def _labels(key: TipKey) -> tuple[Label, ...]:
    return "tip key", key.tip_id, key.unit_id, key.generation
