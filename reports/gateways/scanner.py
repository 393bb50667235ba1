"""The virus scanner: ClamAV over its own protocol, or none.

INSTREAM (clamd(8)): the file goes out in chunks, each after its length in four bytes, a length of zero ends it, and one
line comes back. While it looks, the daemon has the file in its TemporaryDirectory, in plain: that must lie in memory,
as in docker-compose.yml. It keeps nothing.
"""

import socket
from typing import Protocol

from django.conf import settings

from reports.gateways.in_time import running

_CHUNK = 256 * 1024
_SECONDS = 120.0  # of silence from the daemon; it unpacks what it is given
_IN_ALL = 240.0  # for one file, to its verdict
_SECONDS_FOR_A_SIGN = 10.0
_LONGEST_ANSWER = 4096


class Infected(Exception):
    """The scanner knows this file as harmful."""


class NotChecked(Exception):
    """The scanner cannot be reached, or could not look at the whole file."""


class NoVerdict(NotChecked):
    """The scanner was there, and broke off or could not look at this file: it may never be able to."""


class Scanner(Protocol):
    """Looks at the plain bytes of a file before anything decodes them."""

    def check(self, data: bytes) -> None:
        """Return if nothing is known against the file. Raises Infected, NotChecked."""

    def answers(self) -> bool:
        """Tell whether it is there. Raises OSError, ValueError."""


class NoScanner:
    """The force runs none: every file goes on to the cleaner."""

    def check(self, data: bytes) -> None:
        """Return."""

    def answers(self) -> bool:
        """There is nothing to be away."""
        return True


class ClamAV:
    """A clamd at `address`: a host with a port, or the path of a unix socket."""

    def __init__(self, address: str) -> None:
        self._address = address

    def check(self, data: bytes) -> None:
        """Ask clamd. Of a file larger than its StreamMaxLength it says nothing."""
        try:
            connected = self._connected()
        except (OSError, ValueError) as problem:
            raise NotChecked(type(problem).__name__) from problem
        try:
            with connected as connection, running(_IN_ALL) as clock:
                clock.watch(connection)
                answer = _asked(connection, memoryview(data))
        except OSError as problem:
            raise NoVerdict(type(problem).__name__) from problem
        if answer.endswith(" FOUND"):
            raise Infected
        if answer != "stream: OK":
            raise NoVerdict(answer[:200])

    def answers(self) -> bool:
        """Ask clamd for a sign of life."""
        with self._connected(_SECONDS_FOR_A_SIGN) as connection:
            connection.sendall(b"zPING\0")
            return connection.recv(_LONGEST_ANSWER) == b"PONG\0"

    def _connected(self, seconds: float = _SECONDS) -> socket.socket:
        if self._address.startswith("/"):
            connection = socket.socket(socket.AF_UNIX)
            connection.settimeout(seconds)
            try:
                connection.connect(self._address)
            except OSError:
                connection.close()
                raise
            return connection
        host, _, port = self._address.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=seconds)


def _asked(connection: socket.socket, data: memoryview) -> str:
    try:
        connection.sendall(b"zINSTREAM\0")
        for at in range(0, len(data), _CHUNK):
            chunk = data[at : at + _CHUNK]
            connection.sendall(len(chunk).to_bytes(4))
            connection.sendall(chunk)
        connection.sendall(bytes(4))
    except (BrokenPipeError, ConnectionResetError):
        pass  # it stopped listening, mostly because the file is too large for it; its answer says so
    answer = b""
    while b"\0" not in answer and len(answer) < _LONGEST_ANSWER:
        more = connection.recv(_LONGEST_ANSWER)
        if not more:
            break
        answer += more
    line, end, _ = answer.partition(b"\0")
    return line.decode("ascii", "replace").strip() if end else ""


def scanner() -> Scanner:
    """Return the scanner of this installation."""
    return ClamAV(settings.CLAMAV) if settings.CLAMAV else NoScanner()
