"""Rules of the house, signed: whoever only writes to the database proposes none and puts none in force.

A MAC under the key of tips' rows, which every process holds that reads rules: each looks before it believes one. Who
writes to the database can delete a version, and so bring back the one before it; see docs/threat-model.md.
"""

import json
from functools import cache
from hashlib import blake2b
from hmac import compare_digest
from typing import Any

from django.db.models import QuerySet

from reports import vault
from reports.models import ChangedByTwo, HouseRules, HouseRulesKind, RulesState
from reports.models.kept import Kept
from reports.sealing.keys import derive

_KEY = "row_mac_key"
_RULES = tuple(one.attname for one in HouseRules._meta.concrete_fields)
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


def in_force_of(kind: HouseRulesKind) -> HouseRules | None:
    """Return what `in_force` does of one kind of rules; where the newest version is as it was signed, at less cost."""
    newest = [_rules(values) for values in _newest(kind).rows()]
    if not newest or is_as_signed(newest[0]):
        return newest[0] if newest else None
    return in_force(HouseRules.objects.filter(kind=kind))


@cache  # each page of a tip asks it
def _newest(kind: HouseRulesKind) -> Kept:
    confirmed = HouseRules.objects.filter(kind=kind, state__in=CONFIRMED)
    return Kept.of(confirmed.order_by("-version").values_list(*_RULES)[:1])


def _rules(values: tuple[Any, ...]) -> HouseRules:
    row = HouseRules.from_db("default", _RULES, values)
    row.told = json.loads(str(row.told))
    return row


def _mac(row: ChangedByTwo, secret: bytes) -> bytes:
    told = json.dumps(row.told, sort_keys=True, separators=(",", ":")).encode()
    since = row.in_force_since.isoformat() if row.in_force_since else ""
    persons = str(row.proposed_by_id), str(row.answered_by_id or "") if since else ""
    book = f"{row._meta.db_table} {getattr(row, 'kind', '')}"
    key = derive(secret, "rules of the house")
    return derive(key, book, row.version, blake2b(told, digest_size=32).digest(), *persons, since)
