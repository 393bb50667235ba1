"""Rules of the house, signed: whoever only writes to the database proposes none and puts none in force.

A MAC under the key of tips' rows, which every process holds that reads rules: each looks before it believes one. Who
writes to the database can delete a version, and so bring back the one before it; see docs/threat-model.md.
"""

import json
from hashlib import blake2b
from hmac import compare_digest

from django.db.models import QuerySet

from reports import vault
from reports.models import ChangedByTwo, RulesState
from reports.sealing.keys import derive

_KEY = "row_mac_key"
CONFIRMED = (RulesState.IN_FORCE, RulesState.PAST)


def sign_rules(row: ChangedByTwo) -> None:
    """Set the MAC of a version that is about to be saved."""
    row.row_mac = _mac(row, vault.secret(_KEY))


def is_as_signed(row: ChangedByTwo) -> bool:
    """Whether a version is as its one or two persons left it."""
    return any(compare_digest(bytes(row.row_mac), _mac(row, key)) for key in vault.trusted(_KEY))


def in_force[Row: ChangedByTwo](rows: QuerySet[Row]) -> Row | None:
    """Return the newest version that two persons confirmed, None for the shipped one. A forged one is passed over."""
    confirmed = rows.filter(state__in=CONFIRMED).order_by("-version")
    newest = confirmed.first()
    if newest is None or is_as_signed(newest):
        return newest
    return next((row for row in confirmed if is_as_signed(row)), None)


def _mac(row: ChangedByTwo, secret: bytes) -> bytes:
    told = json.dumps(row.told, sort_keys=True, separators=(",", ":")).encode()
    since = row.in_force_since.isoformat() if row.in_force_since else ""
    persons = str(row.proposed_by_id), str(row.answered_by_id or "") if since else ""
    book = f"{row._meta.db_table} {getattr(row, 'kind', '')}"
    key = derive(secret, "rules of the house")
    return derive(key, book, row.version, blake2b(told, digest_size=32).digest(), *persons, since)
