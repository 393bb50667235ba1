"""Each question to a bucket has an end, and so has all waiting for one file: see `in_time`.

boto3 keeps connections for later questions. So each notes, when it is used, that it is the one of this thread.
"""

import os
import socket
import threading
import time
from contextlib import suppress
from typing import Any

from botocore.awsrequest import AWSHTTPConnection, AWSHTTPConnectionPool, AWSHTTPSConnection, AWSHTTPSConnectionPool
from botocore.exceptions import ReadTimeoutError

from reports.gateways.in_time import Clock, running

ANSWER_SECONDS = 60.0  # for one question: at most a part of an upload, of 8 MB
FILE_SECONDS = 600.0  # of waiting for one file


class _OfThread(threading.local):
    clock: Clock | None = None
    connection: socket.socket | None = None


_now = _OfThread()


def end_in_time(events: Any) -> None:
    """Let every question of a session of boto3 end in time."""
    events.register("before-send.s3", _begin)
    events.register("before-parse.s3", _end_answered)
    events.register("response-received.s3", _end)


class Waiting:
    """All waiting for the file whose answer this thread has just begun to get."""

    def __init__(self) -> None:
        assert _now.connection is not None  # noqa: S101 - the answer has begun
        self._connection = socket.socket(fileno=os.dup(_now.connection.fileno()))
        self._left = FILE_SECONDS

    def read(self, body: Any, size: int) -> bytes:
        """Return the next bytes of the answer. Raises OSError when too long was waited for them all."""
        began = time.monotonic()
        with running(max(0.0, self._left)) as clock:
            clock.watch(self._connection)
            piece: bytes = body.read(size)
        self._left -= time.monotonic() - began
        if clock.is_over:
            raise TimeoutError("The bucket takes too long.")
        return piece

    def close(self) -> None:
        """Forget the connection."""
        self._connection.close()


def _begin(**_: object) -> None:
    _end()
    _now.clock = Clock(ANSWER_SECONDS)


def _end(**_: object) -> None:
    if _now.clock:
        _now.clock.stop()
    _now.clock = None


def _end_answered(**_: object) -> None:
    """An answer that was cut off can look like a whole one."""
    was_over = _now.clock is not None and _now.clock.is_over
    _end()
    if was_over:
        raise ReadTimeoutError(endpoint_url="the bucket")


def _noted(base: Any) -> Any:
    class Noted(base):  # type: ignore[misc]
        def _new_conn(self) -> socket.socket:
            made: socket.socket = super()._new_conn()
            _note(made)
            return made

        def request(self, *args: Any, **kwargs: Any) -> None:
            if self.sock is not None:
                _note(self.sock)
            super().request(*args, **kwargs)

    return Noted


def _note(connection: socket.socket) -> None:
    _now.connection = connection
    if _now.clock:
        with suppress(OSError):  # it was closed while it was kept, and the question will find out
            _now.clock.watch(connection)


AWSHTTPConnectionPool.ConnectionCls = _noted(AWSHTTPConnection)
AWSHTTPSConnectionPool.ConnectionCls = _noted(AWSHTTPSConnection)
