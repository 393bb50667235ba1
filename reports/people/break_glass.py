"""Breaking the glass: three of the five printed shares bring a unit's keys back to an officer, before two witnesses.

For a unit that nobody can open any more. The break-glass key exists as long as this call; it is neither kept nor shown.
"""

from collections.abc import Sequence

from django.db import transaction

from reports import audit, vault
from reports.models import Joining, Membership, Officer, TipKey, Unit, UnitEscrow
from reports.people.enrol import proven, seal_place
from reports.people.standing import NotAllowed
from reports.sealing.keys import KeyPair
from reports.sealing.opening import CannotOpen
from reports.sealing.shares import SharesRefused, join_shares, spoken
from reports.sealing.units import UnitKeys, open_bundle
from reports.signed_people import believed, require_signed

WITNESSES = 2


class NotTheirPassword(Exception):
    """A witness has to prove that he is there."""


def attend(username: str, password: str) -> Officer:
    """Return an officer who proves to be there as a witness. Raises NotTheirPassword."""
    officer = Officer.objects.filter(username=username.strip().casefold(), is_active=True).first()
    if officer is None or not officer.has_key:
        raise NotTheirPassword
    require_signed(officer)
    if not proven(officer, password):
        raise NotTheirPassword
    return officer


def are_two_others(witnesses: Sequence[Officer], officer: Officer) -> bool:
    """Say whether two watch, neither of whom is the officer."""
    return len({one.pk for one in witnesses} - {officer.pk}) >= WITNESSES


def is_read_out(fingerprint: str, officer: Officer) -> bool:
    """Say whether this is the fingerprint of the officer's key, however a person types it."""
    return "".join(fingerprint.split()).lower() == officer.fingerprint.replace(" ", "")


@transaction.atomic
def break_glass(
    *, unit: Unit, to: Officer, fingerprint: str, shares: Sequence[str], witnesses: Sequence[Officer]
) -> None:
    """Make an officer a member of a unit, from its escrow. `fingerprint`: as the officer reads it out.

    Raises NotAllowed, SharesRefused, PersonChanged, CannotOpen.
    """
    officer = Officer.objects.select_for_update().get(pk=to.pk)
    present = {one.pk for one in witnesses} - {officer.pk}
    require_signed(officer, *witnesses)
    if not are_two_others(witnesses, officer) or not officer.is_active or not officer.has_key:
        raise NotAllowed
    if not is_read_out(fingerprint, officer):
        raise NotAllowed
    held = Membership.objects.filter(officer=officer, unit=unit)
    keys = _keys(unit, shares)
    held.delete()
    Joining.objects.filter(officer=officer, unit=unit).delete()
    is_led = bool(believed(Membership.objects.filter(unit=unit, is_head=True, officer__is_active=True)))
    for one in keys:
        seal_place(officer=officer, keys=one, is_head=not is_led)
    told = " ".join(sorted(map(str, present)))
    audit.enter("people.glass_broken", by="break-glass", unit=unit.pk, officer=str(officer.pk), witnesses=told)


def _keys(unit: Unit, shares: Sequence[str]) -> list[UnitKeys]:
    """Open the escrow of the key in force, and of older ones under which something still lies."""
    pair = join_shares([spoken(share) for share in shares])
    manifest = vault.manifest()
    listed = manifest.units[unit.slug]
    if listed.unit_id != unit.pk:
        raise NotAllowed
    old = TipKey.objects.filter(unit=unit).exclude(generation=listed.generation).values("generation")
    escrows = UnitEscrow.objects.filter(unit=unit, generation__in=[listed.generation])
    escrows |= UnitEscrow.objects.filter(unit=unit, generation__in=old)
    keys = [keys for row in escrows if (keys := _opened(pair, row))]
    if not keys and pair.public != manifest.break_glass:
        raise SharesRefused("These are the shares of another house, or were replaced.")
    if not any(one.generation == listed.generation and one.pair.public == listed.public for one in keys):
        raise NotAllowed  # what lies in the escrow is not the key that the manifest lists
    return keys


def _opened(pair: KeyPair, row: UnitEscrow) -> UnitKeys | None:
    try:
        return open_bundle(pair, row.bundle, row.unit_id, row.generation)
    except CannotOpen:
        return None
