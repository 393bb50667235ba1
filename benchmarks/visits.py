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
    page = _good(browser.get("/"), b'id="tell"')
    fields = {"ticket": ticket_in(page), "text": invented_tip(), "category": "drugs", "place": "", "when": ""}
    fields["do"] = "send:as_it_is"  # an invented tip may look as if it showed who wrote it
    body, kind = form_body(fields)
    sent = perf_counter()
    _good(browser.post("/", body, kind), b'class="receipt"')
    now = perf_counter()
    return now - sent, now - begun


def visit_bare(browser: Browser) -> tuple[float, float]:
    """Do the same with the bare form."""
    begun = perf_counter()
    _good(browser.get("/"), b"<form")
    body = urlencode({"text": invented_tip()}).encode()
    sent = perf_counter()
    _good(browser.post("/", body, "application/x-www-form-urlencoded"), b"Thank you")
    now = perf_counter()
    return now - sent, now - begun


VISITS: dict[str, Visit] = {"tipline": visit_tipline, "bare": visit_bare}


def ticket_in(page: Answer) -> str:
    """Return the ticket of a form."""
    found = _TICKET.search(page.body)
    if not found:
        raise VisitFailed(f"{page.status}: the form has no ticket.")
    return found[1].decode()


def _good(answer: Answer, sign: bytes) -> Answer:
    if answer.status != 200 or sign not in answer.body:
        raise VisitFailed(f"{answer.status}: {answer.body[:300]!r}")
    return answer


def form_body(fields: dict[str, str]) -> tuple[bytes, str]:
    """The form as a browser sends it, with its empty place for a photo."""
    parts = [
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    parts.append(
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="photo"; filename=""\r\n'
        "Content-Type: application/octet-stream\r\n\r\n\r\n"
        f"--{_BOUNDARY}--\r\n"
    )
    return "".join(parts).encode(), f"multipart/form-data; boundary={_BOUNDARY}"
