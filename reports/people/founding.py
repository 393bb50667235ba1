"""The founding of an installation: secrets, the manifest, units with their escrow, and the first officers."""

import os
import secrets
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from nacl.signing import SigningKey

from reports import audit, vault
from reports.clock import today
from reports.models import Unit, UnitEscrow, UnitPurpose
from reports.people.enrol import new_officer
from reports.people.secret_files import mark, note_in_force
from reports.queries.key_ages import BREAK_GLASS
from reports.sealing.keys import fingerprint, new_key
from reports.sealing.manifest import Manifest, UnitKey
from reports.sealing.root import seal_root
from reports.sealing.shares import new_break_glass
from reports.sealing.units import UnitKeys, new_unit_keys, seal_bundle

RANDOM_SECRETS = (
    "receipt_pepper", "officer_pepper", "request_pepper", "row_mac_key", "triage_key", "relay_key", "likeness_key",
)  # fmt: skip
SIGNING_KEYS = ("django_secret_key", "desk_secret_key")  # of the public faces, and of the desk
FIRST_UNITS: tuple[tuple[str, str, UnitPurpose], ...] = (
    ("reception", "Reception", UnitPurpose.RECEPTION),
    ("standards", "Professional Standards", UnitPurpose.STANDARDS),
    ("oversight", "Oversight", UnitPurpose.OVERSIGHT),
    ("major-crime", "Major Crime", UnitPurpose.ORDINARY),
    ("narcotics", "Narcotics", UnitPurpose.ORDINARY),
    ("trafficking", "Human Trafficking", UnitPurpose.ORDINARY),
    ("vulnerable-persons", "Vulnerable Persons", UnitPurpose.ORDINARY),
    ("general", "General Duty", UnitPurpose.ORDINARY),
)


class AlreadyFounded(Exception):
    """There is a manifest or a unit already: new secrets would make every tip unreadable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstOfficer:
    """An officer made at the founding, and the slugs of their units."""

    username: str
    name: str
    units: Sequence[str]
    is_administrator: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Founded:
    """What is told once and kept nowhere: the five shares, and the first officers' passwords by user name."""

    shares: Sequence[str] = field(repr=False)
    passwords: Mapping[str, str] = field(repr=False)


def found(*, passphrase: str, officers: Sequence[FirstOfficer], witnesses: int = 0) -> Founded:
    """Make everything an installation starts from. The databases must be migrated. Raises AlreadyFounded.

    `witnesses`: how many saw it; who they are stands on paper.
    """
    folder = settings.SECRETS_DIR
    if has_manifest() or Unit.objects.exists():
        raise AlreadyFounded
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in RANDOM_SECRETS:
        write_secret(folder / name, b64encode(new_key()).decode())
    for name in SIGNING_KEYS:
        write_secret(folder / name, secrets.token_urlsafe(50))
    vault.key_files().make(today())
    for name in RANDOM_SECRETS:
        note_in_force(name, mark(name), before_is_good=False)
    break_glass, shares = new_break_glass()
    units = {slug: new_unit_keys(uuid4()) for slug, _, _ in FIRST_UNITS}
    with transaction.atomic():
        _store_units(units, break_glass)
        passwords = {first.username: _first_officer(first, units, _leads(first, officers)) for first in officers}
        _sign_manifest(folder, units, break_glass, passphrase)
        note_in_force(BREAK_GLASS, fingerprint(break_glass), before_is_good=False)
        audit.enter("house.founded", by="init", shares=fingerprint(break_glass), witnesses=witnesses)
    return Founded(shares=shares, passwords=passwords)


def has_manifest() -> bool:
    """Return whether these secrets are of an installation already: asked of no database."""
    return (settings.SECRETS_DIR / "manifest.json").exists()


def write_secret(path: Path, text: str) -> None:
    """Write a secret file that only its owner reads."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text + "\n")


def _store_units(units: Mapping[str, UnitKeys], break_glass: bytes) -> None:
    for slug, name, purpose in FIRST_UNITS:
        keys = units[slug]
        unit = Unit.objects.create(id=keys.unit_id, slug=slug, name=name, purpose=purpose)
        bundle = seal_bundle(keys, break_glass)
        UnitEscrow.objects.create(unit=unit, generation=keys.generation, bundle=bundle)
        audit.enter("unit.made", by="init", unit=unit.pk, slug=slug)


def _leads(first: FirstOfficer, officers: Sequence[FirstOfficer]) -> set[str]:
    """Return the units that an officer leads: those of which no officer was named before."""
    return set(first.units) - {slug for other in officers[: officers.index(first)] for slug in other.units}


def _first_officer(first: FirstOfficer, units: Mapping[str, UnitKeys], leads: Iterable[str]) -> str:
    password = "-".join(secrets.token_hex(2) for _ in range(4))
    new_officer(
        username=first.username,
        name=first.name,
        password=password,
        unit_keys=[units[slug] for slug in first.units],
        by="init",
        is_administrator=first.is_administrator,
        leads=[units[slug].unit_id for slug in leads],
    )
    return password


def _sign_manifest(folder: Path, units: Mapping[str, UnitKeys], break_glass: bytes, passphrase: str) -> None:
    root = SigningKey.generate()
    listed = {slug: UnitKey(keys.unit_id, slug, keys.generation, keys.pair.public) for slug, keys in units.items()}
    triage, relay = vault.worker_pair("triage_key").public, vault.worker_pair("relay_key").public
    manifest = Manifest(version=1, units=listed, triage=triage, relay=relay, break_glass=break_glass)
    write_secret(folder / "root_key.sealed", b64encode(seal_root(root, passphrase)).decode())
    write_secret(folder / "root_public_key", b64encode(bytes(root.verify_key)).decode())
    write_secret(folder / "manifest.json", manifest.signed(root))
