"""Backups: three sets that never meet, sealed, and key-store copies that die after a week."""

from base64 import b64encode
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import timezone

from reports.lifecycle.backup import (
    PUBLIC_KEY,
    BackupRefused,
    BackupSet,
    Part,
    back_up,
    changed_on,
    forget_old_keys,
    last_backups,
    packed,
    parts_in,
)
from reports.queries.pulses import SAVED_KEYS, SAVED_TIPS, pulses
from reports.sealing.keys import KeyPair, new_pair
from tests.arrivals import triaged_tip
from tests.conftest import House


@pytest.fixture
def pair() -> Iterator[KeyPair]:
    """The key pair of the backups; its private half is on a stick."""
    made = new_pair()
    path = settings.SECRETS_DIR / PUBLIC_KEY
    path.write_text(b64encode(made.public).decode())
    path.chmod(0o600)
    yield made
    path.unlink()


@pytest.mark.django_db(transaction=True)
def test_each_set_has_a_folder_of_its_own_and_nothing_in_plain(house: House, pair: KeyPair, tmp_path: Path) -> None:
    triaged_tip()
    for which in BackupSet:
        (tmp_path / which / "lost+found").mkdir(parents=True)  # a disk of its own has one
    written = [path for which in BackupSet for path in back_up(which, tmp_path / which)]
    assert sorted(path.name.rpartition("-")[2] for path in written) == [
        "database.sealed", "erasures.sealed", "files.sealed", "keystore.sealed", "lines.sealed", "secrets.sealed",
    ]  # fmt: skip
    everything = b"".join(path.read_bytes() for path in written)
    for plain in (b"Marcia Reid", b"PGDMP", b"stored_key", (settings.SECRETS_DIR / "triage_key").read_bytes()[:20]):
        assert plain not in everything
    assert {path.stat().st_mode & 0o777 for path in written} == {0o600}
    assert set(last_backups()) == {"tips", "keys", "secrets"}
    assert {SAVED_TIPS, SAVED_KEYS} <= set(pulses()), "the watcher outside hears of a night without"


def test_the_key_files_are_in_no_backup() -> None:
    held = b"".join(packed(settings.SECRETS_DIR, without="keystore_keys"))
    assert b"triage_key" in held
    assert b"keystore_keys" not in held
    for path in (settings.SECRETS_DIR / "keystore_keys").iterdir():
        assert path.read_bytes() not in held


@pytest.mark.parametrize("where", ["same", "below", "above", "other things", "data", "secrets"])
def test_two_sets_never_meet(house: House, pair: KeyPair, tmp_path: Path, where: str) -> None:
    there = tmp_path / "there" / "tips"
    back_up(BackupSet.SECRETS, there)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("something else")
    place = {
        "same": there, "below": there / "keys", "above": there.parent, "other things": tmp_path / "full",
        "data": settings.DATA_DIR / "blobs", "secrets": settings.SECRETS_DIR / "keys",
    }[where]  # fmt: skip
    with pytest.raises(BackupRefused):
        back_up(BackupSet.KEYS, place, [there])
    assert not list(tmp_path.rglob("keys-*"))


def test_copies_of_the_key_store_are_deleted_after_seven_days(tmp_path: Path) -> None:
    now = timezone.now()
    for days in (0, 7, 8, 30):
        stamp = f"{now - timedelta(days=days):%Y%m%d-%H%M%S}"
        for name in ("keystore", "erasures", "lines"):
            (tmp_path / Part(BackupSet.KEYS, stamp, name).file).write_text("sealed")
    forget_old_keys(tmp_path)
    assert len(list(tmp_path.iterdir())) == 2 * 3
    assert {part.name for part in parts_in(tmp_path, BackupSet.KEYS)} == {"keystore", "erasures", "lines"}


def test_a_backup_that_is_not_whole_is_none(tmp_path: Path) -> None:
    (tmp_path / Part(BackupSet.TIPS, "20261125-030000", "database").file).write_text("sealed")
    assert parts_in(tmp_path, BackupSet.TIPS) == []


def test_what_fails_leaves_nothing_behind(house: House, pair: KeyPair, tmp_path: Path) -> None:
    with override_settings(PG_BIN="/nowhere"), pytest.raises(CommandError, match="NOT backed up"):
        call_command("backup", "keys", to=tmp_path / "keys")
    assert not list((tmp_path / "keys").glob("keys-*"))


def test_without_a_key_or_a_folder_nothing_is_written(house: House, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="backup_key"):
        call_command("backup", "keys", to=tmp_path / "keys")
    for words in ([], ["keys", "tips"]):
        with pytest.raises(CommandError):
            call_command("backup", *words, to=tmp_path / "keys")
    assert changed_on(settings.SECRETS_DIR) <= timezone.localdate()
