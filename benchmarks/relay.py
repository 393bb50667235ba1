"""Takes forms of a tool and sends each on as whoever is rightly there would: signed, or with the page's own fields."""

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

import requests
from twilio.request_validator import RequestValidator

from benchmarks.officer import OfficerAtDesk
from benchmarks.promises import ACCOUNT, NUMBER, TOKEN

Fields = dict[str, str]
Send = Callable[[Fields], tuple[int, str]]


def text_signed(port: int) -> Send:
    """Send what comes as a text of the provider, each a new one."""

    def send(fields: Fields) -> tuple[int, str]:
        fields = {"AccountSid": ACCOUNT, "To": NUMBER, "NumMedia": "0"} | fields
        fields["MessageSid"] = f"SM{secrets.token_hex(16)}"
        signature = RequestValidator(TOKEN).compute_signature("http://127.0.0.1/phone/sms", fields)
        headers = {"X-Twilio-Signature": signature}
        told = requests.post(f"http://127.0.0.1:{port}/phone/sms", data=fields, headers=headers, timeout=60)
        return told.status_code, told.text

    return send


def act_by(officer: OfficerAtDesk, page: str, act: str) -> Send:
    """Send what comes as an act of this officer, with what stands hidden in the page at that moment."""

    def send(fields: Fields) -> tuple[int, str]:
        hidden = officer.hidden(page)
        own = {name: hidden[name] for name in ("csrfmiddlewaretoken", "version")}
        return officer.send(f"{page}/{act}", own | fields)

    return send


@contextmanager
def relaying(send: Send) -> Iterator[str]:
    """Stand at an address of its own meanwhile; give it."""

    class Relay(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode(errors="replace")
            status, text = send(dict(parse_qsl(body, keep_blank_values=True)))
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, format: str, *words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Relay)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
