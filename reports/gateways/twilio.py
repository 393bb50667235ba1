"""Twilio's REST API, the calls Tipline uses and no more. One try each: when to try again is the caller's decision.

References are names inside our account, never web addresses: a recording is "RE…", a message "SM…" or "MM…", a medium
"MM…/ME…" (its message, then itself). So a forged address in a webhook cannot send the worker anywhere.
No number, text or reference is logged or put into an exception.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from urllib.parse import urljoin

import requests
from django.conf import settings
from requests.auth import HTTPBasicAuth
from urllib3.util import Url, parse_url

from reports.gateways.in_time import before_sending, in_time

RECORDING_LIMIT = 64 * 1024 * 1024  # ten minutes of 8 kHz 16-bit WAV are 9.6 MB; two channels and a margin
MEDIA_LIMIT = 16 * 1024 * 1024  # Twilio's own limit is 5 MB a message
MEDIA_HOSTS = ("twilio.com", "twiliocdn.com")  # and what lies under them; media are redirected to the second
WHOLE_FETCH_SECONDS = 120
_TIMEOUT = (5, 15)  # seconds to connect, and to wait for the next bytes
_IN_ALL = 2.0  # times both
TOO_EARLY_TO_DELETE = 20009
OPTED_OUT = 21610
WITHIN = 3600  # seconds in which the provider may send a text; it takes 1 to 36,000
WHATSAPP = "whatsapp:"  # before a number on both sides; after 24 hours of silence Meta lets no answer through (63016)
_REDIRECTS = 3
_SID = "[0-9a-fA-F]{32}"
RECORDING = re.compile(f"RE{_SID}")
MESSAGE = re.compile(f"(?:SM|MM){_SID}")
CALL = re.compile(f"CA{_SID}")
MEDIUM = re.compile(f"(?P<message>(?:SM|MM){_SID})/(?P<medium>ME{_SID})")


class TwilioFault(Exception):
    """What every error of this gateway is."""


class Unavailable(TwilioFault):
    """Nothing was done at the provider; the same call may be made again later."""


class Refused(TwilioFault):
    """The provider said no; the same call will be refused again. `code` is Twilio's, 21610 means opted out."""

    def __init__(self, code: int | None = None) -> None:
        super().__init__(f"refused with code {code}")
        self.code = code


class SentOrNot(TwilioFault):
    """The line broke after the text was handed over: it may have gone out, so it must never be sent again unasked."""


class Gone(TwilioFault):
    """The provider has no such thing (any more)."""


class TooLarge(TwilioFault):
    """More bytes than the limit; none are kept."""


class ForeignHost(TwilioFault):
    """The provider pointed to a host outside the allow-list."""


class BadReference(TwilioFault):
    """Not the shape of a recording, message or medium: refused before any request."""


class Deletion(StrEnum):
    DELETED = "deleted"
    ALREADY_GONE = "already gone"
    TOO_EARLY = "too early"  # error 20009: wait a minute or more and try again


