"""The embedded servers below one data folder, for `make run` and for the tests."""

import hashlib
import os
import re
import shutil
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from tipline.standalone.child import CannotStart
from tipline.standalone.postgres import USER, Postgres
from tipline.standalone.valkey import Valkey

_LONGEST_SOCKET: Final = 107  # bytes, sun_path without its last NUL
_LONGEST_NAME: Final = "/.s.PGSQL.5432.lock"
_PLAIN: Final = re.compile(r"[A-Za-z0-9/._-]+")


class Servers:
    """Postgres and Valkey below `folder`; both listen on unix sockets only.

    with Servers(folder, durable=False) as servers:
        os.environ.update(servers.env())
    """

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder.resolve()
        self.logs = self.folder / "logs"
        self.sockets = _socket_folder(self.folder)
        self.postgres = Postgres(
            self.folder / "postgres", sockets=self.sockets, log=self.logs / "postgres.log", durable=durable
        )
        self.valkey = Valkey(self.folder / "valkey", sockets=self.sockets, log=self.logs / "valkey.log")

    def env(self, *, user: str = USER) -> dict[str, str]:
        """Return the environment variables with which a process finds these servers, as a role of its own."""
        return {
            "TIPLINE_DATA": str(self.folder),
            "TIPLINE_SECRETS": str(self.folder / "secrets"),
            "TIPLINE_STANDALONE": "1",
            "DATABASE_URL": self.postgres.url("tipline", user=user),
            "KEYSTORE_URL": self.postgres.url("keystore", user=user),
            "REDIS_URL": self.valkey.url,
        }

    def start(self) -> None:
        """Start both and wait until they answer."""
        for part in ("blobs", "logs", "state", "static"):
            (self.folder / part).mkdir(mode=0o700, parents=True, exist_ok=True)
        self._make_socket_folder()
        self.valkey.start()
        self.postgres.start()

    def stop(self) -> None:
        """Stop both; the data stays."""
        self.postgres.child.ask_to_stop()
        self.valkey.stop()
        self.postgres.stop()
        shutil.rmtree(self.sockets, ignore_errors=True)

    def __enter__(self) -> Self:
        """Start the servers; what was started is stopped again if one of them fails."""
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the servers."""
        self.stop()

    def _make_socket_folder(self) -> None:
        """Make the folder of the sockets; only its owner may enter it, and that is the whole access control."""
        self.sockets.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = self.sockets.lstat()
        if self.sockets.is_symlink() or found.st_uid != os.geteuid():
            raise CannotStart(f"The folder {self.sockets} belongs to somebody else; remove it and start again.")
        self.sockets.chmod(0o700)


def _socket_folder(folder: Path) -> Path:
    """Return a folder fit for a unix socket and for an address: below `folder`, else below the temporary folder."""
    mark = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    own = f"tipline-{os.geteuid()}-{mark}"
    for candidate in (folder / "run", Path(tempfile.gettempdir(), own), Path("/tmp", own)):  # noqa: S108 - a folder of our own, checked when made
        if len(f"{candidate}{_LONGEST_NAME}") <= _LONGEST_SOCKET and _PLAIN.fullmatch(str(candidate)):
            return candidate
    raise CannotStart(f"The path {folder} is too long for a unix socket.")
