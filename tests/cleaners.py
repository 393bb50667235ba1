"""Children that clean files, each forked from a process that has loaded already.

The product starts a child for each file, which loads its decoders anew: a third of a second of a processor, for a film.
Here one process a kind has loaded them, and what it forks goes on as the product's child does: it reads the file,
gives up everything and answers. tests/intake/test_children.py proves that both answer alike; whole installations
(tests/line.py, tests/standalone) start the product's own.
"""

import atexit
import gc
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Final

from reports.intake import media
from reports.intake.media_child import main as media_child

SLOW: Final = media._child
_START: Final = "import sys; sys.path.append(sys.argv.pop()); from tests.cleaners import serve; serve(*sys.argv[1:])"
_loaded: Final[dict[media.MediaKind, tuple[socket.socket, subprocess.Popen[bytes]]]] = {}
_loading: Final = threading.Lock()


def clean_by_forks() -> None:
    media._child = forked


@contextmanager
def cleaning_by_new_processes() -> Iterator[None]:
    """Start a child for each file, as the product does."""
    media._child = SLOW
    try:
        yield
    finally:
        clean_by_forks()


def load(kind: media.MediaKind) -> socket.socket:
    """Return where the process listens that has loaded what a kind needs; it ends with this one."""
    with _loading:
        if kind not in _loaded:
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with theirs:
                _loaded[kind] = (
                    ours,
                    subprocess.Popen(
                        [sys.executable, "-I", "-B", "-c", _START, kind.value, str(theirs.fileno()), str(media._ROOT)],
                        stdin=subprocess.DEVNULL,
                        stdout=subprocess.DEVNULL,
                        stderr=subprocess.DEVNULL,
                        env=media.CHILD_ENV,
                        cwd="/",
                        pass_fds=[theirs.fileno()],
                    ),
                )
        return _loaded[kind][0]


@atexit.register
def _end_all() -> None:
    for line, process in _loaded.values():
        line.close()
        process.wait()


def forked(kind: media.MediaKind, given: int, made: int) -> None:
    """Do what `media._child` does, by a child that has loaded already."""
    read, write = os.pipe()
    with os.fdopen(read, "rb") as told:
        try:
            socket.send_fds(load(kind), [str(media._SECONDS[kind]).encode()], [given, made, write])
        finally:
            os.close(write)
        code = told.read()
    assert code, f"the process that forks for {kind.value} is gone"
    if int(code) == -signal.SIGALRM:
        raise subprocess.TimeoutExpired(kind.value, media._SECONDS[kind])
    if int(code):
        raise subprocess.CalledProcessError(int(code), kind.value)


def serve(kind: str, line: str) -> None:
    """Load, and fork for each pair of files that comes, until the other end is closed."""
    cleaner = media_child.load(kind)
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(fileno=int(line)) as asked:
        while (asking := socket.recv_fds(asked, 9, 3))[1]:
            seconds, files = int(asking[0]), asking[1]
            if os.fork() == 0:
                asked.close()
                _answer(kind, cleaner, seconds, *files)
            for each in files:
                os.close(each)


def _answer(kind: str, cleaner: ModuleType, seconds: int, given: int, made: int, tells: int) -> None:
    """Let a child clean the file, and tell how it ended. Never returns."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    child = os.fork()
    if child == 0:
        try:
            os.dup2(given, 0)
            os.dup2(made, 1)
            for each in (given, made, tells):
                os.close(each)
            signal.alarm(seconds)
            media_child.clean(kind, cleaner)
        finally:
            os._exit(1)
    os.write(tells, str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())
    os._exit(0)
