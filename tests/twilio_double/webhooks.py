"""Signed requests to the app, as Twilio makes them: signed by the twilio library itself, repeatable, reorderable."""

import http.client
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from twilio.request_validator import RequestValidator

UNREACHED = 0


@dataclass(frozen=True, slots=True)
class Reply:
    status: int  # UNREACHED when there was no answer
    body: str


@dataclass(frozen=True, slots=True)
class Request:
    """One webhook as bytes on the wire."""

    url: str  # as the app is known: what is signed
    body: bytes
    headers: dict[str, str]


Deliver = Callable[[Request], Reply]


def over_http(app: str) -> Deliver:
    """Deliver to the server at `app`, whatever the public address in the signature says."""
    at = urlsplit(app)

    def deliver(request: Request) -> Reply:
        url = urlsplit(request.url)
        target = f"{url.path}?{url.query}" if url.query else url.path
        connection = http.client.HTTPConnection(at.hostname or "", at.port or 80, timeout=15)
        try:
            connection.request("POST", target, request.body, {**request.headers, "Host": at.netloc})
            answer = connection.getresponse()
            return Reply(answer.status, answer.read().decode())
        except (OSError, http.client.HTTPException):
            return Reply(UNREACHED, "")
        finally:
            connection.close()

    return deliver


@dataclass(slots=True)
class Webhooks:
    token: str
    deliver: Deliver
    sent: list[Request] = field(default_factory=list)
    waiting: list[Request] = field(default_factory=list)  # callbacks that are due but held back

    def signed(self, url: str, fields: dict[str, str], *, token: str = "") -> Request:
        body = urlencode(fields).encode()
        headers = {
            "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
            "X-Twilio-Signature": RequestValidator(token or self.token).compute_signature(url, fields),
            "User-Agent": "TwilioProxy/1.1",
        }
        return Request(url, body, headers)

    def post(self, url: str, fields: dict[str, str]) -> Reply:
        request = self.signed(url, fields)
        self.sent.append(request)
        return self.deliver(request)

    def hold(self, url: str, fields: dict[str, str]) -> None:
        """Twilio calls back when it likes: the callback waits until `release` lets it go."""
        if url:
            self.waiting.append(self.signed(url, fields))

    def release(self, *, backwards: bool = False, times: int = 1) -> list[Reply]:
        """Deliver the held callbacks, in order or backwards, each so many times."""
        due, self.waiting = self.waiting, []
        if backwards:
            due.reverse()
        replies = []
        for request in due:
            for _ in range(times):
                self.sent.append(request)
                replies.append(self.deliver(request))
        return replies

    def again(self) -> Reply:
        """The last request once more, byte for byte: Twilio's retry."""
        return self.deliver(self.sent[-1])