class Gateway(Protocol):
    def send_message(
        self, *, to: str, body: str, status_callback: str, sender: str = "", within: int = WITHIN
    ) -> str: ...
    def place_call(self, *, to: str, says: str, status_callback: str, caller: str = "") -> str: ...
    def fetch_recording(self, reference: str) -> bytes: ...
    def fetch_media(self, reference: str) -> bytes: ...
    def delete_recording(self, reference: str) -> Deletion: ...
    def delete_media(self, reference: str) -> Deletion: ...
    def delete_message(self, reference: str) -> Deletion: ...
    def delete_call(self, reference: str) -> Deletion: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Twilio:
    account: str
    token: str
    number: str
    base_url: str

    def __repr__(self) -> str:
        return "<Twilio gateway>"

    def send_message(self, *, to: str, body: str, status_callback: str, sender: str = "", within: int = WITHIN) -> str:
        """Send one text, or have it fail (30036) where it waits there for longer than `within` seconds; return its SID.

        Raises Refused, Unavailable (nothing sent), SentOrNot (nobody knows).
        """
        ours = f"{WHATSAPP}{self.number}" if to.startswith(WHATSAPP) else self.number
        form = {"To": to, "From": sender or ours, "Body": body, "ValidityPeriod": str(within)}
        form |= {"StatusCallback": status_callback} if status_callback else {}
        form["RiskCheck"] = "disable"  # else replies to a phone that texts often can be held back as traffic pumping
        return self._make("Messages.json", form, MESSAGE)

    def place_call(self, *, to: str, says: str, status_callback: str, caller: str = "") -> str:
        """Call somebody and give back the call's SID; what is said stands in `says`, or is asked for there."""
        form = {"To": to, "From": caller or self.number, "Twiml" if says.startswith("<") else "Url": says}
        form |= {"StatusCallback": status_callback, "Timeout": "25"} if status_callback else {}
        return self._make("Calls.json", form, CALL)

    def _make(self, what: str, form: dict[str, str], shape: re.Pattern[str]) -> str:
        try:
            answer = self.ask("POST", self.resource(what), form)
        except requests.RequestException as fault:
            raise (Unavailable() if before_sending(fault) else SentOrNot()) from None
        if answer.status_code in (500, 502, 504):
            raise SentOrNot
        _refuse_unless_ok(answer)
        sid = _field(answer, "sid")
        if not isinstance(sid, str) or not shape.fullmatch(sid):
            raise SentOrNot
        return sid

    def fetch_recording(self, reference: str) -> bytes:
        """The recording as WAV. Raises Gone also while Twilio has not finished it."""
        _check(RECORDING, reference)
        return self._fetch(self.resource(f"Recordings/{reference}.wav"), RECORDING_LIMIT)

    def fetch_media(self, reference: str) -> bytes:
        """A picture or sound sent with a text, whatever its sender says it is: the caller looks at the bytes."""
        return self._fetch(self._medium(reference), MEDIA_LIMIT)

    def delete_recording(self, reference: str) -> Deletion:
        _check(RECORDING, reference)
        return self._delete(self.resource(f"Recordings/{reference}.json"))

    def delete_media(self, reference: str) -> Deletion:
        return self._delete(f"{self._medium(reference)}.json")

    def delete_message(self, reference: str) -> Deletion:
        _check(MESSAGE, reference)
        return self._delete(self.resource(f"Messages/{reference}.json"))

    def delete_call(self, reference: str) -> Deletion:
        """Delete the record of a call that is over: while it goes on Twilio refuses, as too early."""
        _check(CALL, reference)
        return self._delete(self.resource(f"Calls/{reference}.json"))

    def resource(self, path: str) -> str:
        return f"{self.base_url}/2010-04-01/Accounts/{self.account}/{path}"

    def _medium(self, reference: str) -> str:
        parts = _check(MEDIUM, reference)
        return self.resource(f"Messages/{parts['message']}/Media/{parts['medium']}")

    def ask(
        self, method: str, url: str, form: dict[str, str] | None = None, *, timeout: tuple[int, int] = _TIMEOUT
    ) -> requests.Response:
        """Ask the API's own address. Raises requests.RequestException."""
        auth = (self.account, self.token)
        with in_time(_IN_ALL * sum(timeout)) as session:
            return session.request(method, url, data=form, auth=auth, timeout=timeout, allow_redirects=False)

    def _delete(self, url: str) -> Deletion:
        with _or_unavailable():
            answer = self.ask("DELETE", url)
        if answer.status_code == 404:
            return Deletion.ALREADY_GONE
        if _field(answer, "code") == TOO_EARLY_TO_DELETE:
            return Deletion.TOO_EARLY
        _refuse_unless_ok(answer)
        return Deletion.DELETED

    def _fetch(self, url: str, limit: int) -> bytes:
        with _or_unavailable(), in_time(WHOLE_FETCH_SECONDS) as session:
            return self._followed(session, url, limit)

    def _followed(self, session: requests.Session, url: str, limit: int) -> bytes:
        home, here = parse_url(self.base_url), parse_url(url)  # as requests does: urlsplit reads a backslash otherwise
        for _ in range(_REDIRECTS + 1):
            at_home = (here.scheme, here.authority) == (home.scheme, home.authority)
            if not at_home and not _allowed(here):
                raise ForeignHost
            # The account's token goes to the API's own address only, never along a redirect.
            auth = HTTPBasicAuth(self.account, self.token) if at_home else _nobody
            with session.get(here.url, auth=auth, timeout=_TIMEOUT, allow_redirects=False, stream=True) as answer:
                if answer.is_redirect:
                    here = parse_url(urljoin(here.url, answer.headers["Location"]))
                    continue
                if answer.status_code in (404, 410):
                    raise Gone
                _refuse_unless_ok(answer)
                return _read(answer, limit)
        raise Refused


class NoTwilio:
    """Stands where no account is configured: takes no text out and has nothing to fetch."""

    def send_message(self, *, to: str, body: str, status_callback: str, sender: str = "", within: int = WITHIN) -> str:
        raise Unavailable("no Twilio account is configured: set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN")

    def place_call(self, *, to: str, says: str, status_callback: str, caller: str = "") -> str:
        raise Unavailable

    def fetch_recording(self, reference: str) -> bytes:
        raise Unavailable("no Twilio account is configured")

    fetch_media = fetch_recording

    def delete_recording(self, reference: str) -> Deletion:
        raise Unavailable("no Twilio account is configured")

    delete_media = delete_message = delete_call = delete_recording


def twilio_gateway() -> Gateway:
    """The gateway the settings ask for. The first of several tokens is the one the API is called with."""
    tokens: list[str] = settings.TWILIO_AUTH_TOKEN
    if not settings.TWILIO_ACCOUNT_SID or not tokens:
        return NoTwilio()
    return Twilio(
        account=settings.TWILIO_ACCOUNT_SID,
        token=tokens[0],
        number=settings.TWILIO_NUMBER,
        base_url=settings.TWILIO_API_URL,
    )


def _nobody(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """An auth that adds nothing: with None, requests would look into the user's .netrc."""
    return request


def _check(shape: re.Pattern[str], reference: str) -> re.Match[str]:
    match = shape.fullmatch(reference)
    if match is None:
        raise BadReference
    return match


def _allowed(parts: Url) -> bool:
    host = parts.host or ""
    plain = parts.port in (None, 443) and parts.auth is None
    return parts.scheme == "https" and plain and any(host == h or host.endswith(f".{h}") for h in MEDIA_HOSTS)


@contextmanager
def _or_unavailable() -> Iterator[None]:
    try:
        yield
    except requests.RequestException:
        # Its message holds the address and its request the body, so it goes no further.
        raise Unavailable from None


def _refuse_unless_ok(answer: requests.Response) -> None:
    """Busy, failing or not letting us in means later; any other 4xx means never."""
    status = answer.status_code
    if 200 <= status < 300:
        return
    if 400 <= status < 500 and status not in (401, 403, 408, 429):
        code = _field(answer, "code")
        raise Refused(code if isinstance(code, int) else None)
    raise Unavailable(f"the provider answered {status}")


def _field(answer: requests.Response, name: str) -> object:
    try:
        fields = answer.json()
    except requests.RequestException:
        return None
    return fields.get(name) if isinstance(fields, dict) else None


def _read(answer: requests.Response, limit: int) -> bytes:
    data = bytearray()
    for chunk in answer.iter_content(64 * 1024):
        data += chunk
        if len(data) > limit:
            raise TooLarge
    return bytes(data)
