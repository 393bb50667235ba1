"""A visit: the pages that a tipster went through in one tab. Once it was left, none of them is answered again.

A browser keeps what it sent as long as the tab is open, and sends it again for whoever goes back and loads an old page
anew. A visit is known by the ticket of its first page, and its later pages carry that on; "Leave" tells us its name.
"""

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from contextlib import suppress

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from nacl.encoding import RawEncoder
from nacl.hash import blake2b

from reports.intake.repeats import Repeat
from reports.models import SeenRequest

OUT = (DatabaseError, InterfaceError, OSError)
_SIZE = 16  # bytes of a name, and of the mark that shows it is ours


def visit_of(words: Mapping[str, str]) -> str:
    """Return the visit that a form belongs to: the one it carries, or the one that begins with its ticket."""
    carried = words.get("visit", "")
    if _name(carried):
        return carried
    begun = words.get("ticket", "").encode() or secrets.token_bytes(_SIZE)
    name = blake2b(begun, digest_size=_SIZE, key=_key(), encoder=RawEncoder)
    return urlsafe_b64encode(name + _mark(name)).decode().rstrip("=")


def leave(visit: str) -> None:
    """Let none of its pages be shown again. A visit that is none of ours is nothing."""
    if name := _name(visit):
        SeenRequest.objects.bulk_create([_place(name).bare_row()], ignore_conflicts=True)


def was_left(visit: str) -> bool:
    """Return whether it was left; not, where that cannot be looked up: what was typed must not be lost then."""
    with suppress(*OUT):
        return _place(_name(visit)).came_before()
    return False


def _place(name: bytes) -> Repeat:
    return Repeat(b"left:" + name)


def _name(visit: str) -> bytes:
    """The name that a visit is known by, or nothing where we did not make it."""
    try:
        told = urlsafe_b64decode(visit.encode("ascii") + b"=" * (-len(visit) % 4))
    except ValueError:
        return b""
    name, mark = told[:_SIZE], told[_SIZE:]
    return name if hmac.compare_digest(mark, _mark(name)) else b""


def _mark(name: bytes) -> bytes:
    return blake2b(name, digest_size=_SIZE, key=_key(), person=b"visit", encoder=RawEncoder)


def _key() -> bytes:
    return blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"tipline-visit", encoder=RawEncoder)
