"""What the provider still has: its lists of texts, calls and recordings, for comparing them with what arrived here.

Of the account it is what came to the line's number or went out from it: another program's texts are none of ours. With
message redaction switched on, words and numbers are gone there, and no text can be taken in from the list.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlencode

import requests

from reports.gateways.twilio import CALL, MEDIUM, MESSAGE, RECORDING, WHATSAPP, Twilio, Unavailable, twilio_gateway

_PAGE = 200
_MOST_PAGES = 5000
_OVER = {"received", "sent", "delivered", "undelivered", "failed", "read"}
_CALLS_OVER = {"completed", "busy", "failed", "no-answer", "canceled"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TextThere:
    """One text at the provider. `is_over`: nothing more will happen to it. `created` is None if it does not say."""

    sid: str
    is_inbound: bool
    is_over: bool
    sender: str = field(repr=False)
    body: str = field(repr=False)
    media: int
    created: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallThere:
    """The record of a call at the provider, whoever called whom."""

    sid: str
    is_over: bool
    created: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingThere:
    """What somebody said in a call, both by their SIDs. `is_over`: it is finished. `seconds`: 0 where nothing was."""

    sid: str
    call: str
    is_over: bool
    seconds: int
    created: datetime | None


def texts_there() -> Iterator[TextThere]:
    """Yield every text that the provider lists to or from the line. Raises Unavailable."""
    gateway = _gateway()
    for number in (gateway.number, WHATSAPP + gateway.number):
        for one in _to_and_from(gateway, "Messages", number):
            if MESSAGE.fullmatch(str(one.get("sid", ""))):
                yield _text(one)


def said_since(moment: datetime) -> Iterator[str]:
    """Yield the words of each text that left the line since then, which a failed one did not. Raises Unavailable."""
    gateway = _gateway()
    for number in (gateway.number, WHATSAPP + gateway.number):
        for one in _listed(gateway, "Messages", {"From": number}):
            created = _created(one)
            if created is not None and created < moment:
                break  # the newest come first
            if one.get("status") != "failed":
                yield str(one.get("body") or "")


def calls_there() -> Iterator[CallThere]:
    """Yield the record of every call that the provider lists to or from the line. Raises Unavailable."""
    gateway = _gateway()
    for one in _to_and_from(gateway, "Calls", gateway.number):
        if CALL.fullmatch(str(one.get("sid", ""))):
            yield CallThere(sid=one["sid"], is_over=one.get("status") in _CALLS_OVER, created=_created(one))


def recordings_there() -> Iterator[RecordingThere]:
    """Yield what callers were asked to record. Raises Unavailable.

    Of the whole account: whether one came to the line, `is_of_the_line` tells.
    """
    for one in _listed(_gateway(), "Recordings", {}):
        sid, call = str(one.get("sid", "")), str(one.get("call_sid", ""))
        if RECORDING.fullmatch(sid) and CALL.fullmatch(call) and one.get("source") == "RecordVerb":
            is_over, seconds = one.get("status") in ("completed", "absent"), int(one.get("duration") or 0)
            yield RecordingThere(sid=sid, call=call, is_over=is_over, seconds=seconds, created=_created(one))


def is_of_the_line(call: str) -> bool:
    """Return whether a call came to the line or went out from it. Raises Unavailable.

    Where its record is gone it was ours: nobody else has records deleted.
    """
    gateway = _gateway()
    told = _asked(gateway, gateway.resource(f"Calls/{call}.json"))
    return told is None or gateway.number in (told.get("to"), told.get("from"))


def media_there(sid: str) -> list[str]:
    """Return the references of a text's media. Raises Unavailable."""
    gateway = _gateway()
    if not MESSAGE.fullmatch(sid):
        raise Unavailable("no such text")
    page = _get(gateway, gateway.resource(f"Messages/{sid}/Media.json"))
    found = [f"{sid}/{one.get('sid', '')}" for one in page.get("media_list", [])]
    return [reference for reference in found if MEDIUM.fullmatch(reference)]


def _gateway() -> Twilio:
    gateway = twilio_gateway()
    if not isinstance(gateway, Twilio) or not gateway.number:
        raise Unavailable("no Twilio account and number are configured")
    return gateway


def _to_and_from(gateway: Twilio, what: str, number: str) -> Iterator[dict[str, Any]]:
    for side in ("To", "From"):
        yield from _listed(gateway, what, {side: number})


def _listed(gateway: Twilio, what: str, asked: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Yield what one list holds, page by page."""
    url = gateway.resource(f"{what}.json?{urlencode({'PageSize': _PAGE, **asked})}")
    for _ in range(_MOST_PAGES):
        page = _get(gateway, url)
        yield from page.get(what.lower(), [])
        path = page.get("next_page_uri") or ""
        if not path.startswith("/"):
            return
        url = gateway.base_url + path


def _get(gateway: Twilio, url: str) -> dict[str, Any]:
    """Ask the API's own address; what a page names as the next one is only ever a path there."""
    told = _asked(gateway, url)
    if told is None:
        raise Unavailable("the provider does not know what was asked for")
    return told


def _asked(gateway: Twilio, url: str) -> dict[str, Any] | None:
    """Return what is told, None where there is no such thing."""
    try:
        answer = gateway.ask("GET", url, timeout=(5, 30))
        told = answer.json() if answer.status_code == 200 else None
    except requests.RequestException:
        raise Unavailable from None
    if answer.status_code == 404:
        return None
    if not isinstance(told, dict):
        raise Unavailable(f"the provider answered {answer.status_code}")
    return told


def _created(one: dict[str, Any]) -> datetime | None:
    try:
        return parsedate_to_datetime(one.get("date_created") or "")
    except ValueError:
        return None


def _text(one: dict[str, Any]) -> TextThere:
    return TextThere(
        sid=one["sid"],
        is_inbound=one.get("direction") == "inbound",
        is_over=one.get("status") in _OVER,
        sender=str(one.get("from") or ""),
        body=str(one.get("body") or ""),
        media=int(one.get("num_media") or 0),
        created=_created(one),
    )
