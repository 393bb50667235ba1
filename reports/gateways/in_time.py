"""Questions to others that end in time: who answers a byte now and then holds nobody for longer than was said.

The timeouts of requests and of sockets count from one read to the next. Here each connection is shut when the time for
all of it is over, whatever is going on in it.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ssl import SSLCertVerificationError
from threading import Lock, Timer
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NameResolutionError, NewConnectionError


@contextmanager
def in_time(seconds: float) -> Iterator[requests.Session]:
    """Yield a session whose connections are shut after so many seconds. What is under way then raises RequestException;
    so does the end of the block, for an answer that was cut off can look like a whole one."""
    with requests.Session() as session:
        with running(seconds) as clock:
            clock.watch_session(session)
            yield session
        if clock.is_over:
            raise requests.Timeout


@contextmanager
def running(seconds: float) -> Iterator["Clock"]:
    """Yield a clock that shuts what it watches after so many seconds, and forgets it at the end of the block."""
    clock = Clock(seconds)
    try:
        yield clock
    finally:
        clock.stop()


class Clock:
    """Shuts the connections that it watches when its time is over. `stop` it before they are thrown away."""

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self._lock, self._open = Lock(), list[socket.socket]()
        self._timer = Timer(seconds, self._end)
        self._timer.daemon = True
        self._timer.start()

    def watch_session(self, session: requests.Session) -> None:
        """Take every connection that a session makes from now on."""
        adapter = _Watched(self)
        session.mount("https://", adapter)
        session.mount("http://", adapter)

    def watch(self, made: socket.socket) -> None:
        """Take a connection. What TLS makes of it has the same end, by a second handle on it."""
        with self._lock:
            self._open.append(socket.socket(fileno=os.dup(made.fileno())))
            if self.is_over:
                _shut(made)

    def stop(self) -> None:
        """Forget the connections."""
        self._timer.cancel()
        with self._lock:
            while self._open:
                self._open.pop().close()

    def _end(self) -> None:
        with self._lock:
            self.is_over = True
            for connection in self._open:
                _shut(connection)


class _Watched(HTTPAdapter):
    def __init__(self, clock: Clock) -> None:
        self._pools = {
            "http": _watched(HTTPConnectionPool, clock),
            "https": _watched(HTTPSConnectionPool, clock),
        }
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(*args, **kwargs)
        manager.pool_classes_by_scheme = self._pools
        return manager


def _watched(pool: Any, clock: Clock) -> Any:
    class Connection(pool.ConnectionCls):  # type: ignore[misc]
        def _new_conn(self) -> socket.socket:
            made: socket.socket = super()._new_conn()
            clock.watch(made)
            return made

    return type("Pool", (pool,), {"ConnectionCls": Connection})


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def before_sending(fault: requests.RequestException) -> bool:
    """True when the failure is certain to lie before the first byte of the request: no route, no name, no trust."""
    inner = fault.args[0] if fault.args else None
    reason = inner.reason if isinstance(inner, MaxRetryError) else inner
    if isinstance(reason, NewConnectionError | ConnectTimeoutError | NameResolutionError):
        return True
    cause = reason.args[0] if isinstance(reason, Exception) and reason.args else None
    return isinstance(cause, SSLCertVerificationError) or isinstance(fault, requests.exceptions.InvalidURL)
