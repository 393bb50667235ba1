"""A process that ends with its parent, and its log file."""

import ctypes
import os
import pwd
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PR_SET_KEEPCAPS = 8
_PR_SET_SECUREBITS, _NO_SETUID_FIXUP = 28, 1 << 2
_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE = 47, 2
_CAP_DAC_OVERRIDE = 1
_CAPABILITY_VERSION = 0x20080522


class CannotStart(Exception):
    """Why the standalone mode cannot start, as one sentence for the person at the terminal."""


class Child:
    """One program with its own process group, its output in one log file.

    It is told to end (`stop_signal`) when this process dies, even by SIGKILL. Linux sends that signal when the
    thread that started the child ends, so start children from the main thread.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        log: Path,
        env: Mapping[str, str] | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
        never_root: bool = False,
    ) -> None:
        self.name = name
        self.log = log
        self._command = list(command)
        self._env = None if env is None else dict(env)
        self._stop_signal = stop_signal
        self._never_root = never_root
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def running(self) -> bool:
        """Whether the program was started and has not ended."""
        return self._process is not None and self._process.poll() is None

    @property
    def exit_code(self) -> int | None:
        """How the program ended; None while it runs."""
        return None if self._process is None else self._process.poll()

    @property
    def pid(self) -> int:
        """The process id; also the id of its process group."""
        if self._process is None:
            raise CannotStart(f"{self.name} is not running.")
        return self._process.pid

    def start(self) -> None:
        """Start the program; its output goes to the end of the log file."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with open(self.log, "ab", opener=_private) as log:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self._env,
                start_new_session=True,
                preexec_fn=FollowParent(self._stop_signal, never_root=self._never_root),
            )

    def ask_to_stop(self) -> None:
        """Send the stop signal, without waiting."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(self._stop_signal)

    def stop(self, patience: float = 10.0) -> None:
        """Send the stop signal, wait `patience` seconds, then kill what is left of the group."""
        if self._process is None:
            return
        self.ask_to_stop()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(patience)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None

    def kill(self) -> None:
        """Kill the whole group with SIGKILL, as a power cut would."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def wait_until(self, ready: Callable[[], bool], *, seconds: float) -> bool:
        """Wait until `ready()` holds; return False when the program ended or time ran out first."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if ready():
                return True
            if not self.running:
                return False
            time.sleep(0.03)
        return False

    def last_lines(self) -> str:
        """Return the end of the log file."""
        return last_lines(self.log)


class FollowParent:
    """What a child does between fork and exec: die with its parent and, where asked, stop being root."""

    def __init__(self, stop_signal: signal.Signals, *, never_root: bool = False) -> None:
        self._signal = stop_signal
        self._parent = os.getpid()
        self._libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
        self._account = pwd.getpwnam("nobody") if never_root and os.geteuid() == 0 else None

    def __call__(self) -> None:
        """Run in the child."""
        os.umask(0o077)
        if self._account is not None:
            self._leave_root(self._account)
        if self._libc is not None:
            self._libc.prctl(_PR_SET_PDEATHSIG, int(self._signal), 0, 0, 0)
            if os.getppid() != self._parent:
                os._exit(1)

    def _leave_root(self, account: pwd.struct_passwd) -> None:
        """Become `account`, keeping only the right to pass closed folders.

        Postgres refuses to run as root, and a clone may lie below /root, where no other account may go.
        """
        libc = self._libc
        if libc is not None:
            libc.prctl(_PR_SET_KEEPCAPS, 1, 0, 0, 0)
            libc.prctl(_PR_SET_SECUREBITS, _NO_SETUID_FIXUP, 0, 0, 0)  # else access(2) does not count the right
        os.setgroups([])
        os.setgid(account.pw_gid)
        os.setuid(account.pw_uid)
        if libc is not None:
            mask = 1 << _CAP_DAC_OVERRIDE
            libc.capset(struct.pack("Ii", _CAPABILITY_VERSION, 0), struct.pack("6I", mask, mask, mask, 0, 0, 0))
            libc.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE, _CAP_DAC_OVERRIDE, 0, 0)


def last_lines(log: Path, count: int = 12) -> str:
    """Return the end of a log file."""
    try:
        with open(log, "rb") as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - 8192))
            return "\n".join(file.read().decode(errors="replace").splitlines()[-count:])
    except OSError:
        return ""


def package_folder(name: str) -> Path:
    """Return where a package lies, without importing it: one of the servers' warns and makes folders when imported."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise CannotStart(f"The package {name} is missing; run `make run`, which installs it.")
    return Path(spec.submodule_search_locations[0])


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
