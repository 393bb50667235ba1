"""Sweeping what nobody claims any more: kept answers, leftover keys and blobs."""

import logging
from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from reports import keystore
from reports.clock import this_hour, today
from reports.gateways.blobs import blobs
from reports.models import (
    Capsule,
    Dispatch,
    Errand,
    KeyPurpose,
    Line,
    Record,
    SeenRequest,
    StoredKey,
    Tip,
)
from reports.models.claiming import claimed, no_claiming

ANSWER_HOURS = 1
SEEN_DAYS = 90
LEFTOVER_DAYS = 8
ONE_TIME_DAYS = 1  # a one-time key is of use for seconds; while its row waits, it has an owner
_LASTING = (KeyPurpose.ERASURE, KeyPurpose.FINGERPRINT, KeyPurpose.LINE)  # the others outlive their rows often
_FEW = 100

log = logging.getLogger(__name__)


def blur_blobs() -> None:
    """Blur when the last hours' files were written."""
    blobs().blur(this_hour() - timedelta(hours=2))


def forget_answers() -> None:
    """Destroy kept answers after an hour, and the hashes of seen requests after ninety days."""
    kept = SeenRequest.objects.filter(answer__isnull=False, hour__lt=this_hour() - timedelta(hours=ANSWER_HOURS))
    ids = [key for key in kept.values_list("answer_key", flat=True) if key]
    keystore.destroy(KeyPurpose.REPEAT, ids)
    kept.filter(answer_key__in=ids).update(answer=None, answer_key=None)
    SeenRequest.objects.filter(hour__lt=this_hour() - timedelta(days=SEEN_DAYS)).delete()


def drop_leftovers() -> None:
    """Destroy keys and blobs that belong to no row: what a crash between the two databases leaves behind.

    Where most keys have no row, the main database is empty, half restored or another one: then nothing is destroyed.
    """
    old = {purpose: Q(day__lt=today() - timedelta(days=LEFTOVER_DAYS)) for purpose in KeyPurpose}
    old[KeyPurpose.ONE_TIME] = Q(day__lt=today() - timedelta(days=ONE_TIME_DAYS))
    owners = {
        KeyPurpose.ERASURE: (Record,),
        KeyPurpose.FINGERPRINT: (Tip,),
        KeyPurpose.LINE: (Line,),
        KeyPurpose.ONE_TIME: (Capsule, Errand, Dispatch),
    }
    for purpose, models in owners.items():
        held = set(StoredKey.objects.filter(old[purpose], purpose=purpose).values_list("id", flat=True))
        owned = set().union(*(_existing(model, held) for model in models))
        if purpose in _LASTING and len(held - owned) > max(_FEW, len(owned)):
            log.error("Most %s keys belong to no row: is the main database whole? None was destroyed.", purpose)
            continue
        keystore.destroy(purpose, held - owned)
    StoredKey.objects.filter(old[KeyPurpose.REPEAT], purpose=KeyPurpose.REPEAT).delete()
    drop_unclaimed_blobs()


def drop_unclaimed_blobs() -> None:
    """Delete files older than an hour that no tip claims: uploads that were never sent, and what a crash left."""
    old = set(blobs().older_than(this_hour() - timedelta(hours=1)))
    if not old:
        return
    with no_claiming():
        for name in old - claimed(old):
            blobs().delete(name)


def _existing(model: type, ids: set[UUID]) -> set[UUID]:
    return set(model.objects.filter(pk__in=ids).values_list("pk", flat=True))  # type: ignore[attr-defined]
