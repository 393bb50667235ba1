"""The blob store of several hosts: a bucket that speaks S3, through django-storages.

A bucket notes the second in which an object came, and nobody can set that. So the sweep copies whatever came in the
last hours onto itself, all of it together, and the bucket then tells when the sweep was. The hour in which an object
came stands beside it.
"""

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any, BinaryIO, cast
from uuid import UUID

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import ContentFile
from storages.backends.s3 import S3Storage

from reports.clock import this_hour
from reports.gateways.bucket_in_time import Waiting, end_in_time

_CAME = "came"
_GONE = {"404", "NoSuchKey", "NoSuchUpload"}
_CONNECTING, _ANSWERING = 3, 10  # seconds that a sender waits for a store that hangs, twice at most
_AT_ONCE = 1 << 20  # bytes of a file


class _Store(S3Storage):  # type: ignore[misc]  # django-storages has no types
    """The bucket itself; who may use it, boto3 reads from the environment."""

    def _create_session(self) -> Any:
        session = super()._create_session()
        end_in_time(session.events)
        return session

    def get_object_parameters(self, name: str) -> dict[str, Any]:
        """Let each object tell the hour in which it came."""
        return {**super().get_object_parameters(name), "Metadata": {_CAME: this_hour().isoformat()}}


class BucketWriting:
    """An object that goes up in parts: before the last one the bucket shows nothing under its name."""

    def __init__(self, blobs: "BucketBlobs", name: UUID) -> None:
        self._blobs, self._name = blobs, name
        with _told_as_os_errors():
            self._file = blobs.store.open(name.hex, "wb")

    def write(self, piece: bytes) -> None:
        """Append a piece."""
        with _told_as_os_errors():
            self._file.write(piece)

    def keep(self) -> None:
        """Make the object whole."""
        try:
            with _told_as_os_errors():
                self._file.close()
        except BaseException:
            self.drop()
            raise

    def drop(self) -> None:
        """Give the object up."""
        self._file.file.close()  # the part in memory; closing the object itself would make it whole
        with suppress(OSError):  # a store that cannot be reached keeps the parts until the sweep
            self._blobs.delete(self._name)


class BucketBlobs:
    """Blobs in a bucket."""

    def __init__(self, bucket: str) -> None:
        patience = Config(connect_timeout=_CONNECTING, read_timeout=_ANSWERING, retries={"total_max_attempts": 2})
        self.store = _Store(bucket_name=bucket, client_config=patience)

    def begin(self, name: UUID) -> BucketWriting:
        """Begin a sealed file."""
        return BucketWriting(self, name)

    def put(self, name: UUID, pieces: Iterable[bytes]) -> None:
        """Store a sealed file durably."""
        whole = ContentFile(b"".join(pieces))
        with _told_as_os_errors():
            self.store.save(name.hex, whole)

    def get(self, name: UUID) -> bytes:
        """Return a sealed file."""
        with self.open(name) as sealed:
            return b"".join(iter(lambda: sealed.read(_AT_ONCE), b""))

    def open(self, name: UUID) -> BinaryIO:
        """Open a sealed file; it comes over the network while it is read."""
        with _told_as_os_errors():
            body = self._objects.Object(name.hex).get()["Body"]
            return cast(BinaryIO, io.BufferedReader(_Coming(body), _AT_ONCE))

    def has(self, name: UUID) -> bool:
        """Tell whether a file is there."""
        with _told_as_os_errors():
            return bool(self.store.exists(name.hex))

    def delete(self, name: UUID) -> None:
        """Delete a file, and the parts of one that never became whole."""
        with _told_as_os_errors():
            for begun in self._objects.multipart_uploads.filter(Prefix=name.hex):
                begun.abort()
            self.store.delete(name.hex)

    def names(self) -> Iterator[UUID]:
        """Yield the names of all files."""
        with _told_as_os_errors():
            for found in self._objects.objects.all():
                yield UUID(found.key)

    def older_than(self, hour: datetime) -> Iterator[UUID]:
        """Yield the names of files put before `hour`, and of those begun before it and never kept."""
        with _told_as_os_errors():
            for found in self._objects.objects.all():
                # The sweep's copy made it look younger than it is, so a young one is asked for its own hour.
                if found.last_modified < hour or ((came := _came(found)) and came < hour):
                    yield UUID(found.key)
            for begun in self._objects.multipart_uploads.all():
                if begun.initiated < hour:
                    yield UUID(begun.object_key)

    def blur(self, since: datetime) -> None:
        """Copy files put since `since` onto themselves, so that the bucket tells one common time of them."""
        with _told_as_os_errors():
            for found in self._objects.objects.all():
                if found.last_modified >= since and (came := _came(found)) and came >= since:
                    with suppress(FileNotFoundError), _told_as_os_errors():  # it was deleted meanwhile
                        _copy_onto_itself(found, came)

    @property
    def _objects(self) -> Any:
        return self.store.bucket


class _Coming(io.RawIOBase):
    """An answer of the store, read as a file."""

    def __init__(self, body: Any) -> None:
        super().__init__()
        self._body, self._waiting = body, Waiting()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Read the next bytes. Raises OSError."""
        with _told_as_os_errors():
            piece = self._waiting.read(self._body, len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        """Leave the rest of the answer unread."""
        self._body.close()
        self._waiting.close()
        super().close()


def _came(found: Any) -> datetime | None:
    """The hour in which an object came; None for one that is gone meanwhile."""
    try:
        with _told_as_os_errors():
            return datetime.fromisoformat(found.Object().metadata[_CAME])
    except FileNotFoundError:
        return None


def _copy_onto_itself(found: Any, came: datetime) -> None:
    source = {"Bucket": found.bucket_name, "Key": found.key}
    found.Object().copy_from(CopySource=source, Metadata={_CAME: came.isoformat()}, MetadataDirective="REPLACE")


@contextmanager
def _told_as_os_errors() -> Iterator[None]:
    """Raise what the store's client raises as the errors of a file."""
    try:
        yield
    except ClientError as problem:
        code = problem.response.get("Error", {}).get("Code", "")
        if code in _GONE:
            raise FileNotFoundError("The bucket has no such object.") from problem
        raise OSError(f"The bucket refused: {code}.") from problem
    except BotoCoreError as problem:
        raise OSError(f"The bucket did not answer: {type(problem).__name__}.") from problem
