"""Signed requests to the app, as Twilio makes them: signed by the twilio library itself, repeatable, reorderable."""

import http.client
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from twilio.request_validator import HMAC_SHA256, SIGNATURE_SETTINGS_HEADER, RequestValidator

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
Fetch = Callable[[str], bytes]
"""Gives the bytes of a sound by its address, b"" where there are none."""


def no_sound(address: str) -> bytes:
    """Stand for a network that carries no sound."""
    return b""


def sounds_over_http(app: str) -> Fetch:
    """Get sounds from the server at `app`, whatever the host in their address."""
    at = urlsplit(app)

    def fetch(address: str) -> bytes:
        connection = http.client.HTTPConnection(at.hostname or "", at.port or 80, timeout=15)
        try:
            connection.request("GET", urlsplit(address).path, headers={"Host": at.netloc})
            answer = connection.getresponse()
            sound = answer.read()
            return sound if answer.status == 200 else b""
        except (OSError, http.client.HTTPException):
            return b""
        finally:
            connection.close()

    return fetch


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
class Weather:
    """What the way to the app does to a request: each is a chance between 0 and 1, and the dice have a seed."""

    doubled: float = 0.0  # it comes twice
    unanswered: float = 0.0  # the app took it and its answer is lost, so that it comes again
    lost: float = 0.0  # it never comes
    forged: float = 0.0  # before it comes one that somebody else signed
    dice: random.Random = field(default_factory=lambda: random.Random(1))

    def does(self, chance: float) -> bool:
        return self.dice.random() < chance


@dataclass(slots=True)
class Webhooks:
    token: str
    deliver: Deliver
    sent: list[Request] = field(default_factory=list)
    waiting: list[Request] = field(default_factory=list)  # callbacks that are due but held back
    weather: Weather = field(default_factory=Weather)
    shared_key: tuple[str, str] | None = None  # name and key of the newer header; None: signed with the token
    patience: float = 15.0  # seconds until a webhook that is not answered counts as failed, as at Twilio
    hanging: int = 0  # so many of the next webhooks get no answer in that time; the app has them all the same
    dropped: int = 0  # so many after those never reach it
    hung: list[threading.Thread] = field(default_factory=list)

    def signed(self, url: str, fields: dict[str, str], *, token: str = "") -> Request:
        body = urlencode(fields).encode()
        headers = {
            "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
            "X-Twilio-Signature": RequestValidator(token or self.token).compute_signature(url, fields),
            "User-Agent": "TwilioProxy/1.1",
        }
        if self.shared_key and not token:
            name, key = self.shared_key
            headers["X-Twilio-Signature"] = RequestValidator(key).compute_signature(url, fields, HMAC_SHA256)
            headers[SIGNATURE_SETTINGS_HEADER] = f"key={name},algorithm={HMAC_SHA256}"
        return Request(url, body, headers)

    def post(self, url: str, fields: dict[str, str]) -> Reply:
        request, weather = self.signed(url, fields), self.weather
        self.sent.append(request)
        if self.hanging or self.dropped:
            return self._times_out(request)
        if weather.does(weather.forged):
            self.deliver(self.signed(url, {**fields, "Body": "forged"}, token="somebody else's"))
        if weather.does(weather.lost):
            return Reply(UNREACHED, "")
        if weather.does(weather.doubled):
            self.deliver(request)
        reply = self.deliver(request)
        return Reply(UNREACHED, "") if weather.does(weather.unanswered) else reply

    def _times_out(self, request: Request) -> Reply:
        """Wait in vain. What hangs comes to the app just when the fallback is asked: that is the worst moment."""
        if self.hanging:
            self.hanging -= 1
            self.hung.append(threading.Timer(self.patience, self.deliver, [request]))
            self.hung[-1].start()
        else:
            self.dropped -= 1
        time.sleep(self.patience)
        return Reply(UNREACHED, "")

    def hold(self, url: str, fields: dict[str, str]) -> None:
        """Twilio calls back when it likes: the callback waits until `release` lets it go."""
        if url:
            self.waiting.append(self.signed(url, fields))

    def release(self, *, backwards: bool = False, shuffled: bool = False, times: int = 1) -> list[Reply]:
        """Deliver the held callbacks, in order, backwards or in any order, each so many times."""
        due, self.waiting = self.waiting, []
        if backwards:
            due.reverse()
        if shuffled:
            due *= times
            self.weather.dice.shuffle(due)
            times = 1
        replies = []
        for request in due:
            for _ in range(times):
                self.sent.append(request)
                replies.append(self.deliver(request))
        return replies

    def again(self) -> Reply:
        """The last request once more, byte for byte: Twilio's retry."""
        return self.deliver(self.sent[-1])
