"""People who tell something while everything breaks, and what each was promised.

Whoever gets no answer sends the very same again, as a person reloads a page and as the provider comes back with a text.
A receipt that was shown is a promise: its tip is there, once, is judged, and opens with that receipt.
"""

import random
import re
import secrets
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

import requests
from twilio.request_validator import RequestValidator

from benchmarks.http import Answer, Browser
from benchmarks.tipsters import MARK, receipts_in
from benchmarks.visits import form_body, ticket_in

ACCOUNT, TOKEN, NUMBER = "AC" + "0" * 32, "of this run alone", "+17585550555"
PATIENCE = 60.0  # seconds that somebody goes on trying
BETWEEN = 0.5  # seconds between two tries
_AGAIN = 5  # of so many whom we answered, one sends the same once more, for the answer did not reach him
_STORIES = (
    "two goats were taken from the pasture above Laborie on Tuesday night, a white pickup stood there",
    "they sell small bags to school children at the bus stand in Dennery at lunch time",
    "a man with a cutlass stands before my neighbour's house in Anse La Raye right now, please come",
)
_numbers = count(1)


@dataclass(slots=True)
class Told:
    """One tip and what its teller was answered: the receipts that were shown, which must all be one.

    `spoken`: it was recorded at the provider, and so must be there, whether or not a receipt was heard.
    """

    mark: str
    who: str = ""
    receipts: set[str] = field(default_factory=set)
    tries: int = 0
    took: float = 0.0
    has_file: bool = False
    spoken: bool = False

    @property
    def number(self) -> int:
        """Its own, which its mark ends with."""
        return int(self.mark.split()[1])


def is_done(told: Told) -> bool:
    """Whether it was answered, and is not one of the few who send it once more all the same."""
    return bool(told.receipts and told.tries % _AGAIN)


class Teller(threading.Thread):
    """Tells one thing after the other until `over`; each try goes to one of `ports`, as a balancer would send it."""

    def __init__(self, ports: Sequence[int], over: threading.Event) -> None:
        super().__init__(daemon=True)
        self.ports, self.over, self.all_told = ports, over, list[Told]()

    def run(self) -> None:
        while not self.over.wait(BETWEEN):
            number = next(_numbers)
            told = Told(f"{MARK} {number:06d}")
            self.all_told.append(told)
            begun = time.monotonic()
            self.tell(told, f"{told.mark}: {_STORIES[number % len(_STORIES)]}", begun + PATIENCE)
            told.took = time.monotonic() - begun

    def tell(self, told: Told, text: str, until: float) -> None:
        """Send `text` until it is answered with a receipt, or until patience is over."""
        raise NotImplementedError

    def note(self, told: Told, said: str) -> None:
        """Keep the receipt of an answer."""
        told.receipts.update(re.sub(r"\s", "", receipt) for receipt in receipts_in(said))


class WebTeller(Teller):
    """Fetches the form, and sends it with the same ticket until there is a receipt; with a file where there is one."""

    def __init__(self, ports: Sequence[int], over: threading.Event, file: bytes = b"") -> None:
        super().__init__(ports, over)
        self._file = file

    def tell(self, told: Told, text: str, until: float) -> None:
        body: tuple[bytes, str] | None = None
        told.who, told.has_file = "form with a file" if self._file else "form", bool(self._file)
        while time.monotonic() < until and not is_done(told):
            browser = Browser(random.choice(self.ports))
            try:
                if body is None:
                    body = self._form(browser.get("/"), text)
                told.tries += 1
                answer = browser.post("/", *body)
                if answer.status == 200:
                    self.note(told, answer.body.decode())
                if not told.receipts and b'name="ticket"' in answer.body:  # the form again, with all that was typed
                    body = self._form(answer, text)
            except Exception:  # noqa: BLE001 - whatever went wrong, a person tries again
                time.sleep(BETWEEN)
            finally:
                browser.close()

    def _form(self, page: Answer, text: str) -> tuple[bytes, str]:
        return form_body({"ticket": ticket_in(page), "text": text, "do": "send:as_it_is"}, self._file)


class TextTeller(Teller):
    """The provider, with each text from another phone; it comes back with the same message until it is answered."""

    def fields(self, told: Told, sender: str, text: str) -> dict[str, str]:
        """What the provider tells of a text."""
        sid = f"SM{secrets.token_hex(16)}"
        return {"MessageSid": sid, "AccountSid": ACCOUNT, "To": NUMBER, "NumMedia": "0", "From": sender, "Body": text}

    def tell(self, told: Told, text: str, until: float) -> None:
        told.who = "text"
        fields = self.fields(told, f"+1758{2_000_000 + told.number}", text)
        signature = RequestValidator(TOKEN).compute_signature("http://127.0.0.1/phone/sms", fields)
        while time.monotonic() < until and not is_done(told):
            told.tries += 1
            url = f"http://127.0.0.1:{random.choice(self.ports)}/phone/sms"
            try:
                answer = requests.post(url, data=fields, headers={"X-Twilio-Signature": signature}, timeout=15)
            except requests.RequestException:
                time.sleep(BETWEEN)
                continue
            if answer.status_code == 200:
                self.note(told, answer.text)
            else:
                time.sleep(BETWEEN)
