"""The password: one slow hash, made once, that both proves the officer and opens the officer's key."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Never
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import BasePasswordHasher
from django.http import HttpRequest

from reports.dashboard.key_cookie import hand_over
from reports.models import Officer
from reports.models.kept import ONE, Kept
from reports.people.enrol import proven, renew_hash
from reports.sealing.officers import open_slot
from reports.sealing.opening import CannotOpen
from reports.signed_people import is_signed

_AT_ONCE = 2  # each takes 64 MiB and 0.15 s of a core
_OFFICER = tuple(one.attname for one in Officer._meta.concrete_fields)
_PATIENCE = 3.0  # seconds that a sign-in waits for its turn

_turns = threading.BoundedSemaphore(_AT_ONCE)


class TooBusy(Exception):
    """All turns for the slow hash are taken; the officer should try again in a moment."""


class NoKeyMade(Exception):
    """Something other than this house tried to hash or to check a password."""


class PasswordOpensKey(BaseBackend):
    """Signs an officer in by user name and password, and leaves the opened key on the request."""

    def authenticate(
        self, request: HttpRequest | None, username: str = "", password: str = "", **_more: Any
    ) -> Officer | None:
        """Return the officer, or None. An unknown name takes as long as a wrong password. Raises TooBusy.

        At a sign-in also one who is suspended and has a second factor: behind it he is told, and let in nowhere.
        """
        officer = Officer.objects.filter(username=username).first()
        if officer and not (officer.has_key and is_signed(officer)):  # invited and not yet come, or smuggled in
            officer = None
        with turn():
            proof = proven(officer, password)
        if proof is None or officer is None or not (officer.is_active or (request is not None and _has_phone(officer))):
            return None
        try:
            pair = open_slot(proof.stretched.slot_key, officer.password_slot, officer.pk, bytes(officer.public_key))
        except CannotOpen:
            return None
        if request is not None:  # a sign-in: a session that goes on would end with a renewed hash
            renew_hash(officer, proof, pair)
            hand_over(request, pair)
        return officer

    def get_user(self, user_id: UUID) -> Officer | None:
        """Return the officer of a session, unless suspended since."""
        rows = _of_session().rows({ONE: user_id})
        return _officer(rows[0]) if rows else None


@cache  # each page of the desk asks it
def _of_session() -> Kept:
    return Kept.of(Officer.objects.filter(pk=ONE, is_active=True).values_list(*_OFFICER))


def _officer(values: tuple[Any, ...]) -> Officer:
    officer = Officer.from_db("default", _OFFICER, values)
    officer.key_map = json.loads(str(officer.key_map))
    return officer


def _has_phone(officer: Officer) -> bool:
    return bool(Authenticator.objects.filter(user=officer, type=Authenticator.Type.TOTP).exists())


@contextmanager
def turn() -> Iterator[None]:
    """Wait for a turn at the slow hash. Raises TooBusy."""
    if not _turns.acquire(timeout=_PATIENCE):
        raise TooBusy
    try:
        yield
    finally:
        _turns.release()


class NoOtherHash(BasePasswordHasher):
    """In the place of Django's hashers, so that no second, unpeppered hash of a password can come to be."""

    algorithm = "tipline1"

    def encode(self, password: str, salt: str) -> Never:
        """Refuse: passwords are set by people.enrol."""
        raise NoKeyMade("Passwords are set by reports.people.enrol, which also makes the officer's key.")

    def verify(self, password: str, encoded: str) -> Never:
        """Refuse: passwords are checked by PasswordOpensKey."""
        raise NoKeyMade("Passwords are checked by PasswordOpensKey, which also opens the officer's key.")

    def salt(self) -> str:
        """Give no salt: nothing is hashed here."""
        return ""

    def must_update(self, encoded: str) -> bool:
        """Never ask for a new hash."""
        return False

    def harden_runtime(self, password: str, encoded: str) -> None:
        """Do nothing: no second hash, not even for its time."""
