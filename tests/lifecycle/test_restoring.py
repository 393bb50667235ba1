"""The restore drill: back up, lose everything, restore; a tip opens again, and what was erased does not."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest
from django.conf import LazySettings, settings
from django.core.management import CommandError, call_command
from django.db import connections
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.recorder import MigrationRecorder

from reports.clock import today
from reports.dialogue.forget import end_line
from reports.dialogue.lines import find_line
from reports.gateways.blobs import blobs
from reports.intake.door import accept
from reports.lifecycle.backup import PUBLIC_KEY, BackupSet, parts_in
from reports.lifecycle.chain import chain_batch
from reports.lifecycle.erasure import erase_tip
from reports.models import AuditEntry, Erasure, KeyPurpose, Line, StoredKey, Tip
from reports.queries.reading import read_attachment, read_tip
from tests.arrivals import sms
from tests.bucket import bucket
from tests.conftest import House, triage_all
from tests.spoilt import spoil
from tests.uploads import held_photo

KEPT = "They hide the engines in the mangrove, zabriko"
TOLD = (KEPT, "My neighbour sells guns, zandoli", "Boats come in at night, mabouya", "They set fires, kribich")
PHONES = ("+17584840001", "+17584840002", "+17584840003", "+17584840004")


def arrive(words: str, phone: str) -> Tip:
    before = set(Tip.objects.values_list("pk", flat=True))
    accept(sms(words, phone, files=(held_photo(),)))
    triage_all()
    return Tip.objects.exclude(pk__in=before).get()


def backup(tmp_path: Path, *sets: str) -> None:
    for which in sets:
        call_command("backup", which, to=tmp_path / which)


def lose_everything() -> None:
    """The server died; the key files alone were mirrored."""
    Tip.objects.all().delete()
    Erasure.objects.all().delete()
    AuditEntry.objects.all().delete()
    StoredKey.objects.all().delete()
    for name in list(blobs().names()):
        blobs().delete(name)
    (settings.SECRETS_DIR / "relay_key").unlink()


@pytest.fixture(params=["in a folder", "in a bucket"])
def _sealed_files_lie(request: pytest.FixtureRequest, settings: LazySettings) -> Iterator[None]:
    if request.param == "in a folder":
        yield
        return
    with bucket() as settings.BLOB_BUCKET:
        yield


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_sealed_files_lie")
def test_the_drill(house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stick, relay = tmp_path / "stick", (settings.SECRETS_DIR / "relay_key").read_text()
    call_command("backup_key", to=stick)
    try:
        kept, erased, forgotten, muted = (arrive(words, phone) for words, phone in zip(TOLD, PHONES, strict=True))
        Line.objects.filter(tip=muted).update(silent=True)
        backup(tmp_path, *BackupSet)
        shutil.copytree(tmp_path / "keys", tmp_path / "older keys")
        erase_tip(tip_id=erased.pk, by="test")
        end_line(sender=PHONES[2])
        time.sleep(1)  # a backup is named by the second in which it is made
        backup(tmp_path, "keys")
        read_tip(house.ring("reid"), kept, by=house.officer("reid"))
        chain_batch()
        muted_line = Line.objects.get(tip=muted).pk
        lose_everything()

        told = {"folder": tmp_path / "secrets", "key": stick}
        call_command("restore", "secrets", **told)
        assert (settings.SECRETS_DIR / "relay_key").read_text() == relay
        older = {"folder": tmp_path / "older keys", "key": stick, "yes": True}
        with _no_key_store(), pytest.raises(CommandError, match=r"^keys were NOT restored: .* does not answer"):
            call_command("restore", "keys", **older)
        with _no_key_files():
            call_command("restore", "keys", **older)
        assert "The key store is back. 0 of its " in capsys.readouterr().out
        call_command("restore", "keys", **older)
        assert StoredKey.objects.filter(pk=(erased.pk, KeyPurpose.ERASURE)).exists(), "an older copy revives it"
        tips = {"folder": tmp_path / "tips", "key": stick, "yes": True}
        with pytest.raises(CommandError, match="erased again"):
            call_command("restore", "tips", **tips)
        _spoiled(tmp_path, tips)
        spoil(KeyPurpose.LINE, muted_line)
        call_command("restore", "tips", keys_from=tmp_path / "keys", **tips)

        read = read_tip(house.ring("reid"), Tip.objects.get(pk=kept.pk), by=house.officer("reid"))
        assert [entry.text for entry in read.entries] == [KEPT]
        [file] = read.entries[0].attachments
        assert read_attachment(house.ring("reid"), kept, file.id, by=house.officer("reid"))[0]
        assert not Tip.objects.filter(pk=erased.pk).exists()
        assert not StoredKey.objects.filter(pk=(erased.pk, KeyPurpose.ERASURE)).exists()
        assert Erasure.objects.get().tip_id == erased.pk
        assert [line and line.tip_id for line in map(find_line, PHONES)] == [kept.pk, None, None, muted.pk]
        assert Line.objects.get(tip=muted).silent, "a spoilt key loses no QUIET"
        assert Tip.objects.filter(pk=forgotten.pk).exists()
        assert AuditEntry.objects.get(act="backup.restored").detail["entries_lost"] > 0
        _without_files(tmp_path, tips, erased=erased)
        _ended_halfway(tmp_path, tips, kept=kept)
        with pytest.raises(CommandError):
            call_command("doctor")  # the units of the tests have too few members
        assert f"Backups: well (last: tips {today()}, keys {today()}, secrets {today()})" in capsys.readouterr().out
    finally:
        (settings.SECRETS_DIR / PUBLIC_KEY).unlink()
        for anchor in (settings.DATA_DIR / "state").glob("audit-head*"):
            anchor.unlink()


@contextmanager
def _no_key_store() -> Iterator[None]:
    """Its server does not answer."""
    known = connections["keystore"].settings_dict
    host = known["HOST"]
    connections["keystore"].close()
    known["HOST"] = "/nowhere"
    yield
    known["HOST"] = host


@contextmanager
def _no_key_files() -> Iterator[None]:
    """Their mirror was not brought yet."""
    folder = settings.SECRETS_DIR / "keystore_keys"
    aside = folder.rename(folder.with_name("not_yet"))
    yield
    aside.rename(folder)


def _spoiled(tmp_path: Path, tips: dict[str, object]) -> None:
    """A damaged backup, or another stick, changes nothing: control of the drill."""
    shutil.copytree(tmp_path / "tips", tmp_path / "spoiled")
    [database] = [part for part in parts_in(tmp_path / "spoiled", BackupSet.TIPS) if part.name == "database"]
    path = tmp_path / "spoiled" / database.file
    path.write_bytes(path.read_bytes()[:-1])
    for more in ({"folder": tmp_path / "spoiled"}, {"key": _other_stick(tmp_path)}, {"folder": tmp_path / "keys"}):
        with pytest.raises(CommandError, match="NOT restored") as refused:
            call_command("restore", "tips", without_erasures=True, **{**tips, **more})
        if "keys" not in str(more.get("folder", "")):
            assert "For an older one move this file out of" in str(refused.value)
    assert not Tip.objects.exists()


def _without_files(tmp_path: Path, tips: dict[str, object], *, erased: Tip) -> None:
    """Where the files do not come back, nor the newest key store, what was erased is erased again all the same."""
    shutil.copytree(tmp_path / "tips", tmp_path / "cut")
    [files] = [part for part in parts_in(tmp_path / "cut", BackupSet.TIPS) if part.name == "files"]
    path = tmp_path / "cut" / files.file
    path.write_bytes(path.read_bytes()[:1000])
    keys = tmp_path / "keys without the newest store"
    shutil.copytree(tmp_path / "keys", keys)
    [store] = [part for part in parts_in(keys, BackupSet.KEYS) if part.name == "keystore"]
    (keys / store.file).unlink()
    assert parts_in(keys, BackupSet.KEYS), "control: the night before is whole"
    Erasure.objects.all().delete()
    with pytest.raises(
        CommandError, match=r"^The tips are back and every erasure was done again, but not all.*register"
    ):
        call_command("restore", "tips", keys_from=keys, **{**tips, "folder": tmp_path / "cut"})
    assert Tip.objects.exists()
    assert not Tip.objects.filter(pk=erased.pk).exists()
    assert Erasure.objects.get().tip_id == erased.pk


def _ended_halfway(tmp_path: Path, tips: dict[str, object], *, kept: Tip) -> None:
    """Where a restore ends after the rows came back, what the database before them knew to be erased is not forgotten.

    The backup lacks a row of Django's list of migrations, so that the restored tables cannot be brought up to date.
    """
    row = MigrationRecorder.Migration.objects.get(app="reports", name="0107_what_was_found_stays_found")
    row.delete()
    call_command("backup", "tips", to=tmp_path / "of another release")
    row.save(force_insert=True)
    erase_tip(tip_id=kept.pk, by="test")
    with pytest.raises(InconsistentMigrationHistory):
        call_command("restore", "tips", without_erasures=True, **{**tips, "folder": tmp_path / "of another release"})
    assert Tip.objects.filter(pk=kept.pk).exists(), "control: it came back, and nothing was erased again yet"
    known = settings.DATA_DIR / "state" / "erasures-before-restore"
    assert known.stat().st_mode & 0o777 == 0o600
    StoredKey.objects.all().delete()
    out = StringIO()
    call_command("restore", "tips", without_erasures=True, stdout=out, **tips)
    assert "NO KEY of theirs is here" in out.getvalue()
    assert not Tip.objects.filter(pk=kept.pk).exists()
    assert Erasure.objects.filter(tip_id=kept.pk).exists()
    assert not known.exists()


def _other_stick(tmp_path: Path) -> Path:
    path = tmp_path / "a stranger's stick"
    path.write_text("QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=")
    return path
