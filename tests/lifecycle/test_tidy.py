"""Tidying destroys what nobody claims, and nothing that somebody does."""

import os
from datetime import timedelta
from uuid import uuid4

import pytest

from reports import keystore
from reports.clock import this_hour, today
from reports.dialogue.lines import owed_to
from reports.gateways.blobs import blobs
from reports.intake import receipt as receipts
from reports.intake.door import accept
from reports.lifecycle import tidy
from reports.lifecycle.tasks import drop
from reports.lifecycle.tidy import LEFTOVER_DAYS, ONE_TIME_DAYS, drop_leftovers
from reports.models import Attachment, KeyPurpose, Line, Record, StoredKey
from tests.aged import kept_since
from tests.arrivals import sms, triaged_tip, web
from tests.conftest import House
from tests.uploads import held_photo

DAYS = {KeyPurpose.ONE_TIME: ONE_TIME_DAYS}
LEFT = [KeyPurpose.ERASURE, KeyPurpose.FINGERPRINT, KeyPurpose.ONE_TIME, KeyPurpose.LINE, KeyPurpose.REPEAT]


def all_keys_are(days: int) -> None:
    kept_since(today() - timedelta(days=days), StoredKey.objects.all())


def test_the_key_of_a_receipt_that_waits_stays_as_long_as_its_line(house: House) -> None:
    accept(sms(silent=True, owed="{receipt}"))
    all_keys_are(ONE_TIME_DAYS + 1)
    drop_leftovers()
    assert receipts.find_in(owed_to(Line.objects.get()))


def test_the_process_that_tidies_may_read_all_that_claims_a_key(house: House) -> None:
    """As the task of the night does it, in its own role: with one table that is shut, no key would go any more."""
    keystore.put((KeyPurpose.LINE, left := uuid4(), bytes(32)))
    all_keys_are(max(ONE_TIME_DAYS, LEFTOVER_DAYS) + 1)
    drop()
    assert not StoredKey.objects.filter(id=left).exists()


@pytest.mark.parametrize("purpose", LEFT)
def test_a_key_without_a_row_goes_after_its_days_and_not_before(house: House, purpose: KeyPurpose) -> None:
    keystore.put((purpose, uuid4(), bytes(32)))
    days = DAYS.get(purpose, LEFTOVER_DAYS)
    all_keys_are(days)
    drop_leftovers()
    assert StoredKey.objects.filter(purpose=purpose).exists()
    all_keys_are(days + 1)
    drop_leftovers()
    assert not StoredKey.objects.filter(purpose=purpose).exists()


def test_keys_with_a_row_stay_however_old(house: House) -> None:
    triaged_tip(sms())
    accept(sms("Not yet judged"))
    all_keys_are(3000)
    before = set(StoredKey.objects.exclude(purpose=KeyPurpose.REPEAT).values_list("pk", flat=True))
    drop_leftovers()
    assert set(StoredKey.objects.values_list("pk", flat=True)) == before
    assert {purpose for _, purpose in before} == {
        "erasure",
        "fingerprint",
        "one_time",
        "line",
        "epoch",
        "waiting",
        "people",
    }


def test_a_main_database_that_lost_its_rows_costs_no_key(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tidy, "_FEW", 2)
    for number in range(4):
        accept(web(f"Tip {number}"))
    Record.objects.all().delete()  # as in a database half restored
    all_keys_are(LEFTOVER_DAYS + 1)
    drop_leftovers()
    assert StoredKey.objects.filter(purpose=KeyPurpose.ERASURE).count() == 4


def test_a_blob_that_nobody_claims_goes_and_a_claimed_one_stays(house: House) -> None:
    accept(web(files=(held_photo(),)))
    claimed, stray, fresh = Attachment.objects.get().pk, uuid4(), uuid4()
    blobs().put(stray, [b"sealed"])
    blobs().put(fresh, [b"sealed"])
    old = (this_hour() - timedelta(hours=3)).timestamp()
    for name in (claimed, stray):
        os.utime(blobs()._path(name), (old, old))  # type: ignore[attr-defined]
    drop_leftovers()
    assert blobs().get(claimed)
    assert blobs().get(fresh)
    with pytest.raises(FileNotFoundError):
        blobs().get(stray)
    blobs().delete(fresh)
