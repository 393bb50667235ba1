"""Claiming sealed files: while somebody decides which of them nobody claims, nobody can claim one, and the other way
round."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction

from reports.models.handovers import Errand
from reports.models.record import Attachment

_LOCK = 0x7469_706C  # any number that nothing else in this database locks


def claimed(names: Collection[UUID]) -> set[UUID]:
    """Return those of these files that a row has claimed: an attachment of the same id, or an upload's errand."""
    uploads = Errand.objects.filter(blob__in=names).values_list("blob", flat=True)
    return {*Attachment.objects.filter(pk__in=names).values_list("pk", flat=True), *(name for name in uploads if name)}


@contextmanager
def claiming() -> Iterator[None]:
    """A transaction in which rows may claim files that it found in the blob store."""
    with transaction.atomic():
        _lock("pg_advisory_xact_lock_shared")
        yield


@contextmanager
def no_claiming() -> Iterator[None]:
    """A transaction that begins when every claim under way has committed; the next ones wait for it."""
    with transaction.atomic():
        _lock("pg_advisory_xact_lock")
        yield


def _lock(function: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [_LOCK])
