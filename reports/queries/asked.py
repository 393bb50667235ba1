"""What officers searched for, beside the search in the trail: sealed for the unit, and readable for a year.

The trail is kept for ever, and a question may repeat what a tip told that is long erased. So each month's questions
lie under a key of that month, too, which is destroyed a year later; the chain of the trail covers what is sealed, and
stays whole.
"""

import base64
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, timedelta
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from reports import keystore
from reports.clock import today
from reports.keyring import KeyRing
from reports.models import AuditEntry, KeyPurpose, StoredKey
from reports.sealing.envelope import seal
from reports.sealing.labels import Label
from reports.sealing.opening import CannotOpen, unseal

DAYS: Final = 366  # from the first search of a month on
_MONTHLY: Final = "question of a month"
_PADDING: Final = 256


def key_of_month() -> bytes:
    """Return the key under which this month's questions lie; another where its row is spoilt."""
    return keystore.get_or_renew(KeyPurpose.SEARCH, _key_id(today()))


def sealed_for(ring: KeyRing, entry: AuditEntry, unit: UUID, asked: str, *, key: bytes) -> str:
    """Return what was asked, as it stands in its entry in the trail of a unit."""
    inner = seal(key, asked.encode(), *_labels(entry), padding=_PADDING)
    return base64.b64encode(seal(ring.unit(unit).symmetric, inner, _MONTHLY, *_labels(entry))).decode()


def questions_in(ring: KeyRing, entries: Iterable[AuditEntry]) -> dict[UUID, str]:
    """Return what was asked, by entry; "" where its key is destroyed, or is of before the reader came.

    The key store is asked once for all of them.
    """
    months = {entry: _key_id(timezone.localdate(entry.at)) for entry in entries}
    keys = keystore.get_many(KeyPurpose.SEARCH, set(months.values()))
    return {entry.pk: _asked(ring, entry, keys.get(month)) for entry, month in months.items()}


def _asked(ring: KeyRing, entry: AuditEntry, key: bytes | None) -> str:
    if entry.unit_id is None:
        return ""
    sealed = base64.b64decode(entry.detail["question"])
    with suppress(CannotOpen):
        inner = ring.unseal(entry.unit_id, sealed, _MONTHLY, *_labels(entry))
        return unseal(key, inner, *_labels(entry), padding=_PADDING).decode() if key else ""
    for labels in (_labels(entry), _labels(entry)[:2]):  # of before: under no month's key, and the oldest of any entry
        with suppress(CannotOpen):
            return ring.unseal(entry.unit_id, sealed, *labels).decode()
    return ""


def forget_questions() -> None:
    """Destroy the keys of questions whose year is over."""
    StoredKey.objects.filter(purpose=KeyPurpose.SEARCH, day__lt=today() - timedelta(days=DAYS)).delete()


def _labels(entry: AuditEntry) -> tuple[Label, ...]:
    return "question", entry.unit_id or "", entry.pk, entry.actor


def _key_id(day: date) -> UUID:
    return uuid5(NAMESPACE_URL, f"tipline:searches of {day:%Y-%m}")
