"""Starts workers out of a process that has loaded what they load, for a worker alone needs three seconds to do it.

What is forked is a worker as any other: a session and a group of its own, its own connections, its own children. By
their own command workers start in whole installations (tests/line.py, tests/standalone, tests/architecture).
"""

import atexit
import gc
import os
import select
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Final

from tipline.standalone.child import Child, FollowParent

_started: Final[list["_Starter"]] = []  # one at the most


class Forked(Child):
    """A worker; its `command` is what follows the word celery."""

    def start(self) -> None:
        """Fork it; its output goes to the end of the log file."""
        env = self._env or {}
        if not _started or _started[0].env != env:
            end()
            _started.append(_Starter(env))
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with open(self.log, "ab") as log:
            self._process = _Process(_started[0].fork(self._command, log.fileno()))


@atexit.register
def end() -> None:
    """End the process that forks; all that it forked end with it."""
    while _started:
        _started.pop().end()


class _Starter:
    """A process that has loaded under these environment variables."""

    def __init__(self, env: dict[str, str]) -> None:
        self.env = env
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            command = [sys.executable, "-m", "tests.faults.starter", str(theirs.fileno())]
            self._process = subprocess.Popen(
                command, env=env, pass_fds=[theirs.fileno()], cwd=Path(__file__).parents[2], stdin=subprocess.DEVNULL
            )

    def fork(self, words: list[str], log: int) -> int:
        socket.send_fds(self._line, ["\n".join(words).encode()], [log])
        pid = self._line.recv(20)
        assert pid, "what forks workers is gone: see above"
        return int(pid)

    def end(self) -> None:
        self._line.close()
        self._process.wait()


class _Process:
    """A process whose parent is another, with the part of Popen that Child asks for."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._ends = os.fdopen(os.pidfd_open(pid), "rb", buffering=0)

    def poll(self) -> int | None:
        return 0 if select.select([self._ends], [], [], 0)[0] else None

    def wait(self, timeout: float | None = None) -> int:
        if not select.select([self._ends], [], [], timeout)[0]:
            raise subprocess.TimeoutExpired("worker", timeout or 0)
        self._ends.close()
        return 0

    def send_signal(self, which: signal.Signals) -> None:
        os.kill(self.pid, which)


def main() -> None:
    """Load, and fork a worker for each log file that comes, until the other end is closed."""
    from reports.triage.pipeline import read_rules
    from tipline.celery import app

    app.loader.import_default_modules()
    read_rules()
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    follow = FollowParent(signal.SIGKILL)
    with socket.socket(fileno=int(sys.argv[1])) as asked:
        while (asking := socket.recv_fds(asked, 4096, 1))[1]:
            [log] = asking[1]
            pid = os.fork()
            if pid == 0:
                asked.close()
                follow()
                _become_a_worker(asking[0].decode().split("\n"), log)
            os.close(log)
            asked.send(str(pid).encode())


def _become_a_worker(words: list[str], log: int) -> None:
    from celery.__main__ import main as celery

    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.close(log)
    sys.argv = ["celery", *words]
    try:
        celery()
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()
