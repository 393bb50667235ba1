"""The blob store of several hosts, held against a server that answers as S3 does."""

import time
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.conf import LazySettings
from django.utils import timezone

from reports.clock import this_hour
from reports.gateways.blobs import blobs
from reports.gateways.bucket import BucketBlobs
from tests.bucket import bucket

LONG = b"x" * (6 << 20)  # more than one part of an upload


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    with bucket() as name:
        yield name


@pytest.fixture
def store(served: str) -> Iterator[BucketBlobs]:
    store = BucketBlobs(served)
    yield store
    for name in {*store.names(), *store.older_than(timezone.now() + timedelta(days=1))}:
        store.delete(name)


def told_at(store: BucketBlobs, name: UUID) -> float:
    """The second that the bucket notes of an object."""
    return float(store.store.get_modified_time(name.hex).timestamp())


def test_a_setting_says_where_files_lie(served: str, settings: LazySettings) -> None:
    settings.BLOB_BUCKET = served
    name = uuid4()
    blobs().put(name, [b"one"])
    assert BucketBlobs(served).get(name) == b"one"
    assert blobs() is blobs()
    blobs().delete(name)


@pytest.mark.parametrize("pieces", [[b"one ", b"two"], [LONG, b"end"]], ids=["short", "in parts"])
def test_a_file_that_comes_in_pieces_is_there_when_it_is_kept(store: BucketBlobs, pieces: list[bytes]) -> None:
    name = uuid4()
    writing = store.begin(name)
    for piece in pieces:
        writing.write(piece)
    assert not store.has(name)
    writing.keep()
    assert store.has(name)
    assert store.get(name) == b"".join(pieces)
    with store.open(name) as stream:
        assert stream.read(3) == pieces[0][:3]
    assert list(store.names()) == [name]


def test_a_file_that_is_given_up_leaves_nothing(store: BucketBlobs) -> None:
    writing = store.begin(name := uuid4())
    writing.write(LONG)
    writing.write(b"more")
    writing.drop()
    writing.drop()
    assert not store.has(name)
    assert list(store.older_than(timezone.now() + timedelta(days=1))) == []


def test_a_file_never_kept_is_found_when_it_is_old_and_can_be_deleted(store: BucketBlobs) -> None:
    """A server killed in the middle of an upload leaves its parts, which no list of objects shows."""
    writing = store.begin(name := uuid4())
    writing.write(b"some")
    writing._file.file.close()
    tomorrow = timezone.now() + timedelta(days=1)
    assert list(store.names()) == []
    assert list(store.older_than(tomorrow)) == [name]
    store.delete(name)
    assert list(store.older_than(tomorrow)) == []


def test_what_is_not_there_is_told_as_of_a_folder(store: BucketBlobs) -> None:
    with pytest.raises(FileNotFoundError):
        store.get(uuid4())
    with pytest.raises(FileNotFoundError):
        store.open(uuid4())
    store.delete(uuid4())


def test_a_store_that_cannot_be_used_is_an_error_of_files_and_not_a_missing_file(served: str) -> None:
    other = BucketBlobs("nobodys")
    for act in (lambda: other.put(uuid4(), [b"x"]), lambda: other.get(uuid4()), lambda: list(other.names())):
        with pytest.raises(OSError, match="refused: NoSuchBucket") as told:
            act()
        assert not isinstance(told.value, FileNotFoundError)


def test_the_bucket_tells_of_all_new_files_when_the_sweep_was_and_of_none_when_it_came(
    store: BucketBlobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It notes the second of each, and nobody can set that: a copy onto itself makes it forget."""
    names = [uuid4(), uuid4()]
    store.put(names[0], [b"one"])
    writing = store.begin(names[1])
    writing.write(b"two")
    writing.keep()
    came = [told_at(store, name) for name in names]
    time.sleep(max(0.0, max(came) + 1.05 - time.time()))  # a bucket notes whole seconds
    store.blur(this_hour() - timedelta(hours=2))
    swept = [told_at(store, name) for name in names]
    assert min(swept) > max(came)
    assert [store.get(name) for name in names] == [b"one", b"two"]

    # The copies are younger than the files, which are swept by their own hour, and left alone once that is over.
    later = this_hour() + timedelta(hours=3)
    monkeypatch.setattr("reports.gateways.bucket.this_hour", lambda: later)
    assert set(store.older_than(this_hour() + timedelta(hours=1))) == set(names)
    assert list(store.older_than(this_hour())) == []
    store.blur(this_hour() + timedelta(hours=1))
    assert [told_at(store, name) for name in names] == swept
