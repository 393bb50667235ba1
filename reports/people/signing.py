"""Signing a manifest that lists units' new keys: the root key, opened by the passphrase that its keeper types."""

import os
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from django.conf import settings
from nacl.signing import SigningKey

from reports import audit, vault
from reports.models import Officer, UnitRenewal
from reports.people.secret_files import write_in_place
from reports.people.standing import NotAllowed, acting
from reports.sealing.manifest import Manifest, UnitKey
from reports.sealing.opening import CannotOpen
from reports.sealing.root import open_root
from reports.signed_people import require_signed


class WrongPassphrase(Exception):
    """The passphrase does not open this root key, or it is the root key of another house."""


class NothingToSign(Exception):
    """No unit has a new key that waits for a signature."""


def waiting() -> list[UnitRenewal]:
    """Return the new keys that no manifest lists yet. Raises PersonChanged where one is not as its maker signed it."""
    made = list(UnitRenewal.objects.filter(signed_at=None).select_related("unit", "made_by").order_by("unit__name"))
    require_signed(*made)
    return made


def sign_keys(*, passphrase: str, sealed_root: str, by: Officer | str) -> str:
    """Return a manifest that lists the new keys, signed. It comes into force where it is put (`install`).

    Raises NotAllowed, NothingToSign, WrongPassphrase, PersonChanged.
    """
    if isinstance(by, Officer) and not acting(by).is_administrator:
        raise NotAllowed
    made = waiting()
    if not made:
        raise NothingToSign
    root, now = open_root_key(passphrase, sealed_root), vault.manifest()
    units = {**now.units, **_renewed(now.units, made)}
    manifest = Manifest(now.version + 1, units, now.triage, now.relay, now.break_glass)
    for one in made:
        audit.enter("people.key_signed", by=by, unit=one.unit_id, generation=one.generation, version=manifest.version)
    return manifest.signed(root)


def open_root_key(passphrase: str, sealed_root: str) -> SigningKey:
    """Return the root key of this house. Raises WrongPassphrase."""
    try:
        root = open_root(b64decode(sealed_root), passphrase)
    except (CannotOpen, ValueError):
        raise WrongPassphrase from None
    if bytes(root.verify_key) != vault.secret("root_public_key"):
        raise WrongPassphrase
    return root


def install(text: str, path: Path | None = None) -> None:
    """Put a manifest into its file."""
    write_in_place(path or settings.SECRETS_DIR / "manifest.json", text)


def can_install() -> bool:
    """Return whether this process may write the manifest."""
    return os.access(settings.SECRETS_DIR / "manifest.json", os.W_OK)


def _renewed(units: Mapping[str, UnitKey], made: list[UnitRenewal]) -> dict[str, UnitKey]:
    by_id: dict[UUID, UnitKey] = {unit.unit_id: unit for unit in units.values()}
    renewed = {}
    for one in made:
        unit = by_id.get(one.unit_id) or UnitKey(one.unit_id, one.unit.slug, 0, b"")
        if one.generation != unit.generation + 1:
            raise NothingToSign  # made before another came into force: its maker has to make it again
        if one.unit_id not in by_id and unit.slug in units:
            raise NothingToSign  # the row of a new unit was renamed, to take the place of another
        renewed[unit.slug] = replace(unit, generation=one.generation, public=bytes(one.public))
    return renewed
