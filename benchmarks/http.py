"""A browser that costs almost nothing: one keep-alive connection, and just enough HTTP/1.1 for our own servers."""

import socket
from dataclasses import dataclass

_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


class Browser:
    """Sends one request after the other over one connection, and opens a new one when the server closed it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._socket: socket.socket | None = None
        self._host = f"Host: 127.0.0.1:{port}\r\n".encode()

    def get(self, path: str, headers: str = "") -> Answer:
        """Fetch `path`; `headers` are whole lines, each with its CRLF."""
        return self._ask(f"GET {path} HTTP/1.1\r\n".encode() + self._host + headers.encode() + b"\r\n")

    def post(self, path: str, body: bytes, content_type: str) -> Answer:
        """Send a form."""
        head = f"POST {path} HTTP/1.1\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n"
        return self._ask(head.encode() + self._host + b"\r\n" + body)

    def close(self) -> None:
        """Close the connection."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _ask(self, request: bytes) -> Answer:
        kept = self._socket is not None
        try:
            return self._asked(request)
        except (ConnectionError, EOFError):
            self.close()
            if not kept:
                raise
            return self._asked(request)  # the server had ended the kept connection before it read this request

    def _asked(self, request: bytes) -> Answer:
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self._port), timeout=60)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall(request)
        answer = _read(self._socket)
        if answer.headers.get("connection") == "close":
            self.close()
        return answer


def _read(connection: socket.socket) -> Answer:
    data = b""
    while _END not in data:
        data += _more(connection)
    head, _, body = data.partition(_END)
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if "content-length" in headers:
        while len(body) < int(headers["content-length"]):
            body += _more(connection)
    elif headers.get("transfer-encoding") == "chunked":
        body = _unchunked(connection, body)
    return Answer(int(first.split()[1]), headers, body)


def _unchunked(connection: socket.socket, data: bytes) -> bytes:
    pieces: list[bytes] = []
    while True:
        while b"\r\n" not in data:
            data += _more(connection)
        size_line, _, data = data.partition(b"\r\n")
        size = int(size_line, 16)
        while len(data) < size + 2:
            data += _more(connection)
        if not size:
            return b"".join(pieces)
        pieces.append(data[:size])
        data = data[size + 2 :]


def _more(connection: socket.socket) -> bytes:
    data = connection.recv(65536)
    if not data:
        raise EOFError("The server closed the connection.")
    return data
