"""Chaining the audit trail: each entry's hash covers the one before, and the head lies outside the database.

The hash has no key: whoever writes to the database can make a chain that fits in itself. So nothing is chained on what
does not fit the head outside, or the next head would sign what he left.
"""

import json
import os
from functools import partial
from hashlib import blake2b

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q

from reports import audit
from reports.clock import this_hour
from reports.models import AuditEntry

_BATCH = 200
_ANCHOR = "audit-head"
_PLACE = (
    "UPDATE audit_entry SET sequence = %s + place.n, chain = place.chain"
    " FROM unnest(%s::uuid[], %s::bytea[]) WITH ORDINALITY AS place (id, chain, n) WHERE audit_entry.id = place.id"
)


class ChainBroken(Exception):
    """An entry was changed, removed or put in between; `sequence` is the first that does not fit."""

    def __init__(self, sequence: int) -> None:
        super().__init__(f"The audit trail does not fit from entry {sequence} on.")
        self.sequence = sequence


@transaction.atomic
def chain_batch() -> int:
    """Give the waiting entries their place in the chain and anchor its head. Returns how many there were.

    What is kept to the hour waits for the hour to end: a place between two officers' acts would tell its minute.
    Raises ChainBroken where what was anchored last is not there as it was.
    """
    last = AuditEntry.objects.select_for_update().filter(sequence__isnull=False).order_by("-sequence").first()
    sequence, head = (last.sequence or 0, bytes(last.chain or b"")) if last else (0, b"")
    if not fits_anchor():  # read with the last row held: who chains beside this one may have anchored meanwhile
        raise ChainBroken(_anchored()[0])
    ripe = Q(at__lt=this_hour()) | Q(actor__startswith="officer:") & ~Q(act__in=audit.TO_THE_HOUR)
    waiting = list(AuditEntry.objects.filter(ripe, sequence__isnull=True).order_by("at", "id")[:_BATCH])
    for entry in waiting:
        sequence += 1
        head = _link(head, entry, sequence)
        entry.sequence, entry.chain = sequence, head
    if waiting:
        with connection.cursor() as cursor:
            ids, links = [entry.pk for entry in waiting], [entry.chain for entry in waiting]
            cursor.execute(_PLACE, [sequence - len(waiting), ids, links])
        transaction.on_commit(partial(_anchor, sequence, head))
    return len(waiting)


def check_chain() -> int:
    """Walk the whole chain, and hold its head against the anchor. Returns its length. Raises ChainBroken."""
    head, expected = b"", 0
    anchored, known = _anchored()
    for entry in AuditEntry.objects.filter(sequence__isnull=False).order_by("sequence").iterator():
        expected += 1
        head = _link(head, entry, expected)
        if entry.sequence != expected or bytes(entry.chain or b"") != head:
            raise ChainBroken(expected)
        if expected == anchored and head.hex() != known:
            raise ChainBroken(expected)
    if anchored > expected:
        raise ChainBroken(expected + 1)
    return expected


def fits_anchor() -> bool:
    """Whether the entry that was anchored last is there as it was: it was neither cut off nor hashed anew."""
    anchored, known = _anchored()
    there = AuditEntry.objects.filter(sequence=anchored).values_list("chain", flat=True).first()
    return not anchored or (there is not None and bytes(there).hex() == known)


def is_anchored() -> bool:
    """Whether a head was anchored where this process looks: without one, a trail cut short passes unseen."""
    return _anchored()[0] > 0


def start_anew() -> int:
    """Anchor the chain where it ends now; return how many entries are missing. What fits its anchor is left alone.

    After a restore, which takes the entries since the backup away, and after somebody looked into what does not fit.
    The old anchor is kept beside it: who doubts can hold it against what another copy says.
    """
    if fits_anchor():
        return 0
    anchored, _ = _anchored()
    last = AuditEntry.objects.filter(sequence__isnull=False).order_by("-sequence").first()
    kept = last.sequence or 0 if last else 0
    state = settings.DATA_DIR / "state"
    os.replace(state / _ANCHOR, state / f"{_ANCHOR}.before-{anchored}")
    if last:
        _anchor(kept, bytes(last.chain or b""))
    return max(0, anchored - kept)


def _link(head: bytes, entry: AuditEntry, sequence: int) -> bytes:
    told = [
        sequence,
        str(entry.pk),
        entry.at.isoformat(),
        entry.actor,
        entry.act,
        str(entry.tip_id),
        str(entry.unit_id),
        entry.detail,
    ]
    return blake2b(head + json.dumps(told, sort_keys=True).encode(), digest_size=32, person=b"tipline-audit").digest()


def _anchored() -> tuple[int, str]:
    """Return the place and the head that were anchored last; the chain may have grown past them, never changed."""
    try:
        sequence, known = (settings.DATA_DIR / "state" / _ANCHOR).read_text().split()
    except FileNotFoundError:
        return 0, ""
    return int(sequence), known


def _anchor(sequence: int, head: bytes) -> None:
    state = settings.DATA_DIR / "state"
    state.mkdir(parents=True, exist_ok=True)
    fresh = state / ".audit-head"
    fresh.write_text(f"{sequence} {head.hex()}\n")
    os.replace(fresh, state / _ANCHOR)
