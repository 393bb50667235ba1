"""Where a unit's programs are told of changes: an address on the list of allowed hosts, and a key to sign with.

Both lie sealed to the relay worker, who alone sends. The key is shown once.
"""

import json
import secrets
from base64 import b64encode
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Max, QuerySet

from reports import audit, vault
from reports.keyring import NotYours, belongs
from reports.models import AuditEntry, Hook, Officer
from reports.sealing.envelope import seal_to
from reports.signed_people import units_of

LONGEST: Final = 300
MOST: Final = 5  # of one unit
_LABEL: Final = "hook"


class HookRefused(Exception):
    """No program is told there: no such host is allowed, or the unit has enough of them."""


@transaction.atomic
def make_hook(*, label: str, address: str, unit_id: UUID, by: Officer) -> str:
    """Tell a program of the unit's changes from now on; return the key to check with. Raises HookRefused, NotYours."""
    if not belongs(by, unit_id):
        raise NotYours
    named = " ".join(label.split())[:60]
    if not named or not is_allowed(address) or Hook.objects.filter(unit=unit_id).count() >= MOST:
        raise HookRefused
    hook_id, key = uuid4(), secrets.token_bytes(32)
    told = json.dumps({"address": address, "key": key.hex()}).ljust(2 * LONGEST).encode()
    box = seal_to(vault.manifest().relay, told, _LABEL, hook_id, unit_id)
    Hook.objects.create(id=hook_id, unit_id=unit_id, officer=by, label=named, box=box, seen=newest())
    audit.enter("hook.made", by=by, unit=unit_id, hook=str(hook_id))
    return f"whsec_{b64encode(key).decode()}"


def hooks_of(officer: Officer) -> "QuerySet[Hook]":
    """Return the hooks of an officer's units."""
    return (
        Hook.objects.filter(unit__in=units_of(officer))
        .select_related("unit", "officer")
        .order_by("unit__name", "label", "id")
    )


@transaction.atomic
def drop_hook(hook_id: UUID, *, by: Officer) -> None:
    """Tell it nothing any more. Raises NotYours."""
    hook = hooks_of(by).filter(pk=hook_id).first()
    if hook is None:
        raise NotYours
    hook.delete()
    audit.enter("hook.dropped", by=by, unit=hook.unit_id, hook=str(hook_id))


def is_allowed(address: str) -> bool:
    """Whether this house may tell that address: HTTPS, on a host that its administrator has listed."""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - raises for what is no port
    except ValueError:
        return False
    plain = address.isascii() and address.isprintable() and len(address) <= LONGEST and "@" not in parts.netloc
    ways = {"https", "http"} if settings.STANDALONE else {"https"}
    return plain and parts.scheme in ways and parts.netloc.lower() in settings.HOOK_HOSTS


def newest() -> int:
    """Return the last place in the trail."""
    return AuditEntry.objects.aggregate(last=Max("sequence"))["last"] or 0
