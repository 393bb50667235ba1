"""What the provider still has: its list of texts, for comparing it with what arrived here.

Of use only while the provider keeps words and numbers: with message redaction switched on, both are gone there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import requests

from reports.gateways.twilio import MEDIUM, MESSAGE, Twilio, Unavailable, twilio_gateway

_PAGE = 200
_MOST_PAGES = 5000
_OVER = {"received", "sent", "delivered", "undelivered", "failed", "read"}


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


def texts_there() -> Iterator[TextThere]:
    """Yield every text that the provider lists. Raises Unavailable."""
    gateway = twilio_gateway()
    if not isinstance(gateway, Twilio):
        raise Unavailable("no Twilio account is configured")
    url = gateway.resource(f"Messages.json?PageSize={_PAGE}")
    for _ in range(_MOST_PAGES):
        page = _get(gateway, url)
        yield from (text for one in page.get("messages", []) if (text := _text(one)))
        path = page.get("next_page_uri") or ""
        if not path.startswith("/"):
            return
        url = gateway.base_url + path


def media_there(sid: str) -> list[str]:
    """Return the references of a text's media. Raises Unavailable."""
    gateway = twilio_gateway()
    if not isinstance(gateway, Twilio) or not MESSAGE.fullmatch(sid):
        raise Unavailable("no Twilio account is configured")
    page = _get(gateway, gateway.resource(f"Messages/{sid}/Media.json"))
    found = [f"{sid}/{one.get('sid', '')}" for one in page.get("media_list", [])]
    return [reference for reference in found if MEDIUM.fullmatch(reference)]


def _get(gateway: Twilio, url: str) -> dict[str, Any]:
    """Ask the API's own address; what a page names as the next one is only ever a path there."""
    try:
        answer = gateway.ask("GET", url, timeout=(5, 30))
        told = answer.json() if answer.status_code == 200 else None
    except requests.RequestException:
        raise Unavailable from None
    if not isinstance(told, dict):
        raise Unavailable(f"the provider answered {answer.status_code}")
    return told


def _text(one: dict[str, Any]) -> TextThere | None:
    if not MESSAGE.fullmatch(str(one.get("sid", ""))):
        return None
    try:
        created = parsedate_to_datetime(one.get("date_created") or "")
    except ValueError:
        created = None
    return TextThere(
        sid=one["sid"],
        is_inbound=one.get("direction") == "inbound",
        is_over=one.get("status") in _OVER,
        sender=str(one.get("from") or ""),
        body=str(one.get("body") or ""),
        media=int(one.get("num_media") or 0),
        created=created,
    )
