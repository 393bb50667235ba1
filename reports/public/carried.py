"""What a tipster has written, carried from one page to the next inside the page: no cookie, no store, no address.

A hidden field holds it, sealed under a key of this server, so that neither a proxy nor whoever reads the page's source
sees it, and nothing in it can be made up. It says the hour it was made, no finer time.
"""

import json
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from nacl.encoding import RawEncoder
from nacl.hash import blake2b

from reports.sealing.envelope import seal
from reports.sealing.opening import CannotOpen, unseal

HOURS = 24
_LABEL = "carried by a page"


class CarriedRefused(Exception):
    """The field is missing, damaged or not ours: what it held cannot be read."""


class CarriedExpired(CarriedRefused):
    """It is ours and older than a day. `state` is what it held, to be shown to the tipster and sent only then."""

    def __init__(self, state: Mapping[str, object]) -> None:
        super().__init__()
        self.state = state


def carry(state: Mapping[str, object]) -> str:
    """Return the value of the hidden field for a state of plain JSON."""
    plain = json.dumps({"hour": hour_now(), "state": state}, ensure_ascii=False, separators=(",", ":"))
    return urlsafe_b64encode(seal(_key(), plain.encode(), _LABEL)).decode().rstrip("=")


def uncarry(text: str) -> Mapping[str, object]:
    """Return the state. Raises CarriedRefused, and CarriedExpired with the state when it is too old."""
    try:
        sealed = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
        held = json.loads(unseal(_key(), sealed, _LABEL))
    except (CannotOpen, ValueError) as problem:
        raise CarriedRefused from problem
    state: Mapping[str, object] = held["state"]
    if not 0 <= hour_now() - held["hour"] <= HOURS:
        raise CarriedExpired(state)
    return state


def done(words: Mapping[str, str], what: str) -> Any:
    """Return what a page that comes after an act holds of it in its field `done`, nothing where it is none of ours."""
    try:
        return uncarry(words.get("done", "")).get(what)
    except CarriedRefused:
        return None


def _key() -> bytes:
    return blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"tipline-carried", encoder=RawEncoder)


def hour_now() -> int:
    """Return the current hour, counted as in what is carried."""
    return int(time.time()) // 3600
