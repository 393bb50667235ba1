"""A new likeness key: fingerprints are sealed anew under it, and the key before is destroyed. Nothing is lost."""

from base64 import b64encode
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction

from reports import keystore, vault
from reports.fingerprints import LIKENESS_KEY, open_fingerprint, seal_fingerprint
from reports.models import Fingerprint, KeyPurpose, StoredKey
from reports.models.updating import update
from reports.people.founding import write_secret
from reports.sealing.keys import new_key
from reports.sealing.opening import CannotOpen

_SLICE: Final = 2000


class DoNotOpen(Exception):
    """A key file is missing here, or rows of the key store are spoilt, which a backup may mend."""


def make_first() -> bool:
    """Make the key in a house that was founded without one. Returns whether it was made."""
    if vault.holds(LIKENESS_KEY):
        return False
    write_secret(settings.SECRETS_DIR / LIKENESS_KEY, b64encode(new_key()).decode())
    return True


def seal_fingerprints_anew() -> int:
    """Seal all fingerprints under the key in force, in slices. What cannot be opened is deleted; return how many.

    Raises DoNotOpen where a key file is missing here: nothing would open, and all would be deleted. And, at the end,
    where rows of the key store are spoilt: a backup may mend them, and then the key before is needed.
    """
    files = vault.key_files()
    named = StoredKey.objects.filter(purpose=KeyPurpose.FINGERPRINT).values_list("key_file", flat=True).distinct()
    names, newest = files.names(), files.newest()
    if any(name in names or name > newest for name in named if not files.is_whole(name)):
        raise DoNotOpen
    last, lost, spoilt, is_through = UUID(int=0), 0, 0, False
    while not is_through:
        with transaction.atomic():
            rows = list(Fingerprint.objects.select_for_update().filter(pk__gt=last).order_by("pk")[:_SLICE])
            keys = keystore.get_many(KeyPurpose.FINGERPRINT, [row.pk for row in rows])
            fresh = [row for row in rows if row.pk in keys and _sealed_anew(row, keys[row.pk])]
            update(fresh, "sealed")
            mendable = _mendable(keys.spoilt)
            dead = {row.pk for row in rows} - {row.pk for row in fresh} - mendable
            spoilt += len(mendable)
            lost += Fingerprint.objects.filter(pk__in=dead).delete()[0]
        is_through = len(rows) < _SLICE
        last = rows[-1].pk if rows else last
    if spoilt:
        raise DoNotOpen
    return lost


def _mendable(spoilt: set[UUID]) -> set[UUID]:
    """Return those whose key file is still here: of the others no backup opens a row."""
    files = vault.key_files()
    rows = StoredKey.objects.filter(purpose=KeyPurpose.FINGERPRINT, id__in=spoilt).values_list("id", "key_file")
    return {key_id for key_id, name in rows if files.is_whole(name)} if spoilt else set()


def _sealed_anew(row: Fingerprint, f: bytes) -> bool:
    try:
        row.sealed = seal_fingerprint(open_fingerprint(row.sealed, f, row.pk), f, row.pk)
    except CannotOpen:
        return False
    return True
