"""Passkeys: a second factor beside the phone's codes. They prove an officer after the password, and open no key.

What is stored is a public key with its officer's name for it, signed like the rows of people: a database writer can
neither put one in nor move one to another officer. A passkey holds for the address of the desk alone.
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from hmac import compare_digest
from typing import Any, Final
from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from reports import vault
from reports.models import Officer
from reports.people.standing import acting, tell
from reports.sealing.rowmac import is_person_mac, person_mac

MOST: Final = 10
LONGEST_NAME: Final = 40
_PEPPER: Final = "officer_pepper"
_KIND: Final = Authenticator.Type.WEBAUTHN


class PasskeyRefused(Exception):
    """This is no passkey of the officer's for this desk, or no answer to what was asked."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a browser is asked, and what has to be remembered until it answers."""

    options: dict[str, Any]
    state: dict[str, Any]


def are_possible() -> bool:
    """Return whether browsers let the desk use passkeys: over https, or on a machine of one's own."""
    parts = urlsplit(settings.DESK_URL)
    return parts.scheme == "https" or parts.hostname == "localhost"


def passkeys_of(officer: Officer) -> list[Authenticator]:
    """Return an officer's passkeys; one that was not signed for this officer is none."""
    rows = Authenticator.objects.filter(user=officer, type=_KIND).order_by("created_at", "pk")
    return [row for row in rows if _is_signed(row)]


def ask_for_new(officer: Officer) -> Asked:
    """Return what a browser is asked to make a passkey."""
    user = PublicKeyCredentialUserEntity(id=officer.pk.bytes, name=officer.username, display_name=officer.name)
    options, state = _server().register_begin(
        user,
        credentials=[_credential(row) for row in passkeys_of(officer)],
        resident_key_requirement=ResidentKeyRequirement.DISCOURAGED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return Asked(dict(options), dict(state))


@transaction.atomic
def add_passkey(*, officer: Officer, name: str, state: dict[str, Any], answer: Any) -> None:
    """Keep a passkey that was just made. Raises PasskeyRefused, NotAllowed."""
    found = Officer.objects.select_for_update().get(pk=acting(officer).pk)
    try:
        made = _server().register_complete(state, answer)
    except Exception:  # noqa: BLE001 - the library reads bytes that a browser may have made up, and raises what it likes
        raise PasskeyRefused from None
    if made.credential_data is None or len(passkeys_of(found)) >= MOST:
        raise PasskeyRefused
    told = {"name": _named(name), "credential": b64encode(made.credential_data).decode(), "count": made.counter}
    row = Authenticator(user=found, type=_KIND, data=told)
    sign_passkey(row)
    row.save(force_insert=True)
    tell("people.passkey_added", found, by=found)


@transaction.atomic
def name_passkey(passkey_id: int, *, officer: Officer, name: str) -> None:
    """Call a passkey otherwise. Raises PasskeyRefused, NotAllowed."""
    row = _own(passkey_id, officer)
    row.data["name"] = _named(name)
    row.save(update_fields=["data"])


@transaction.atomic
def remove_passkey(passkey_id: int, *, officer: Officer) -> None:
    """Let a passkey count no more. Raises PasskeyRefused, NotAllowed."""
    _own(passkey_id, officer).delete()
    tell("people.passkey_removed", officer, by=officer)


def ask_for_one_of(officer: Officer) -> Asked:
    """Return what a browser is asked to show one of an officer's passkeys."""
    options, state = _server().authenticate_begin(
        [_credential(row) for row in passkeys_of(officer)], user_verification=UserVerificationRequirement.PREFERRED
    )
    return Asked(dict(options), dict(state))


@transaction.atomic
def shown_passkey(officer: Officer, state: dict[str, Any], answer: Any) -> Authenticator | None:
    """Return the passkey that was shown, or None. One that counts may not count backwards: then it was copied."""
    rows = {row.pk: row for row in Authenticator.objects.select_for_update().filter(user=officer, type=_KIND)}
    own = {bytes(_credential(row)): row for row in rows.values() if _is_signed(row)}
    try:
        told = AuthenticationResponse.from_dict(answer)
        used = _server().authenticate_complete(state, [AttestedCredentialData(held) for held in own], told)
        row, count = own[bytes(used)], int(told.response.authenticator_data.counter)
    except Exception:  # noqa: BLE001 - as above
        return None
    if (count or row.data["count"]) and count <= row.data["count"]:
        return None
    row.data["count"] = count
    row.save(update_fields=["data"])
    return row


def sign_passkey(row: Authenticator) -> None:
    """Set the MAC of a passkey's row that is about to be saved."""
    row.data["mac"] = b64encode(person_mac(vault.secret(_PEPPER), *_told(row))).decode()


def sign_passkey_anew(row: Authenticator) -> None:
    """Sign a passkey under the pepper in force, if it was signed."""
    if row.type == _KIND and _is_signed(row):
        sign_passkey(row)


def _is_signed(row: Authenticator) -> bool:
    try:
        mac = b64decode(row.data["mac"])
        return any(is_person_mac(mac, pepper, *_told(row)) for pepper in vault.trusted(_PEPPER))
    except (KeyError, TypeError, ValueError):
        return False


def _told(row: Authenticator) -> tuple[Any, ...]:
    return "passkey", row.user_id, row.data["credential"]


def _credential(row: Authenticator) -> AttestedCredentialData:
    return AttestedCredentialData(b64decode(row.data["credential"]))


def _own(passkey_id: int, officer: Officer) -> Authenticator:
    row = Authenticator.objects.select_for_update().filter(pk=passkey_id, user=acting(officer), type=_KIND).first()
    if row is None:
        raise PasskeyRefused
    return row


def _named(name: str) -> str:
    return " ".join(name.split())[:LONGEST_NAME] or "Passkey"


def _server() -> Fido2Server:
    house = PublicKeyCredentialRpEntity(id=urlsplit(settings.DESK_URL).hostname or "", name="Tipline")
    return Fido2Server(house, verify_origin=lambda origin: compare_digest(origin, settings.DESK_URL))
