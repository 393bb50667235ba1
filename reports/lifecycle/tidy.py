"""Sweeping what nobody claims any more: kept answers, leftover keys and blobs."""

import logging
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from reports import keystore
from reports.clock import this_hour, today
from reports.gateways.blobs import blobs
from reports.models import (
    AlertPhone,
    AskedPhone,
    Capsule,
    Dispatch,
    Draft,
    Duty,
    Errand,
    KeyPurpose,
    Line,
    Presence,
    Record,
    SeenRequest,
    StoredKey,
    Tip,
)
from reports.models.claiming import claimed, no_claiming

SEEN_DAYS = 90
LEFTOVER_DAYS = 8
ONE_TIME_DAYS = 1  # a one-time key is of use for seconds; while its row waits, it has an owner
_LASTING = (KeyPurpose.ERASURE, KeyPurpose.FINGERPRINT, KeyPurpose.LINE)  # the others outlive their rows often
_FEW = 100
_SLICE = 5_000

log = logging.getLogger(__name__)
_OWNERS: Final[Mapping[KeyPurpose, tuple[type[Model], ...]]] = {
    KeyPurpose.ERASURE: (Record, Draft),
    KeyPurpose.FINGERPRINT: (Tip,),
    KeyPurpose.LINE: (Line, AlertPhone, AskedPhone),
    KeyPurpose.ONE_TIME: (Capsule, Errand, Dispatch, Line),
}


def blur_blobs() -> None:
    """Blur when the last hours' files were written."""
    blobs().blur(this_hour() - timedelta(hours=2))


def forget_answers() -> None:
    """Destroy kept answers after an hour, and the hashes of seen requests after ninety days."""
    kept = SeenRequest.objects.filter(answer__isnull=False, hour__lt=this_hour() - SeenRequest.ANSWER_KEPT)
    ids = [key for key in kept.values_list("answer_key", flat=True) if key]
    keystore.destroy(KeyPurpose.REPEAT, ids)
    kept.filter(answer_key__in=ids).update(answer=None, answer_key=None)
    SeenRequest.objects.filter(hour__lt=this_hour() - timedelta(days=SEEN_DAYS)).delete()


def forget_presence() -> None:
    """Delete who had which tip open: it is of use for seconds."""
    Presence.objects.filter(until__lt=timezone.now()).delete()


def forget_sessions() -> None:
    """Delete the rows of sessions that are over, and those beside them of what was pressed last."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()


def forget_duty() -> None:
    """Delete who was on duty, once it is over."""
    Duty.objects.filter(until__lt=timezone.now()).delete()


def forget_drafts() -> None:
    """Delete half-written words that nobody went on with for some days; those of a call after the next day."""
    late, of_a_call = today() - timedelta(days=settings.DRAFT_DAYS), today() - timedelta(days=1)
    old = Draft.objects.filter(Q(day__lt=late) | Q(tip=None, day__lt=of_a_call))
    ids = set(old.values_list("pk", flat=True))
    old.delete()
    keystore.destroy(KeyPurpose.ERASURE, ids - _existing(Draft, ids))


def drop_leftovers() -> None:
    """Destroy keys and blobs that belong to no row: what a crash between the two databases leaves behind.

    Where most keys have no row, the main database is empty, half restored or another one: then nothing is destroyed.
    """
    old = {purpose: Q(day__lt=today() - timedelta(days=LEFTOVER_DAYS)) for purpose in KeyPurpose}
    old[KeyPurpose.ONE_TIME] = Q(day__lt=today() - timedelta(days=ONE_TIME_DAYS))
    _drop_keys(old)
    StoredKey.objects.filter(old[KeyPurpose.REPEAT], purpose=KeyPurpose.REPEAT).delete()
    drop_unclaimed_blobs()


def drop_revived_keys() -> None:
    """After a restore, with every process stopped: destroy all keys without a row, whatever their age.

    An old copy of the key store brings back keys of tips that were erased since.
    """
    _drop_keys(dict.fromkeys(KeyPurpose, Q()))


def _drop_keys(old: Mapping[KeyPurpose, Q]) -> None:
    for purpose in _OWNERS:
        owned, left = 0, set[UUID]()
        for held in _slices(StoredKey.objects.filter(old[purpose], purpose=purpose)):
            found = owned_among(purpose, held)
            owned += len(found)
            left |= held - found
        if purpose in _LASTING and len(left) > max(_FEW, owned):
            log.error("Most %s keys belong to no row: is the main database whole? None was destroyed.", purpose)
            continue
        keystore.destroy(purpose, left)


def owned_among(purpose: KeyPurpose, ids: set[UUID]) -> set[UUID]:
    """Return those ids under which a key is kept for a row; keys of a day or an epoch are kept for themselves."""
    models = _OWNERS.get(purpose)
    return set[UUID]().union(*(_existing(model, ids) for model in models)) if models else ids


def _slices(keys: QuerySet[StoredKey]) -> Iterator[set[UUID]]:
    """Yield the ids of these keys some at a time: a house has millions."""
    ids = keys.order_by("id").values_list("id", flat=True)
    part = list(ids[:_SLICE])
    while part:
        yield set(part)
        part = list(ids.filter(id__gt=part[-1])[:_SLICE])


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
