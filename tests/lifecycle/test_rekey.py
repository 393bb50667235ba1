"""Key files rotate daily: nothing is lost by it, and what was erased stays erased in every old copy."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from reports import keystore, vault
from reports.clock import today
from reports.keystore import KeyGone
from reports.lifecycle import rekey, tidy
from reports.lifecycle.erasure import erase_tip
from reports.lifecycle.rekey import rotate_key_files
from reports.lifecycle.tidy import LEFTOVER_DAYS, drop_leftovers
from reports.models import AuditEntry, KeyPurpose, Membership, Officer, StoredKey
from reports.queries.reading import find_tip, read_tip
from reports.sealing.keyfiles import KeyFiles
from reports.sealing.keys import new_key
from reports.sealing.opening import CannotOpen
from reports.signed_people import register
from reports.vault import KEPT_DAYS
from tests.arrivals import sms, triaged_tip
from tests.conftest import House


@pytest.fixture
def files(house: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[KeyFiles]:
    """A folder of key files for one test alone, with one file of today."""
    files = KeyFiles(tmp_path)
    files.make(today())
    monkeypatch.setattr(vault, "key_files", lambda: files)
    StoredKey.objects.all().delete()
    register([*Officer.objects.all(), *Membership.objects.all()])
    return files


def day_passes(monkeypatch: pytest.MonkeyPatch, days: int) -> date:
    """Let the rotation believe that it is so many days later."""
    later = today() + timedelta(days=days)
    monkeypatch.setattr(rekey, "today", lambda: later)
    return later


def test_every_key_moves_to_the_new_file_and_the_tip_stays_readable(
    house: House, files: KeyFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    tip, _ = triaged_tip(sms())
    before = dict(StoredKey.objects.values_list("pk", "sealed"))
    monkeypatch.setattr(rekey, "_SLICE", 2)
    later = day_passes(monkeypatch, 1)
    rotate_key_files()
    assert set(StoredKey.objects.values_list("key_file", flat=True)) == {later.isoformat()}
    assert set(dict(StoredKey.objects.values_list("pk", "sealed"))) == set(before)
    ring = house.ring("reid")
    assert read_tip(ring, find_tip(ring, tip.pk), by=ring.officer).entries
    assert AuditEntry.objects.get(act="key_file.rotated").detail["rows"] == len(before)
    rotate_key_files()
    assert AuditEntry.objects.filter(act="key_file.rotated").count() == 1


def test_an_old_copy_of_the_key_store_brings_no_erased_tip_back(
    house: House, files: KeyFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    tip, _ = triaged_tip()
    backup = list(StoredKey.objects.all())
    erase_tip(tip_id=tip.pk, by="test")
    for days in range(1, KEPT_DAYS + 2):
        day_passes(monkeypatch, days)
        rotate_key_files()
    assert today().isoformat() not in files.names()
    assert len(files.names()) == KEPT_DAYS + 1
    for row in backup:
        StoredKey.objects.filter(id=row.id, purpose=row.purpose).delete()
        row.save(force_insert=True)
    with pytest.raises(CannotOpen):
        keystore.get(KeyPurpose.ERASURE, tip.pk)


def test_a_key_put_back_with_a_day_that_never_ends_opens_nothing(
    house: House, files: KeyFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No sweep would take it, and each new key file would carry it on."""
    tip, _ = triaged_tip()
    kept = StoredKey.objects.get(id=tip.pk, purpose=KeyPurpose.ERASURE)
    erase_tip(tip_id=tip.pk, by="test")
    kept.day = date(2099, 1, 1)
    kept.save(force_insert=True)
    for days in range(1, KEPT_DAYS + 2):
        day_passes(monkeypatch, days)
        rotate_key_files()
        with pytest.raises(CannotOpen):
            keystore.get(KeyPurpose.ERASURE, tip.pk)
    assert kept.key_file not in files.names()


