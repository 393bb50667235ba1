"""Whole visits of a tipster: fetch the form, send it, see that it was received."""

import re
from collections.abc import Callable
from time import perf_counter
from urllib.parse import urlencode

from benchmarks.http import Answer, Browser
from benchmarks.tips import invented_tip

Visit = Callable[[Browser], tuple[float, float]]

_TICKET = re.compile(rb'name="ticket" value="([^"]+)"')
_BOUNDARY = "----WebKitFormBoundary" + "x" * 16


class VisitFailed(Exception):
    """The server answered something else than a visitor may expect."""


def visit_tipline(browser: Browser) -> tuple[float, float]:
    """Send a tip as a browser does; return the seconds of the sending and of the whole visit."""
    begun = perf_counter()
    page = good(browser.get("/"), b'id="tell"')
    fields = {"ticket": ticket_in(page), "text": invented_tip(), "category": "drugs", "place": "", "when": ""}
    fields["do"] = "send:as_it_is"  # an invented tip may look as if it showed who wrote it
    body, kind = form_body(fields)
    sent = perf_counter()
    good(browser.post("/", body, kind), b'class="receipt"')
    now = perf_counter()
    return now - sent, now - begun


def visit_bare(browser: Browser) -> tuple[float, float]:
    """Do the same with the bare form."""
    begun = perf_counter()
    good(browser.get("/"), b"<form")
    body = urlencode({"text": invented_tip()}).encode()
    sent = perf_counter()
    good(browser.post("/", body, "application/x-www-form-urlencoded"), b"Thank you")
    now = perf_counter()
    return now - sent, now - begun


VISITS: dict[str, Visit] = {"tipline": visit_tipline, "bare": visit_bare}


def ticket_in(page: Answer) -> str:
    """Return the ticket of a form."""
    found = _TICKET.search(page.body)
    if not found:
        raise VisitFailed(f"{page.status}: the form has no ticket.")
    return found[1].decode()


def good(answer: Answer, sign: bytes) -> Answer:
    if answer.status not in (200, 203) or sign not in answer.body:
        raise VisitFailed(f"{answer.status}: {answer.body[:300]!r}")
    return answer


def form_body(fields: dict[str, str], photo: bytes = b"") -> tuple[bytes, str]:
    """The form as a browser sends it, with a JPEG, or else with its empty place for a photo; and its content type."""
    parts = [
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    name, kind = ("a.jpg", "image/jpeg") if photo else ("", "application/octet-stream")
    parts.append(
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
        f"Content-Type: {kind}\r\n\r\n"
    )
    body = "".join(parts).encode() + photo + f"\r\n--{_BOUNDARY}--\r\n".encode()
    return body, f"multipart/form-data; boundary={_BOUNDARY}"
