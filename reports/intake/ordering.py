"""Ordering deletions at the provider once, however often they are ordered: a call tells of itself at every step."""

from uuid import UUID

from django.db.models import Q

from reports import vault
from reports.clock import in_seconds
from reports.models import Errand, ErrandKind
from reports.sealing.keys import derive
from reports.writing import keep_errand_once


def errand_id(reference: str, kind: ErrandKind) -> UUID:
    """Return the id of the one errand that something at the provider has while it belongs to no record.

    A keyed hash: without the pepper nobody can tell of which call it is.
    """
    return UUID(bytes=derive(vault.secret("request_pepper"), "errand", kind, reference)[:16], version=4)


def order_deletion_once(reference: str, kind: ErrandKind, *, wait: float) -> None:
    """Have a call's record or a recording deleted at the provider, unfetched, in `wait` seconds.

    There is one row, whatever comes how often, and the earliest order counts.
    """
    ours, due = errand_id(reference, kind), in_seconds(wait)
    keep_errand_once(ours, kind, {"reference": reference}, wait=wait, fetched=True)
    later = Errand.objects.filter(Q(fetched=False) | Q(due_at__gt=due), pk=ours)
    later.update(fetched=True, due_at=due)
