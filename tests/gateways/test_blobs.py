"""The blob store: whole or not at all, and its times tell no more than the hour."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from reports.clock import this_hour
from reports.gateways.blobs import SPARES, FolderBlobs


@pytest.fixture
def store(tmp_path: Path) -> FolderBlobs:
    return FolderBlobs(tmp_path)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.glob("[0-9a-f][0-9a-f]/*") if path.is_file()]


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
    store.blur(this_hour())
    name = uuid4()
    store.put(name, [b"first"])
    assert list(store.names()) == [name], "files made before they come are none yet"
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


def test_neither_a_refused_file_nor_a_deleted_one_leaves_the_second_on_its_folder(
    store: FolderBlobs, tmp_path: Path
) -> None:
    """The folder stays, since an empty one that vanished and came again would tell when."""
    writing, kept = store.begin(uuid4()), uuid4()
    writing.write(b"x" * 100_000)
    writing.drop()
    store.put(kept, [b"one"])
    store.delete(kept)
    folders = [path for path in (tmp_path, *tmp_path.rglob("*")) if path.is_dir()]
    assert len(folders) > 1
    assert {path.stat().st_mtime % 3600 for path in folders} == {0.0}


def test_the_disk_made_a_file_before_it_was_needed(store: FolderBlobs, tmp_path: Path) -> None:
    store.blur(this_hour())
    spares = {path.stat().st_ino for path in (tmp_path / "spare").iterdir()}
    assert len(spares) == SPARES
    assert len(list(tmp_path.iterdir())) == 257, "every folder is there"
    name = uuid4()
    store.put(name, [b"one"])
    assert files(tmp_path)[0].stat().st_ino in spares
    assert (store.get(name), files(tmp_path)[0].stat().st_mode & 0o777) == (b"one", 0o600)
    store.blur(this_hour())
    left = list((tmp_path / "spare").iterdir())
    assert len(left) == SPARES - 1, "more are made when an hour is over, or where none is left"
    for path in left:
        path.unlink()
    store.put(uuid4(), [b"two"])
    assert len(files(tmp_path)) == 2
    store.blur(this_hour())
    assert len(list((tmp_path / "spare").iterdir())) == SPARES


def test_a_file_made_before_is_not_swept_while_its_upload_comes(store: FolderBlobs, tmp_path: Path) -> None:
    store.blur(this_hour())
    old = (this_hour() - timedelta(hours=5)).timestamp()
    for path in (tmp_path / "spare").iterdir():
        os.utime(path, (old, old))
    store.begin(uuid4())._file.close()
    assert list(store.older_than(this_hour())) == []
