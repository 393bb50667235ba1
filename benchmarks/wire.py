"""A network that can be cut: `python -m benchmarks.wire PORT SOCKET` carries TCP to a server's unix socket.

Stopped (SIGSTOP) it swallows what is sent, as a broken network does, and later delivers it; killed, every connection
breaks and no new one is made.
"""

import socket
import sys
import threading
from contextlib import suppress
from pathlib import Path

from tipline.standalone.child import Child
from tipline.standalone.place import free_port

_PIECE = 65536


class Wire(Child):
    """The way to one server, as a process of its own."""

    def __init__(self, name: str, server: Path, *, logs: Path) -> None:
        self.port = free_port()
        command = [sys.executable, "-m", "benchmarks.wire", str(self.port), str(server)]
        super().__init__(f"way to {name}", command, log=logs / f"way-to-{name}.log")


def main() -> None:
    port, server = int(sys.argv[1]), sys.argv[2]
    with socket.create_server(("127.0.0.1", port), backlog=200, reuse_port=False) as door:
        while True:
            near, _ = door.accept()
            far = socket.socket(socket.AF_UNIX)
            try:
                far.connect(server)
            except OSError:
                near.close()
                continue
            near.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for here, there in ((near, far), (far, near)):
                threading.Thread(target=_carry, args=(here, there), daemon=True).start()


def _carry(here: socket.socket, there: socket.socket) -> None:
    """Carry what comes until one side ends, and end the other."""
    with suppress(OSError):
        while piece := here.recv(_PIECE):
            there.sendall(piece)
    for one in (here, there):
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)


if __name__ == "__main__":
    main()
