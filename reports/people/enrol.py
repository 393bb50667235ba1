"""Officers: making one, and adding one to a unit."""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hmac import compare_digest
from uuid import UUID

from django.db import transaction

from reports import audit, vault
from reports.models import Membership, Officer
from reports.people.secret_files import OFFICER_PEPPER, mark
from reports.sealing.keys import KEY_SIZE, KeyPair, new_pair
from reports.sealing.officers import SALT_SIZE, Stretched, fill_slot, new_salt, slow_hash, split, stretch
from reports.sealing.units import UnitKeys, seal_bundle
from reports.signed_people import is_signed, sign

_SCHEME = "tipline1"


@dataclass(frozen=True, slots=True)
class Proof:
    """A password that was right: its hash as it was stored, and under the pepper that is in force."""

    stretched: Stretched = field(repr=False)
    fresh: Stretched = field(repr=False)


@transaction.atomic
def new_officer(
    *,
    username: str,
    name: str,
    password: str,
    unit_keys: Iterable[UnitKeys],
    by: Officer | str,
    is_administrator: bool = False,
    leads: Iterable[UUID] = (),
) -> Officer:
    """Make an officer with a fresh key and a bundle of each unit whose opened keys are handed in; for the founding."""
    officer = Officer(username=username, name=name, is_administrator=is_administrator)
    set_password(officer, password)
    officer.save(force_insert=True)
    audit.enter("officer.made", by=by, officer=str(officer.pk), username=username)
    for keys in unit_keys:
        add_member(officer=officer, keys=keys, by=by, is_head=keys.unit_id in leads)
    return officer


def set_password(officer: Officer, password: str) -> KeyPair:
    """Give an officer a fresh key under a new password, signed and unsaved. What opened the old key is void."""
    pair, salt = new_pair(), new_salt()
    stretched = stretch(password, salt, vault.secret(OFFICER_PEPPER))
    officer.public_key = pair.public
    officer.password = encode_password(salt, stretched)
    officer.password_slot = fill_slot(stretched.slot_key, pair, officer.pk)
    officer.recovery_slot = None
    sign(officer)
    return pair


@transaction.atomic
def add_member(*, officer: Officer, keys: UnitKeys, by: Officer | str, is_head: bool = False) -> Membership:
    """Make an officer a member of a unit: its bundle is sealed to the officer's public key."""
    member = seal_place(officer=officer, keys=keys, is_head=is_head)
    audit.enter("unit.member_added", by=by, unit=member.unit_id, officer=str(officer.pk))
    return member


def seal_place(*, officer: Officer, keys: UnitKeys, is_head: bool) -> Membership:
    """Store an officer's place in a unit for one generation of its key: bundle and row are sealed and signed."""
    bundle = seal_bundle(keys, bytes(officer.public_key))
    row = Membership(officer=officer, unit_id=keys.unit_id, generation=keys.generation, bundle=bundle, is_head=is_head)
    sign(row)
    row.save(force_insert=True)
    return row


def seal_places(officer: Officer, held: Mapping[tuple[UUID, int], UnitKeys]) -> None:
    """Seal what an officer's old key opened to the new one."""
    for row in Membership.objects.select_for_update().filter(officer=officer):
        keys = held.get((row.unit_id, row.generation))
        if keys is not None and is_signed(row):  # or whoever changed the row would have it signed here
            row.bundle = seal_bundle(keys, bytes(officer.public_key))
            sign(row)
            row.save(update_fields=["bundle", "row_mac"])


def encode_password(salt: bytes, stretched: Stretched) -> str:
    """Return what is stored of a password: scheme, salt, verifier, and the mark of the pepper, the one in force."""
    return "$".join([_SCHEME, b64encode(salt).decode(), b64encode(stretched.verifier).decode(), mark(OFFICER_PEPPER)])


def read_password(officer: Officer) -> tuple[bytes, bytes]:
    """Return an officer's salt and verifier. Raises ValueError for anything else."""
    scheme, salt, verifier, *_ = officer.password.split("$")
    if scheme != _SCHEME:
        raise ValueError(scheme)
    return b64decode(salt), b64decode(verifier)


def proven(officer: Officer | None, password: str) -> Proof | None:
    """Return the proof that this is an officer's password, under whichever pepper is still good, or None.

    One slow hash, whoever it is; nobody's takes as long as a wrong one.
    """
    salt, verifier = read_password(officer) if officer else (bytes(SALT_SIZE), bytes(KEY_SIZE))
    raw = slow_hash(password, salt)
    halves = [split(raw, pepper) for pepper in vault.versions(OFFICER_PEPPER)]
    fitting = [one for one in halves if compare_digest(one.verifier, verifier)]
    return Proof(fitting[0], halves[0]) if fitting and officer else None


def renew_hash(officer: Officer, proof: Proof, pair: KeyPair) -> None:
    """Store the password's hash and the slot under the pepper in force, where they lie under the one before."""
    if is_under_pepper_of_now(officer):
        return
    fresh = encode_password(read_password(officer)[0], proof.fresh)
    slot = fill_slot(proof.fresh.slot_key, pair, officer.pk)
    if Officer.objects.filter(pk=officer.pk, password=officer.password).update(password=fresh, password_slot=slot):
        officer.password, officer.password_slot = fresh, slot


def is_under_pepper_of_now(officer: Officer) -> bool:
    """Return whether an officer's password was hashed under the pepper in force."""
    return officer.password.endswith(f"${mark(OFFICER_PEPPER)}")
