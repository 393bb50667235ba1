"""An officer's opened keys, for the length of one request."""

from collections.abc import Iterable
from uuid import UUID

from reports.models import Membership, Officer, Tip, TipKey
from reports.sealing.envelope import seal_key
from reports.sealing.keys import KeyPair
from reports.sealing.opening import open_box, unseal_key
from reports.sealing.units import UnitKeys, open_bundle


class NotYours(Exception):
    """The officer holds no key to this tip."""


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
        """Return D, the tip's key. Raises NotYours, CannotOpen."""
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
            unit = self.unit(key.unit_id)
            labels = ("tip key", key.tip_id, key.unit_id, key.generation)
            if key.settled is not None:
                roots[key.tip_id] = unseal_key(unit.symmetric, key.settled, *labels)
                continue
            roots[key.tip_id] = open_box(unit.pair, key.box or b"", *labels)
            key.settled, key.box = seal_key(unit.symmetric, roots[key.tip_id], *labels), None
            fresh.append(key)
        TipKey.objects.bulk_update(fresh, ["settled", "box"])
        return roots

    def _opened(self) -> dict[UUID, UnitKeys]:
        if self._units is None:
            bundles = Membership.objects.filter(officer=self.officer)
            self._units = {
                row.unit_id: open_bundle(self._pair, row.bundle, row.unit_id, row.generation) for row in bundles
            }
        return self._units
