"""Ages of the secrets, and what is told of them."""

from datetime import timedelta
from pathlib import Path

import pytest

from reports import vault
from reports.clock import today
from reports.models import KeyAge
from reports.queries import key_ages
from reports.queries.key_ages import ages, late_key_files, late_keys
from reports.sealing.keyfiles import KeyFiles
from reports.vault import KEPT_DAYS
from tests.conftest import House
from tests.dashboard.conftest import sign_in


def test_what_is_due_is_told_to_officers_and_nothing_else_is(house: House) -> None:
    KeyAge.objects.all().delete()
    desk = sign_in(house, "reid")
    assert "Not noted here yet" in desk.get("/desk/status").text
    for name, days in (("triage_key", 100), ("row_mac_key", 9_000), ("relay_key", 101)):
        KeyAge.objects.create(name=name, mark=name, since=today() - timedelta(days=days))
    assert ages() == {"triage_key": 100, "row_mac_key": 9_000, "relay_key": 101}
    assert list(late_keys()) == ["the worker's key for numbers is 101 days old: manage.py rotate_keys"]
    assert "the worker&#x27;s key for numbers is 101 days old" in desk.get("/desk/status").text
    KeyAge.objects.update(since=today(), before_is_good=True)
    assert list(late_keys()) == []


def test_a_key_file_that_lives_too_long_and_a_day_without_one_are_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    files = KeyFiles(tmp_path / "keys")
    monkeypatch.setattr(vault, "key_files", lambda: files)
    assert ["cannot be read" in told for told in late_key_files()] == [True]
    for days in range(KEPT_DAYS + 2):
        files.make(today() - timedelta(days=days))
    assert list(late_key_files()) == []
    oldest = files.make(today() - timedelta(days=KEPT_DAYS + 2))
    assert [f"the key file of {oldest} should have been destroyed" in told for told in late_key_files()] == [True]
    files.destroy(oldest)
    ahead = files.make(today() + timedelta(days=300))
    assert [f"dated {ahead}" in told for told in late_key_files()] == [True]


def test_a_line_whose_newest_key_file_is_old_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    files = KeyFiles(tmp_path)
    monkeypatch.setattr(vault, "key_files", lambda: files)
    files.make(today() - timedelta(days=1))
    assert list(late_key_files()) == []
    monkeypatch.setattr(key_ages, "today", lambda: today() + timedelta(days=1))
    assert ["none was made since" in told for told in late_key_files()] == [True]


def test_a_copy_beside_the_key_files_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    files = KeyFiles(tmp_path)
    monkeypatch.setattr(vault, "key_files", lambda: files)
    name = files.make(today())
    (tmp_path / "lost+found").mkdir()
    assert list(late_key_files()) == []
    (tmp_path / f"{name}~").hardlink_to(tmp_path / name)
    assert [f"{name}~ lies among the key files" in told for told in late_key_files()] == [True]
