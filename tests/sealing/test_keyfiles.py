"""The key store's files: made whole, found by their day, and final when destroyed."""

import threading
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from reports.sealing.envelope import seal_key
from reports.sealing.keyfiles import KeyFiles
from reports.sealing.keys import new_key
from reports.sealing.opening import CannotOpen
from tests.sealing.tampering import FEW, spoiled

DAY = date(2026, 11, 24)


@pytest.fixture
def files(tmp_path: Path) -> KeyFiles:
    files = KeyFiles(tmp_path / "keys")
    files.make(DAY)
    return files


def test_a_rows_key_comes_back_under_its_own_file_and_labels_only(files: KeyFiles) -> None:
    key, name = new_key(), files.newest()
    sealed = files.seal_row(name, key, "erasure", 7, day=1)
    assert files.open_row(name, sealed, "erasure", 7, day=1) == key
    files.make(date(2026, 11, 25))
    for other, labels, day in (
        ("2026-11-25", ("erasure", 7), 1),
        (name, ("erasure", 8), 1),
        (name, ("one_time", 7), 1),
        (name, ("erasure", 7), 2),
    ):
        with pytest.raises(CannotOpen):
            files.open_row(other, sealed, *labels, day=day)


def test_a_spoiled_row_never_opens(tmp_path: Path) -> None:
    files = KeyFiles(tmp_path)
    name = files.make(DAY)
    row = files.seal_row(name, new_key(), "erasure", 7, day=1)

    @given(sealed=spoiled(row))
    @FEW
    def never_opens(sealed: bytes) -> None:
        with pytest.raises(CannotOpen):
            files.open_row(name, sealed, "erasure", 7, day=1)

    never_opens()


def test_the_newest_day_is_used_and_stray_files_are_not(files: KeyFiles, tmp_path: Path) -> None:
    files.make(date(2026, 11, 25))
    for stray in ("2026-11-26~", "README", "zz", ".2026-11-27", "20261128"):
        (tmp_path / "keys" / stray).write_bytes(new_key())
    assert files.newest() == "2026-11-25"


@pytest.mark.parametrize("name", ["../keys/x", "../x", "/etc/hosts", "", ".", "2026-11-31", "20261124"])
def test_a_name_that_is_no_day_reaches_no_file(files: KeyFiles, tmp_path: Path, name: str) -> None:
    (tmp_path / "x").write_bytes(bytes(32))
    with pytest.raises(CannotOpen):
        files.open_row(name, b"\x01", "erasure", 7, day=1)


def test_what_a_destroyed_file_sealed_is_lost(files: KeyFiles, tmp_path: Path) -> None:
    sealed = files.seal_row(files.newest(), new_key(), "erasure", 7, day=1)
    (tmp_path / "keys" / DAY.isoformat()).unlink()
    fresh = KeyFiles(tmp_path / "keys")
    with pytest.raises(CannotOpen):
        fresh.open_row(DAY.isoformat(), sealed, "erasure", 7, day=1)
    with pytest.raises(CannotOpen):
        fresh.newest()


def test_a_file_cut_short_by_a_full_disk_seals_nothing(files: KeyFiles, tmp_path: Path) -> None:
    (tmp_path / "keys" / "2026-11-25").write_bytes(bytes(31))
    with pytest.raises(CannotOpen):
        files.seal_row(files.newest(), new_key(), "erasure", 7, day=1)


def test_two_that_make_the_days_file_at_once_share_one_key(tmp_path: Path) -> None:
    folders, sealed = [KeyFiles(tmp_path) for _ in range(8)], []

    def make_and_seal(files: KeyFiles) -> None:
        name = files.make(DAY)
        sealed.append(files.seal_row(name, bytes(32), "erasure", 7, day=1))

    threads = [threading.Thread(target=make_and_seal, args=(files,)) for files in folders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    reader = KeyFiles(tmp_path)
    assert [reader.open_row(DAY.isoformat(), row, "erasure", 7, day=1) for row in sealed] == [bytes(32)] * 8
    assert [path.name for path in tmp_path.iterdir()] == [DAY.isoformat()]
    assert (tmp_path / DAY.isoformat()).stat().st_mode & 0o777 == 0o600


def test_a_file_that_a_crash_left_a_second_name_of_is_destroyed_under_both(files: KeyFiles, tmp_path: Path) -> None:
    """Killed between link and unlink: the second name is the key in use, and would outlive its destruction."""
    folder = tmp_path / "keys"
    (folder / f".{DAY}.0123456789abcdef").hardlink_to(folder / DAY.isoformat())
    (folder / ".2026-11-20.0123456789abcdef").write_bytes(new_key())
    files.make(date(2026, 11, 25))
    assert files.strays() == [".2026-11-20.0123456789abcdef"], "of a file that is there it goes with the file"
    files.destroy(DAY.isoformat())
    assert sorted(path.name for path in folder.iterdir()) == [".2026-11-20.0123456789abcdef", "2026-11-25"]


@pytest.mark.parametrize("key", [bytes(32), b"\x02" * 32], ids=["bare", "begins as the new form does"])
def test_a_file_of_before_opens_its_rows_whatever_their_day_and_none_of_a_later_file(
    files: KeyFiles, tmp_path: Path, key: bytes
) -> None:
    (tmp_path / "keys" / "2026-11-23").write_bytes(key)
    sealed = seal_key(key, b"k" * 32, "key store", "2026-11-23", "erasure", 7)
    assert files.open_row("2026-11-23", sealed, "erasure", 7, day=99) == b"k" * 32
    assert files.seal_row("2026-11-23", b"k" * 32, "erasure", 7, day=1)
    with pytest.raises(CannotOpen):
        files.open_row(DAY.isoformat(), sealed, "erasure", 7, day=99)
