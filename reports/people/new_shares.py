"""A new set of break-glass shares, when a holder has left or a paper is lost: the old papers are worth nothing then.

Three old shares open what lies in escrow, and it is sealed to the new key; the root key lists that in the manifest.
Nothing changes before three of the new shares were typed back: a printer may fail. Broken off between the databases and
the manifest, it is done again with the new shares in the place of the old ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.db import transaction

from reports import audit, vault
from reports.models import Officer, Unit, UnitEscrow
from reports.people.break_glass import WITNESSES
from reports.people.secret_files import note_in_force
from reports.people.signing import install, open_root_key
from reports.people.standing import NotAllowed
from reports.queries.key_ages import BREAK_GLASS
from reports.sealing.keys import KeyPair, fingerprint
from reports.sealing.opening import CannotOpen
from reports.sealing.shares import SharesRefused, join_shares, new_break_glass, spoken
from reports.sealing.units import open_bundle, seal_bundle
from reports.signed_people import require_signed


@dataclass(frozen=True, slots=True)
class NewSet:
    """Five shares that open nothing yet."""

    public: bytes
    shares: Sequence[str] = field(repr=False)


def draw_set() -> NewSet:
    """Return a new set. It is kept nowhere."""
    return NewSet(*new_break_glass())


def put_in_force(
    fresh: NewSet,
    *,
    old: Sequence[str],
    typed_back: Sequence[str],
    witnesses: Sequence[Officer],
    passphrase: str,
    sealed_root: str,
    renew_units: bool = False,
) -> None:
    """Let the new set open what the old one did, and the old one nothing.

    `old`: three old shares, or none where they are lost: then no unit has a copy in escrow until it has a new key.
    `renew_units`: ask every unit for a new key, where somebody may hold three old shares and a copy of the database.
    Raises NotAllowed, SharesRefused, WrongPassphrase, PersonChanged, CannotOpen.
    """
    require_signed(*witnesses)
    present = {one.pk for one in witnesses if one.is_active}
    if len(present) < WITNESSES:
        raise NotAllowed
    if _joined(typed_back).public != fresh.public:
        raise SharesRefused("These are not three of the new shares.")
    root, pair = open_root_key(passphrase, sealed_root), _joined(old) if old else None
    with transaction.atomic():
        rows = list(UnitEscrow.objects.select_for_update().order_by("pk"))
        if pair:
            _seal_anew(rows, pair, fresh.public)
        else:
            UnitEscrow.objects.all().delete()
        if renew_units or not pair:
            Unit.objects.update(has_leaver=True)
        note_in_force(BREAK_GLASS, fingerprint(fresh.public), before_is_good=False)
        told = " ".join(sorted(map(str, present)))
        for unit in Unit.objects.order_by("pk").values_list("pk", flat=True):  # each has a right to know
            audit.enter("people.shares_replaced", by="break-glass", unit=unit, witnesses=told, with_old=int(bool(pair)))
    now = vault.manifest()
    install(replace(now, version=now.version + 1, break_glass=fresh.public).signed(root))


def _joined(shares: Sequence[str]) -> KeyPair:
    return join_shares([spoken(share) for share in shares])


def _seal_anew(rows: Sequence[UnitEscrow], pair: KeyPair, public: bytes) -> None:
    """Seal each unit's copy to the new key. Every key in force has to be there, as the manifest lists it."""
    listed = {unit.unit_id: unit for unit in vault.manifest().units.values()}
    in_force = set()
    for row in rows:
        now = listed.get(row.unit_id)
        try:
            keys = open_bundle(pair, row.bundle, row.unit_id, row.generation)
        except CannotOpen:
            if now and row.generation == now.generation:
                raise
            row.delete()  # a key of long ago, under shares of long ago
            continue
        if now and (row.generation, keys.pair.public) == (now.generation, now.public):
            in_force.add(row.unit_id)
        row.bundle = seal_bundle(keys, public)
        row.save(update_fields=["bundle"])
    if in_force != set(listed):
        raise NotAllowed  # what lies in the escrow is not the key that the manifest lists