def test_a_key_put_back_with_its_own_day_is_carried_no_longer_than_a_leftover(
    house: House, files: KeyFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    tip, _ = triaged_tip()
    kept = StoredKey.objects.get(id=tip.pk, purpose=KeyPurpose.ERASURE)
    erase_tip(tip_id=tip.pk, by="test")
    kept.save(force_insert=True)
    later = day_passes(monkeypatch, LEFTOVER_DAYS + 1)
    monkeypatch.setattr(tidy, "today", lambda: later)
    rotate_key_files()
    assert keystore.get(KeyPurpose.ERASURE, tip.pk), "control"
    drop_leftovers()
    with pytest.raises(KeyGone):
        keystore.get(KeyPurpose.ERASURE, tip.pk)


def test_rows_of_a_file_of_before_move_to_one_that_binds_their_days(
    house: House, files: KeyFiles, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    key_id, before = uuid4(), new_key()
    (tmp_path / today().isoformat()).write_bytes(before)
    files._files.clear()
    keystore.put((KeyPurpose.LINE, key_id, bytes(32)))
    StoredKey.objects.filter(id=key_id).update(day=date(2099, 1, 1))
    assert keystore.get(KeyPurpose.LINE, key_id) == bytes(32), "bound to no day"
    later = day_passes(monkeypatch, 1)
    rotate_key_files()
    assert keystore.get(KeyPurpose.LINE, key_id) == bytes(32)
    assert StoredKey.objects.get(id=key_id).day == later, "a day of somebody's choice ends, too"
    StoredKey.objects.filter(id=key_id).update(day=today())
    with pytest.raises(CannotOpen):
        keystore.get(KeyPurpose.LINE, key_id)


def test_a_file_that_rows_still_need_is_kept(house: House, files: KeyFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    key_id = uuid4()
    keystore.put((KeyPurpose.LINE, key_id, bytes(32)))
    monkeypatch.setattr(rekey, "_slices", lambda name: iter(()))  # as if the moving had failed
    day_passes(monkeypatch, KEPT_DAYS + 1)
    rotate_key_files()
    assert keystore.get(KeyPurpose.LINE, key_id) == bytes(32)


def test_a_damaged_row_holds_up_no_other(house: House, files: KeyFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    broken, whole = uuid4(), uuid4()
    keystore.put((KeyPurpose.LINE, broken, bytes(32)), (KeyPurpose.LINE, whole, b"\1" * 32))
    StoredKey.objects.filter(id=broken).update(sealed=b"\x01 damaged")
    later = day_passes(monkeypatch, 1)
    rotate_key_files()
    assert StoredKey.objects.get(id=whole).key_file == later.isoformat()
    assert keystore.get(KeyPurpose.LINE, whole) == b"\1" * 32


def test_planted_rows_keep_no_file_alive(
    house: House, files: KeyFiles, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    old, planted = today(), uuid4()
    StoredKey.objects.create(
        id=planted, purpose=KeyPurpose.LINE, key_file=old.isoformat(), sealed=bytes(72), day=old + timedelta(days=300)
    )
    later = day_passes(monkeypatch, KEPT_DAYS + 1)
    rotate_key_files()
    assert files.names() == [later.isoformat()]
    assert AuditEntry.objects.get(act="key_file.destroyed").detail == {"file": old.isoformat(), "unopened_rows": 1}
    assert "1 rows of the key store cannot be opened" in caplog.text


def test_a_file_that_cannot_be_read_now_is_kept_with_its_rows(
    house: House, files: KeyFiles, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    old, key_id = today().isoformat(), uuid4()
    keystore.put((KeyPurpose.LINE, key_id, bytes(32)))
    key = (tmp_path / old).read_bytes()
    (tmp_path / old).write_bytes(b"")
    files._files.clear()  # another process has not read it yet
    day_passes(monkeypatch, KEPT_DAYS + 1)
    rotate_key_files()
    (tmp_path / old).write_bytes(key)
    assert keystore.get(KeyPurpose.LINE, key_id) == bytes(32)


def test_a_key_erased_meanwhile_does_not_come_back(
    house: House, files: KeyFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    key_id = uuid4()
    keystore.put((KeyPurpose.LINE, key_id, bytes(32)))
    keystore.destroy(KeyPurpose.LINE, [key_id])
    day_passes(monkeypatch, 1)
    rotate_key_files()
    with pytest.raises(KeyGone):
        keystore.get(KeyPurpose.LINE, key_id)
