"""A mail server of the tests: it takes what RFC 5321 lets a client send, and keeps each mail as it came."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class _Asked(socketserver.StreamRequestHandler):
    server: "MailServer"

    def handle(self) -> None:
        self._say("220 ready")
        to: list[str] = []
        while line := self.rfile.readline():
            word, told = line[:4].upper(), line.decode().strip()
            if word == b"RCPT" and self.server.refuses and self.server.refuses in told:
                self._say("550 nobody of that name")
            elif word == b"RCPT":
                to.append(told.partition("<")[2].rstrip(">"))
                self._say("250 fine")
            elif word == b"DATA":
                self._say("354 go on")
                self.server.came.append((to, b"".join(iter(self.rfile.readline, b".\r\n"))))
                to = []
                self._say("250 taken")
            else:
                self._say("221 bye" if word == b"QUIT" else "250 fine")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    """`came` is what it took: to whom, and the bytes. `refuses`: an address."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Asked)
        self.came: list[tuple[list[str], bytes]] = []
        self.refuses = ""

    @property
    def address(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


@contextmanager
def running_mail_server() -> Iterator[MailServer]:
    """Run one until the end of the block."""
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
