"""The one table of the key store."""

from typing import Final
from uuid import NAMESPACE_URL, uuid4, uuid5

from django.db import models


class KeyPurpose(models.TextChoices):
    """What a stored key is for. Database roles are granted purposes, row by row."""

    ERASURE = "erasure"  # E of a tip's first record or of a later record, under the record's id
    FINGERPRINT = "fingerprint"  # F of a tip: for its corrections, and beside the worker's own key for its fingerprint
    ONE_TIME = "one_time"  # C of a capsule, an errand or a dispatch, and of the receipt that a line keeps
    LINE = "line"  # a line's own key
    EPOCH = "epoch"  # the key under which numbers are hashed in one epoch
    REPEAT = "repeat"  # the key of a kept answer
    WAITING = "waiting"  # the key of a day, under which receipts of waiting tips are hashed (reports.day_keys)
    PEOPLE = "people"  # an entry of the register of people (reports.signed_people): it seals nothing, it is there
    SEARCH = "search"  # the key of a month, under which lies what officers searched for (reports.queries.asked)


OFFICERS_NUMBERS: Final = uuid5(NAMESPACE_URL, "tipline:officers' numbers")
"""The id of the epoch that does not end: officers' own numbers are hashed under its key."""


class StoredKey(models.Model):
    """A key, sealed under the key file named `key_file`; destroying the row, or the file, destroys the key."""

    pk = models.CompositePrimaryKey("id", "purpose")
    id = models.UUIDField(default=uuid4)
    purpose = models.CharField(max_length=12, choices=KeyPurpose.choices)
    key_file = models.CharField(max_length=10)
    sealed = models.BinaryField(max_length=128)
    day = models.DateField()

    class Meta:
        db_table = "stored_key"
        indexes = [models.Index(fields=["purpose", "day"], name="stored_key_age")]
