"""What must hold before a start: a folder to write, nobody else in it, a free port. Each failure is one sentence."""

import fcntl
import os
import secrets
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tipline.standalone.child import CannotStart

# The line tests itself as soon as it runs, and a command asks how that went.
SELF_TEST = {"TIPLINE_SELF_TEST_HOUR": "0", "TIPLINE_SELF_TEST_NUMBER": "+17585550599"}
_OLDEST_PYTHON = (3, 12)
_LOWEST, _PORTS = 20_000, 12_000


def check_python() -> None:
    """Refuse a Python that is too old."""
    if sys.version_info < _OLDEST_PYTHON:
        raise CannotStart(f"Tipline needs Python 3.12 or newer; this is {sys.version.split()[0]}.")


def port_from(text: str) -> int:
    """Return the port number written in the variable PORT."""
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise CannotStart(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return int(text)


def check_port(port: int, *, patience: float = 2.0) -> None:
    """Refuse a port that somebody holds; one held by processes that are just ending is waited for."""
    end = time.monotonic() + patience
    while True:
        try:
            with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(("127.0.0.1", port))
                return
        except PermissionError:
            raise CannotStart(f"Port {port} may be used by root only; choose another: PORT=8001 make run") from None
        except OSError:
            if time.monotonic() > end:
                raise CannotStart(f"Port {port} is taken; free it or choose another: PORT=8001 make run") from None
            time.sleep(0.1)


def free_port() -> int:
    """Return a port of the loopback address that nobody holds now.

    It lies below those that systems give to whoever connects: one of these may be somebody's before it is listened at.
    """
    while True:
        port = _LOWEST + secrets.randbelow(_PORTS)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


@contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Make the data folder and keep it to ourselves; the lock goes with this process, however it ends."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / "state").mkdir(mode=0o700, exist_ok=True)
        lock = os.open(folder / "state" / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as problem:
        raise CannotStart(
            f"The data folder {folder} cannot be written ({problem.strerror}); choose another: TIPLINE_DATA=… make run"
        ) from None
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotStart(
                f"Tipline already runs on {folder}; stop it first, or choose another folder: TIPLINE_DATA=… make run"
            ) from None
        yield
    finally:
        os.close(lock)
