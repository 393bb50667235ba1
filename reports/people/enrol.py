"""Officers: making one, and adding one to a unit."""

from base64 import b64decode, b64encode
from collections.abc import Iterable

from django.db import transaction

from reports import audit, vault
from reports.models import Membership, Officer
from reports.sealing.keys import new_pair
from reports.sealing.officers import Stretched, fill_slot, new_salt, stretch
from reports.sealing.units import UnitKeys, seal_bundle

_SCHEME = "tipline1"


@transaction.atomic
def new_officer(
    *,
    username: str,
    name: str,
    password: str,
    unit_keys: Iterable[UnitKeys],
    by: Officer | str,
    is_administrator: bool = False,
) -> Officer:
    """Make an officer with a fresh key and a bundle of each unit whose opened keys are handed in."""
    officer = Officer(username=username, name=name, is_administrator=is_administrator)
    pair, salt = new_pair(), new_salt()
    stretched = stretch(password, salt, vault.secret("officer_pepper"))
    officer.public_key = pair.public
    officer.password = encode_password(salt, stretched)
    officer.password_slot = fill_slot(stretched.slot_key, pair, officer.pk)
    officer.save(force_insert=True)
    audit.enter("officer.made", by=by, officer=str(officer.pk), username=username)
    for keys in unit_keys:
        add_member(officer=officer, keys=keys, by=by)
    return officer


@transaction.atomic
def add_member(*, officer: Officer, keys: UnitKeys, by: Officer | str) -> Membership:
    """Make an officer a member of a unit: its bundle is sealed to the officer's public key."""
    bundle = seal_bundle(keys, bytes(officer.public_key))
    member = Membership.objects.create(officer=officer, unit_id=keys.unit_id, generation=keys.generation, bundle=bundle)
    audit.enter("unit.member_added", by=by, unit=member.unit_id, officer=str(officer.pk))
    return member


def encode_password(salt: bytes, stretched: Stretched) -> str:
    """Return what is stored of a password: scheme, salt and verifier."""
    return "$".join([_SCHEME, b64encode(salt).decode(), b64encode(stretched.verifier).decode()])


def read_password(officer: Officer) -> tuple[bytes, bytes]:
    """Return an officer's salt and verifier. Raises ValueError for anything else."""
    scheme, salt, verifier = officer.password.split("$")
    if scheme != _SCHEME:
        raise ValueError(scheme)
    return b64decode(salt), b64decode(verifier)
