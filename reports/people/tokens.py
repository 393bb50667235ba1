"""Tokens for officers' programs: made at the desk, shown once, good for one officer's keys and some scopes.

A token is 256 random bits. What is stored of it proves it and opens nothing: the key of its slot is made from the token
itself and a pepper outside the database. Its row is signed: who can only write there can neither widen nor prolong a
token, nor give it to another. A suspended officer's tokens open nothing, nor do those from before an officer's new key.
"""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta
from hmac import compare_digest
from typing import Final
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet

from reports import audit, vault
from reports.clock import today
from reports.keyring import KeyRing, ring_of
from reports.models import ApiToken, Officer
from reports.sealing.keys import KEY_SIZE, derive, pair_from_seed
from reports.sealing.opening import CannotOpen, unseal_key
from reports.signed_people import is_signed, sign, units_of

SCOPES: Final = ("read", "act", "statistics")
WITH_KEYS: Final = frozenset({"read", "act"})
LONGEST_DAYS: Final = 366
MOST: Final = 10
_PREFIX = "tipline_"
_SLOT = "api token slot"
_PEPPER = "officer_pepper"


class TokenRefused(Exception):
    """This token cannot be made: no label, an unknown scope, too long a time, or too many already."""


class NoSuchToken(Exception):
    """It was never made, is revoked or over, or opens nothing any more; which of these is not told."""


@dataclass(frozen=True, slots=True)
class Program:
    """Who calls with a token, and what it may do. `ring` is None for one that only counts."""

    officer: Officer
    scopes: frozenset[str]
    ring: KeyRing | None = field(repr=False)

    def units(self) -> list[UUID]:
        """Return the units whose tips it may count; with keys, those whose tips it may read."""
        return units_of(self.officer) if self.ring is None else self.ring.unit_ids


@transaction.atomic
def make_token(*, label: str, scopes: Collection[str], days: int, ring: KeyRing) -> str:
    """Make a token and return it: nobody can show it again. Raises TokenRefused."""
    named, wanted = " ".join(label.split())[:60], [scope for scope in SCOPES if scope in scopes]
    own = ApiToken.objects.filter(officer=ring.officer)
    own.filter(ends_on__lt=today()).delete()  # what is over needs no place
    too_many = own.count() >= MOST
    if not named or not wanted or set(scopes) - set(SCOPES) or not 1 <= days <= LONGEST_DAYS or too_many:
        raise TokenRefused
    token_id, secret = uuid4(), secrets.token_bytes(KEY_SIZE)
    slot = _slot(ring, token_id, secret) if WITH_KEYS & set(wanted) else None
    row = ApiToken(
        id=token_id,
        officer=ring.officer,
        label=named,
        scopes=wanted,
        verifier=_verifier(secret, vault.secret(_PEPPER)),
        slot=slot,
        made_on=today(),
        ends_on=today() + timedelta(days=days),
    )
    sign(row)
    row.save(force_insert=True)
    audit.enter("token.made", by=ring.officer, made=str(token_id), scopes=" ".join(wanted), until=str(row.ends_on))
    return _PREFIX + urlsafe_b64encode(token_id.bytes + secret).decode()


def open_token(text: str) -> Program:
    """Return whose program shows this token, and the keys it opens. Raises NoSuchToken."""
    token_id, secret = _read(text)
    row = ApiToken.objects.select_related("officer").filter(pk=token_id, officer__is_active=True).first()
    pepper = _pepper_of(row, secret) if row else None
    if row is None or pepper is None or row.ends_on < today() or not is_signed(row):
        raise NoSuchToken
    officer, ring = row.officer, None
    officer.by_token = row.pk
    if row.slot is None and not is_signed(officer):
        raise NoSuchToken
    if row.slot is not None:
        try:
            pair = pair_from_seed(unseal_key(_slot_key(secret, pepper), row.slot, *_labels(row.pk, officer)))
        except CannotOpen:
            raise NoSuchToken from None
        ring = ring_of(officer, pair)
        if ring is None:
            raise NoSuchToken
    if pepper != vault.secret(_PEPPER) and not _renew(row, secret, ring):
        raise NoSuchToken
    if row.used_on != today():
        ApiToken.objects.filter(pk=row.pk).update(used_on=today())
    return Program(officer, frozenset(row.scopes), ring)


def tokens_of(officer: Officer) -> "QuerySet[ApiToken]":
    """Return an officer's tokens; an administrator sees everybody's, and may revoke them."""
    tokens = ApiToken.objects.select_related("officer").order_by("ends_on", "id")
    return tokens if officer.is_administrator else tokens.filter(officer=officer)


@transaction.atomic
def revoke_token(token_id: UUID, *, by: Officer) -> None:
    """End a token at once. Raises NoSuchToken."""
    row = tokens_of(by).filter(pk=token_id).first()
    if row is None:
        raise NoSuchToken
    row.delete()
    audit.enter("token.revoked", by=by, revoked=str(token_id), officer=str(row.officer_id))


def end_tokens(officer: Officer) -> int:
    """Delete all tokens of an officer. Returns how many there were; the caller audits."""
    return ApiToken.objects.filter(officer=officer).delete()[0]


def _read(text: str) -> tuple[UUID, bytes]:
    try:
        raw = urlsafe_b64decode(text.removeprefix(_PREFIX).encode("ascii"))
    except ValueError:
        raise NoSuchToken from None
    if not text.startswith(_PREFIX) or len(raw) != 16 + KEY_SIZE:
        raise NoSuchToken
    return UUID(bytes=raw[:16]), raw[16:]


def _labels(token_id: UUID, officer: Officer) -> tuple[str, UUID, UUID, bytes]:
    return _SLOT, token_id, officer.pk, bytes(officer.public_key)


def _pepper_of(row: ApiToken, secret: bytes) -> bytes | None:
    """Return the pepper under which this secret is that of the token."""
    fitting = (each for each in vault.versions(_PEPPER) if compare_digest(bytes(row.verifier), _verifier(secret, each)))
    return next(fitting, None)


def _renew(row: ApiToken, secret: bytes, ring: KeyRing | None) -> bool:
    """Keep a token under the pepper in force; one that is not used until the pepper before ends is over with it.

    Returns whether it is still there: somebody may have revoked it since it was read.
    """
    row.verifier = _verifier(secret, vault.secret(_PEPPER))
    row.slot = _slot(ring, row.pk, secret) if ring else None
    sign(row)
    renewed = {"verifier": row.verifier, "slot": row.slot, "row_mac": row.row_mac}
    return ApiToken.objects.filter(pk=row.pk).update(**renewed) > 0


def _slot(ring: KeyRing, token_id: UUID, secret: bytes) -> bytes:
    return ring.seal_own_key(_slot_key(secret, vault.secret(_PEPPER)), *_labels(token_id, ring.officer))


def _verifier(secret: bytes, pepper: bytes) -> bytes:
    return derive(derive(pepper, "api token", secret), "verifier")


def _slot_key(secret: bytes, pepper: bytes) -> bytes:
    return derive(derive(pepper, "api token", secret), "slot")
