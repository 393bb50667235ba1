"""Keys that are older than they are: sealed anew for another day, as no writer without their key file could."""

from datetime import date

from django.db.models import QuerySet

from reports import keystore
from reports.models import KeyPurpose, StoredKey


def kept_since(day: date, keys: QuerySet[StoredKey]) -> None:
    """Let these keys be kept since `day`."""
    for row in keys:
        key = keystore.open_row(row)
        aged = keystore.sealed_row(KeyPurpose(row.purpose), row.id, key, file=row.key_file, day=day)
        keys.filter(id=row.id, purpose=row.purpose).update(sealed=aged.sealed, day=day)
