"""Sending many texts through the webhook as the provider does, at a steady rate, and counting what became of each."""

import csv
import random
import secrets
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import requests
from twilio.request_validator import RequestValidator

_WORKERS = 48
_LONGEST = 1600


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One text as it will be sent, `times` times: the provider's retry is the same request again."""

    sid: str
    sender: str = field(repr=False)
    body: str = field(repr=False)
    times: int


@dataclass(slots=True)
class Tally:
    """What the webhook answered. `taken` counts seconds from when a request was due to its answer."""

    answered: int = 0
    refused: int = 0
    statuses: Counter[int] = field(default_factory=Counter)  # of answers that were not well; 0: none came
    unlike: int = 0  # the second of two equal requests got another answer
    taken: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


def texts_of(path: Path, columns: Sequence[str]) -> Iterator[str]:
    """Yield from each row of a CSV the first of these columns that holds something."""
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        for row in csv.DictReader(file):
            text = next((row[name] for name in columns if (row.get(name) or "").strip()), "")
            if text.strip():
                yield text.strip()[:_LONGEST]


def outgoing(texts: Iterable[str], *, limit: int, doubled: float) -> list[Outgoing]:
    """Return texts from as many invented phones; the share `doubled` of them comes twice."""
    dice = random.Random(1)  # noqa: S311 - which text comes twice is no secret
    return [
        Outgoing(f"SM{secrets.token_hex(16)}", f"+1758{number:07d}", text, 2 if dice.random() < doubled else 1)
        for number, text in enumerate(islice(texts, limit), 2_000_000)
    ]


class Replay:
    """One run against the webhook at `url`, whose public address, which is signed, is `public_url`."""

    def __init__(self, *, url: str, public_url: str, account: str, token: str, number: str) -> None:
        self.url, self.public = f"{url.rstrip('/')}/phone/sms", f"{public_url.rstrip('/')}/phone/sms"
        self.account, self.number, self.validator = account, number, RequestValidator(token)
        self.tally, self._own = Tally(), threading.local()

    def run(self, texts: Sequence[Outgoing], *, rate: float) -> float:
        """Send each text when it is due, whatever became of the earlier ones. Return the seconds it took."""
        start = time.monotonic()
        with ThreadPoolExecutor(_WORKERS) as pool:
            for place, text in enumerate(texts):
                due = start + place / rate
                time.sleep(max(0.0, due - time.monotonic()))
                pool.submit(self._send, text, due)
        return time.monotonic() - start

    def _send(self, text: Outgoing, due: float) -> None:
        answers = {self._post(text) for _ in range(text.times)}
        taken = time.monotonic() - due
        with self.tally.lock:
            self.tally.taken.append(taken)
            self.tally.unlike += len({said for status, said in answers if status == 200}) > 1
            bad = {status for status, _ in answers} - {200}
            self.tally.statuses.update(bad)
            is_well = not bad
            self.tally.answered += is_well
            self.tally.refused += not is_well

    def _post(self, text: Outgoing) -> tuple[int, str]:
        fields = {
            "MessageSid": text.sid,
            "AccountSid": self.account,
            "From": text.sender,
            "To": self.number,
            "Body": text.body,
            "NumMedia": "0",
            "FromCity": "CASTRIES",
            "FromCountry": "LC",
        }
        signature = self.validator.compute_signature(self.public, fields)
        try:
            answer = self._session().post(
                self.url, data=fields, headers={"X-Twilio-Signature": signature}, timeout=15, allow_redirects=False
            )
        except requests.RequestException:
            return 0, ""
        return answer.status_code, answer.text

    def _session(self) -> requests.Session:
        if not hasattr(self._own, "session"):
            self._own.session = requests.Session()
        return self._own.session  # type: ignore[no-any-return]


def share(values: Sequence[float], part: float) -> float:
    """Return the value below which `part` of all lie, in seconds; 0 for none."""
    return sorted(values)[min(len(values) - 1, int(len(values) * part))] if values else 0.0
