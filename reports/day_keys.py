"""How a receipt is found while its tip waits for triage: by a fast hash, under a key that dies soon after.

A fast hash can be tried for every receipt by who has the pepper, and copies of the database keep it for long. So each
day has a key in the key store, which is destroyed when nothing that came on it waits any more.
"""

from datetime import date, timedelta
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from reports import keystore, vault
from reports.clock import today
from reports.models import Capsule, KeyPurpose, StoredKey
from reports.sealing.receipts import waiting_hash

_DAYS: Final = 8  # what waits longer is not found before it is judged


def waiting_today(receipt: str) -> bytes:
    """Return the hash of a receipt whose tip begins to wait now."""
    # No tip is refused for a spoilt key: what waits under it is found again when it is judged.
    key = keystore.get_or_renew(KeyPurpose.WAITING, _id(today()))
    return waiting_hash(receipt, vault.secret("receipt_pepper"), key)


def waiting_hashes(receipt: str) -> list[bytes]:
    """Return the hashes by which a receipt is found whose tip may wait."""
    keys = keystore.get_many(KeyPurpose.WAITING, map(_id, _searched()))
    peppers = vault.versions("receipt_pepper")
    return [waiting_hash(receipt, pepper, key) for key in keys.values() for pepper in peppers]


def forget_days() -> None:
    """Destroy the keys of the days before yesterday, but for those of which something waits that they still find."""
    hours = Capsule.objects.filter(waiting__isnull=False).values_list("record__at", flat=True).distinct()
    old = StoredKey.objects.filter(purpose=KeyPurpose.WAITING, day__lt=today() - timedelta(days=1))
    old.exclude(day__in={timezone.localdate(hour) for hour in hours}.intersection(_searched())).delete()


def _searched() -> list[date]:
    return [today() - timedelta(days=back) for back in range(_DAYS)]


def _id(day: date) -> UUID:
    return uuid5(NAMESPACE_URL, f"tipline:day:{day}")
