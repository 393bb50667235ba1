"""A clamd of the tests: it speaks INSTREAM and PING as clamd(8) describes them, and knows one virus."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

VIRUS = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


class _Asked(socketserver.StreamRequestHandler):
    server: "Clamd"

    def handle(self) -> None:
        command = b""
        while not command.endswith(b"\0") and (more := self.rfile.read(1)):
            command += more
        if command == b"zPING\0":
            self.wfile.write(b"PONG\0")
            return
        if command != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        came = bytearray()
        while size := int.from_bytes(self.rfile.read(4)):
            if len(came) + size > self.server.most:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
            came += self.rfile.read(size)
        self.server.looked_at.append(bytes(came))
        self.wfile.write(b"stream: Eicar-Test-Signature FOUND\0" if VIRUS in came else b"stream: OK\0")


class Clamd(socketserver.ThreadingTCPServer):
    """`address` is what TIPLINE_CLAMAV says, `looked_at` what came whole, `most` its StreamMaxLength in bytes."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, most: int) -> None:
        super().__init__(("127.0.0.1", 0), _Asked)
        self.looked_at: list[bytes] = []
        self.most = most

    @property
    def address(self) -> str:
        host, port = self.server_address[:2]
        return f"{host!s}:{port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a client that goes away is no error here."""


@contextmanager
def running_clamd(most: int = 100 * 1024 * 1024) -> Iterator[Clamd]:
    """Run a clamd until the end of the block."""
    with Clamd(most) as clamd:
        thread = threading.Thread(target=clamd.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield clamd
        finally:
            clamd.shutdown()
            thread.join()
