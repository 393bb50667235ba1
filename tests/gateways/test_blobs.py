"""The blob store: whole or not at all, and its times tell no more than the hour."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from reports.clock import this_hour
from reports.gateways.blobs import FolderBlobs


@pytest.fixture
def store(tmp_path: Path) -> FolderBlobs:
    return FolderBlobs(tmp_path)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*/*") if path.is_file()]


def test_a_file_that_comes_in_pieces_is_there_when_it_is_kept(store: FolderBlobs, tmp_path: Path) -> None:
    name = uuid4()
    writing = store.begin(name)
    writing.write(b"one ")
    writing.write(b"two")
    writing.keep()
    assert store.has(name)
    assert store.get(name) == b"one two"
    with store.open(name) as stream:
        assert stream.read(3) == b"one"
    times = [path.stat().st_mtime % 3600 for path in (*files(tmp_path), files(tmp_path)[0].parent, tmp_path)]
    assert times == [0.0, 0.0, 0.0]


def test_a_file_that_is_given_up_leaves_nothing(store: FolderBlobs, tmp_path: Path) -> None:
    writing = store.begin(uuid4())
    writing.write(b"x" * 100_000)
    writing.drop()
    writing.drop()
    assert files(tmp_path) == []


def test_pieces_that_fail_leave_nothing(store: FolderBlobs, tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"one"
        raise OSError

    with pytest.raises(OSError, match=r"^$"):
        store.put(uuid4(), pieces())
    assert files(tmp_path) == []


def test_a_name_is_used_once(store: FolderBlobs) -> None:
    name = uuid4()
    store.put(name, [b"first"])
    with pytest.raises(FileExistsError):
        store.begin(name)
    assert store.get(name) == b"first"


def test_a_file_never_kept_is_found_when_it_is_old(store: FolderBlobs, tmp_path: Path) -> None:
    """A server killed in the middle of an upload leaves one."""
    name = uuid4()
    store.begin(name)._file.close()
    assert list(store.older_than(this_hour())) == []
    old = (this_hour() - timedelta(hours=2)).timestamp()
    os.utime(files(tmp_path)[0], (old, old))
    assert list(store.older_than(this_hour())) == [name]
