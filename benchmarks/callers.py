"""Whoever calls while everything breaks, the officer who takes calls at the desk, and a program of the API.

What a caller said is promised from the moment it is recorded: who hangs up without a receipt is heard too, by a webhook
or, where none arrived, by `compare`. A call that broke off is not gone on with: the next one is another.
"""

import json
import random
import re
import secrets
import threading
import time
from collections.abc import Sequence

import requests

from benchmarks.officer import OfficerAtDesk
from benchmarks.promises import BETWEEN, Teller, Told, is_done
from benchmarks.spoken import saying
from tests.twilio_double import Call, TwilioDouble

_ADDRESS = "/take-call"
_SOUND = re.compile(r"/phone/audio/\w+/(\w+?)(?:\.[0-9a-f]+)?\.mp3$")
_READ_OUT = re.compile(r"<b>(\d)</b>")
_DIGITS = 20
_PATIENCE = 30.0  # seconds for one answer
_TALK = (0.1, 1.0)  # seconds between two things that a caller does


class Caller(Teller):
    """Calls and speaks; then hears the receipt, or hangs up at once."""

    def __init__(self, over: threading.Event, provider: TwilioDouble) -> None:
        super().__init__([], over)
        self._provider = provider

    def tell(self, told: Told, text: str, until: float) -> None:
        told.who, told.has_file, told.tries = "caller", True, 1
        call = self._provider.phone(f"+1758{3_000_000 + told.number}").call()
        try:
            self._speak(call, told)
        except AssertionError:  # the line's last words: the call broke off
            call.hang_up()
        self._provider.webhooks.release()
        if digits := receipt_heard(call):
            told.receipts.add(digits)

    def _speak(self, call: Call, told: Told) -> None:
        for _ in range(4):  # nothing is pressed until the tone
            if call.over or call.waits_for == "voice":
                break
            time.sleep(random.uniform(*_TALK))
            call.stay_silent()
        hangs_up = told.number % 3 == 0
        told.spoken = call.waits_for == "voice"
        call.speak(data=saying(told.number), then="hangup" if hangs_up else "#")
        if hangs_up:
            return
        self._provider.webhooks.release()  # the notice of the recording comes while the caller decides
        time.sleep(random.uniform(*_TALK))
        call.press("2")
        while not call.over:
            call.stay_silent()


def receipt_heard(call: Call) -> str:
    """Return the receipt that was read out whole; nothing where the call ended before that."""
    names = [_name(heard.words) for heard in call.heard]
    begun = names[names.index("stored") :] if "stored" in names else []  # before it digits say whom to call
    digits = [name[-1] for name in begun if name.startswith("digit_")]
    first, second = "".join(digits[:_DIGITS]), "".join(digits[_DIGITS : 2 * _DIGITS])
    return first if len(first) == _DIGITS and first.startswith(second) else ""


def _name(address: str) -> str:
    found = _SOUND.search(address)
    return found[1] if found else ""


class TakenCall(Teller):
    """An officer who writes down what callers tell, and sends the page again until a receipt is to be read out."""

    def __init__(self, over: threading.Event, officer: OfficerAtDesk) -> None:
        super().__init__([], over)
        self._officer = officer

    def tell(self, told: Told, text: str, until: float) -> None:
        told.who, fields = "officer with a caller", dict[str, str]()
        while time.monotonic() < until and not is_done(told):
            try:
                if not fields:
                    fields = self._officer.hidden(_ADDRESS)
                    fields |= {"category": "drugs", "language": "en", "text": text, "do": "send:as_it_is"}
                told.tries += 1
                status, page = self._officer.send(_ADDRESS, fields)
                digits = "".join(_READ_OUT.findall(page)) if status == 200 else ""
                if len(digits) == _DIGITS:
                    told.receipts.add(digits)
                else:
                    time.sleep(BETWEEN)
            except Exception:  # noqa: BLE001 - whatever broke, the officer presses again
                time.sleep(BETWEEN)


class Program(Teller):
    """A force's own app: one key a tip, and the same body with it until there is a receipt."""

    def __init__(self, ports: Sequence[int], over: threading.Event, file: bytes = b"") -> None:
        super().__init__(ports, over)
        self._file = file

    def tell(self, told: Told, text: str, until: float) -> None:
        told.who, told.has_file = "program with a file" if self._file else "program", bool(self._file)
        key, body = secrets.token_hex(16), {"text": text, "language": "en", "ticket": ""}
        while time.monotonic() < until and not is_done(told):
            at = f"http://127.0.0.1:{random.choice(self.ports)}/api/v1/"
            try:
                if not body["ticket"]:
                    body["ticket"] = requests.post(f"{at}tickets", timeout=_PATIENCE).json()["ticket"]
                told.tries += 1
                answer = self._post(at, key, body)
                if answer.status_code == 201:
                    told.receipts.update(filter(None, [answer.json()["receipt"]]))
                else:
                    time.sleep(BETWEEN)
            except (requests.RequestException, KeyError, json.JSONDecodeError):
                time.sleep(BETWEEN)

    def _post(self, at: str, key: str, body: dict[str, str]) -> requests.Response:
        headers = {"Idempotency-Key": key}
        if not self._file:
            return requests.post(f"{at}tips", json=body, headers=headers, timeout=_PATIENCE)
        files = {"files": ("a.jpg", self._file, "image/jpeg")}
        return requests.post(f"{at}tips/with-files", data=body, files=files, headers=headers, timeout=_PATIENCE)
