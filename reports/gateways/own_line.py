"""Our own line from outside, as its daily test meets it; and the watcher who hears of us.

Nothing that is sent or got here is logged: only what kind of fault it was.
"""

import re
from html import unescape

import requests

from reports.gateways.in_time import in_time

_PATIENCE = (5, 20)  # seconds to connect, and for the next bytes
_IN_ALL = 60.0
_HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
_NAME, _VALUE = re.compile(r'name="([^"]*)"'), re.compile(r'value="([^"]*)"')
_RECEIPT = re.compile(r"\b\d{4} \d{4} \d{4} \d{4} \d{4}\b")


class LineFault(Exception):
    """The line did not take what was sent."""


class Form:
    """The form of the public page, fetched; it is sent some seconds later, as a person does. Raises LineFault."""

    def __init__(self, address: str) -> None:
        self._address = f"{address}/en/"
        self._hidden = {
            name[1]: unescape(value[1]) if (value := _VALUE.search(tag)) else ""
            for tag in _HIDDEN.findall(self._ask("GET"))
            if (name := _NAME.search(tag))
        }

    @property
    def is_whole(self) -> bool:
        """Whether it has the ticket that a form is sent with, so that it is our form that came."""
        return bool(self._hidden.get("ticket"))

    def send(self, words: str) -> None:
        """Send it, and see that a receipt is shown."""
        page = self._ask("POST", self._hidden | {"text": words, "do": "send:as_it_is"})
        if not _RECEIPT.search(" ".join(re.sub(r"<[^>]*>", " ", page).split())):
            raise LineFault("no receipt")

    def _ask(self, method: str, fields: dict[str, str] | None = None) -> str:
        files = {name: (None, value) for name, value in (fields or {}).items()}
        try:
            with in_time(_IN_ALL) as session:
                answer = session.request(method, self._address, files=files or None, timeout=_PATIENCE)
        except requests.RequestException as problem:
            raise LineFault(type(problem).__name__) from None
        if not 200 <= answer.status_code < 300:  # a page to write on has 203
            raise LineFault(str(answer.status_code))
        return answer.text


def tell_watcher(address: str) -> bool:
    """Ask for the watcher's address; that we did is all it learns. Return whether it answered well."""
    try:
        with in_time(_IN_ALL) as session:
            answer = session.get(address, timeout=_PATIENCE, headers={"User-Agent": "tipline"}, allow_redirects=False)
    except (requests.RequestException, ValueError):
        return False
    return bool(answer.ok)
