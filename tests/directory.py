"""A force's directory for the tests: the provider of `oidc-provider-mock`, a program of others, over real HTTP.

The tests play the browser: they post there whose account it is. What the provider puts into its token can be set by
account, so that a wrong one comes properly signed.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urlsplit

import oidc_provider_mock
import requests
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

OURS = {"client": "tipline", "secret": "a secret of ours", "name": "Police Directory"}


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:
        """Say nothing of requests."""


@dataclass
class Provider:
    """The provider while it runs. `asked`: the forms in which it was asked for tokens."""

    app: Any
    server: BaseWSGIServer | None = None
    asked: list[dict[str, str]] = field(default_factory=list)
    port: int = 0
    publishes: Any = None  # another provider, whose keys are shown in the place of its own

    @property
    def issuer(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def settings(self) -> dict[str, str]:
        return OURS | {"issuer": self.issuer}

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Pass a request on, and keep what asks for a token."""
        if environ["PATH_INFO"] == "/oauth2/token":
            body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
            self.asked.append({name: told[0] for name, told in parse_qs(body.decode()).items()})
            environ["wsgi.input"] = BytesIO(body)
        app = self.publishes if self.publishes and environ["PATH_INFO"] == "/jwks" else self.app
        answer: Iterable[bytes] = app(environ, start_response)
        return answer

    def says(self, subject: str, **claims: object) -> None:
        """Let the token of an account say this."""
        requests.put(f"{self.issuer}/users/{subject}", json=claims, timeout=5).raise_for_status()

    def come_back(self, address: str, subject: str = "", **form: str) -> str:
        """Sign in at the provider, whither the desk has sent the browser; return whither it sends the browser back."""
        answer = requests.post(address, {"sub": subject} | form, allow_redirects=False, timeout=5)
        assert answer.status_code == 302, answer.text
        back = urlsplit(answer.headers["Location"])
        return f"{back.path}?{back.query}"

    def start(self) -> None:
        self.server = make_server("localhost", self.port, self, threaded=True, request_handler=_Quiet)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def stop(self) -> None:
        """Be gone: nobody listens at its port any more."""
        if self.server:
            self.server.shutdown()
            self.server.server_close()
            self.server = None


@contextmanager
def running() -> Iterator[Provider]:
    """Run a provider that knows nobody yet."""
    app = oidc_provider_mock.app()
    app.debug = False
    provider = Provider(app)
    provider.start()
    try:
        yield provider
    finally:
        provider.stop()
