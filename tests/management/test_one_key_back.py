"""One key is lost, and everything else is there: each comes back alone, while the rest goes on."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from reports import keystore, vault
from reports.clock import today
from reports.intake.door import accept
from reports.keystore import spoilt
from reports.lifecycle.backup import BackupSet, backups_in
from reports.lifecycle.erasure import erase_tip
from reports.models import AuditEntry, KeyPurpose, StoredKey, Tip
from reports.queries.reading import read_tip
from reports.sealing.keyfiles import KeyFiles
from reports.sealing.opening import CannotOpen
from reports.signed_people import entry
from tests.arrivals import sms, triaged_tip, web
from tests.conftest import House, triage_all
from tests.people.root import secrets_put_back
from tests.spoilt import spoil

WORDS = "They hide the engines in the mangrove, zabriko"


@pytest.fixture
def stick(tmp_path: Path, house: House) -> Iterator[Path]:
    path = tmp_path / "stick"
    with secrets_put_back():
        call_command("backup_key", to=path)
        yield path
        (settings.SECRETS_DIR / "backup_public_key").unlink()


def backup(which: str, tmp_path: Path) -> Path:
    call_command("backup", which, to=tmp_path / which)
    return tmp_path / which


def mend(folder: Path, stick: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    call_command("restore", "keys", folder=folder, key=stick, spoilt_only=True)
    return capsys.readouterr().out.strip()


def test_each_secret_comes_back_as_it_was_and_no_other_changes(tmp_path: Path, stick: Path) -> None:
    folder = backup("secrets", tmp_path)
    here = {path: path.read_bytes() for path in settings.SECRETS_DIR.iterdir() if path.is_file()}
    names = {path.name for path in here}
    assert {"row_mac_key", "receipt_pepper", "officer_pepper", "triage_key", "manifest.json"} <= names
    for path, held in here.items():
        path.unlink()
        call_command("restore", "secrets", folder=folder, key=stick)
        assert path.read_bytes() == held, path.name
        assert path.stat().st_mode & 0o777 == 0o600
    assert {path: path.read_bytes() for path in here} == here


def test_a_lost_key_file_comes_back_from_its_mirror_and_from_nowhere_else(
    house: House, tmp_path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tip, _ = triaged_tip(web(WORDS))
    folder = settings.SECRETS_DIR / "keystore_keys"
    mirror = tmp_path / "mirror"
    shutil.copytree(folder, mirror)
    secrets = backup("secrets", tmp_path)
    for name in KeyFiles(folder).names():
        monkeypatch.setattr(vault, "key_files", lambda: KeyFiles(folder))  # as a process that was started anew
        (folder / name).unlink()
        call_command("restore", "secrets", folder=secrets, key=stick)
        assert not (folder / name).exists(), "no backup holds it"
        assert spoilt(), "and rows need it"
        shutil.copy2(mirror / name, folder / name)
    assert not spoilt()
    assert read_tip(house.ring("reid"), tip, by=house.officer("reid")).entries[0].text == WORDS


@pytest.mark.django_db(transaction=True, databases=["default", "keystore"])
def test_spoilt_keys_of_each_kind_come_back_and_what_was_erased_does_not(
    house: House, tmp_path: Path, stick: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    accept(sms(WORDS))
    accept(web("My neighbour sells guns, zandoli"))
    triage_all()
    erased = Tip.objects.exclude(channel="sms").first()
    assert erased
    kept = Tip.objects.get(channel="sms")
    folder = backup("keys", tmp_path)
    erase_tip(tip_id=erased.pk, by="test")
    damaged = {(row.purpose, row.id): bytes(row.sealed) for row in StoredKey.objects.exclude(purpose="people")}
    kinds = {purpose for purpose, _ in damaged}
    assert {"erasure", "fingerprint", "line", "epoch", "waiting"} <= kinds
    for purpose, key_id in damaged:
        spoil(KeyPurpose(purpose), key_id)
    newest = vault.key_files().newest()
    planted = StoredKey(id=erased.pk, purpose="erasure", key_file=newest, sealed=b"x" * 72, day=today())
    planted.save(force_insert=True)
    lines = [entry(house.officer("charles"))]
    spoil(KeyPurpose.PEOPLE, lines[0])
    with pytest.raises(CannotOpen):
        keystore.get(KeyPurpose.ERASURE, kept.pk)
    assert mend(folder, stick, capsys) == f"Mended: {len(damaged)}. Still not opening: 0."
    after = {(row.purpose, row.id): bytes(row.sealed) for row in StoredKey.objects.exclude(pk=planted.pk)}
    assert {one: after[one] for one in damaged} == damaged
    assert spoilt() == {KeyPurpose.ERASURE: [erased.pk], KeyPurpose.PEOPLE: lines}
    assert read_tip(house.ring("reid"), kept, by=house.officer("reid")).entries[0].text == WORDS
    assert AuditEntry.objects.get(act="keys.mended").detail == {"mended": len(damaged), "left": 0}


@pytest.mark.django_db(transaction=True, databases=["default", "keystore"])
def test_an_older_backup_helps_where_the_newest_holds_the_damage(
    house: House, tmp_path: Path, stick: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tip, _ = triaged_tip(web(WORDS))
    good = bytes(StoredKey.objects.get(id=tip.pk, purpose="erasure").sealed)
    folder = backup("keys", tmp_path)
    time.sleep(1)  # a backup is called by its second: the next one must not take the place of this
    spoil(KeyPurpose.ERASURE, tip.pk)
    backup("keys", tmp_path)
    assert len(list(backups_in(folder, BackupSet.KEYS))) == 2
    assert mend(folder, stick, capsys) == "Mended: 1. Still not opening: 0."
    assert bytes(StoredKey.objects.get(id=tip.pk, purpose="erasure").sealed) == good


def test_only_keys_are_mended_one_by_one(tmp_path: Path, stick: Path) -> None:
    with pytest.raises(CommandError, match="for keys"):
        call_command("restore", "tips", folder=tmp_path, key=stick, spoilt_only=True)
    with pytest.raises(CommandError, match="holds no whole backup"):
        call_command("restore", "keys", folder=tmp_path, key=stick, spoilt_only=True)
