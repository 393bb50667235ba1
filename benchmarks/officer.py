"""An officer at the desk, over HTTP: password, the phone's code, and a timed look at a page."""

import hashlib
import hmac
import re
import struct
import time
from base64 import b32decode
from collections.abc import Iterator
from copy import copy
from html import unescape
from statistics import median
from typing import Any

import requests

_WAITS = 60.0  # seconds; the desk gives up long before
_HIDDEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_FIELD = re.compile(r'type="hidden" name="(\w+)" value="([^"]*)"')
_SECRET = re.compile(r'class="secret"><code>([A-Z2-7 ]+)<')


class NotSignedIn(Exception):
    """The desk did not let the officer in."""


class _Session(requests.Session):
    """A browser that does not wait for ever."""

    def send(self, request: requests.PreparedRequest, **how: Any) -> requests.Response:
        return super().send(request, **how | {"timeout": how.get("timeout") or _WAITS})


class OfficerAtDesk:
    """A browser at the desk of this run, signed in for the first time."""

    def __init__(self, port: int, username: str, password: str) -> None:
        self._desk = f"http://127.0.0.1:{port}/desk"
        self._session = _Session()
        self._send("/sign-in", username=username, password=password)
        secret = _SECRET.search(self._session.get(f"{self._desk}/sign-in/phone").text)
        if not secret:
            raise NotSignedIn("The page with the phone's secret did not come.")
        self._send("/sign-in/phone", code=_code(secret[1].replace(" ", "")))
        self._send("/sign-in/recovery-codes")

    def move(self, port: int) -> None:
        """Ask another process of the desk from now on, with the same cookies."""
        self._desk = f"http://127.0.0.1:{port}/desk"

    def cookies(self) -> str:
        """Return the cookies as a browser sends them."""
        return "; ".join(f"{one.name}={one.value}" for one in self._session.cookies)

    def window(self) -> "OfficerAtDesk":
        """Return a further window of this officer, with a connection of its own."""
        other = copy(self)
        other._session = _Session()
        other._session.cookies.update(self._session.cookies)
        return other

    def act(self, page: str, path: str, *, whole: bool = False, **fields: str) -> str:
        """Open a page and send its form, to `path` below it, or to the `whole` path; return what is shown then."""
        form = self.page(page)
        hidden = dict(_FIELD.findall(form))
        told = {name: value for name, value in hidden.items() if name in ("csrfmiddlewaretoken", "version")}
        answer = self._session.post(f"{self._desk}{path if whole else page + path}", data=told | fields)
        if answer.status_code not in (200, 409):  # 409: a colleague changed it meanwhile
            raise NotSignedIn(f"{page}{path}: {answer.status_code}")
        return answer.text

    def hidden(self, path: str) -> dict[str, str]:
        """Return the hidden fields of a page's form, its ticket and all."""
        return {name: unescape(value) for name, value in _FIELD.findall(self.page(path))}

    def send(self, path: str, fields: dict[str, str]) -> tuple[int, str]:
        """Send a form as it was filled in; return what came back, whatever it was."""
        answer = self._session.post(f"{self._desk}{path}", data=fields, allow_redirects=False)
        return answer.status_code, answer.text

    def look(self, path: str = "/", times: int = 15) -> tuple[float, float]:
        """Return milliseconds of a page: the first time, and the median of the next ones."""
        taken = []
        for _ in range(times + 1):
            begun = time.perf_counter()
            self.page(path)
            taken.append(1000 * (time.perf_counter() - begun))
        return taken[0], median(taken[1:])

    def search(self, words: str) -> Iterator[tuple[float, str]]:
        """Look for words; yield each piece of the answer as it comes, with the seconds since it was asked for."""
        told = self.hidden("/search") | {"words": words}
        begun = time.perf_counter()
        answer = self._session.post(f"{self._desk}/search", data=told, stream=True)
        for piece in answer.iter_content(None):
            yield time.perf_counter() - begun, piece.decode(errors="replace").lower()

    def page(self, path: str) -> str:
        """Return a page of the desk."""
        answer = self._session.get(f"{self._desk}{path}", allow_redirects=False)
        if answer.status_code != 200:
            raise NotSignedIn(f"{path}: {answer.status_code}")
        return answer.text

    def _send(self, path: str, **fields: str) -> None:
        form = self._session.get(f"{self._desk}{path}").text
        hidden = _HIDDEN.search(form)
        if not hidden:
            raise NotSignedIn(f"{path} has no form.")
        self._session.post(f"{self._desk}{path}", data={"csrfmiddlewaretoken": hidden[1], **fields})


def _code(secret: str) -> str:
    """Return the code that an authenticator app shows now (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(b32decode(secret + "=" * (-len(secret) % 8)), counter, hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at : at + 4]) & 0x7FFFFFFF) % 10**6:06d}"
