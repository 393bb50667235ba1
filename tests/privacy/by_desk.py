"""A call that an officer takes at the desk, for the proofs: signed in by password and phone, over the web."""

import re
import time
from html import unescape

import requests
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.line import Line, hidden_fields, receipt_in


def take_a_call(line: Line, told: str) -> str:
    """Sign in for the first time, write down what a caller tells, and return the receipt that is read out."""
    desk = _signed_in(line, "jules")
    address = f"{line.url}/desk/take-call"
    fields = hidden_fields(desk.get(address, timeout=30).text)
    said = {"category": "drugs", "language": "en", "text": told, "do": "send:as_it_is"}
    page = desk.post(address, data=fields | said, timeout=60).text
    digits = "".join(re.findall(r"<b>(\d)</b>", page))
    return receipt_in(" ".join(digits[at : at + 4] for at in range(0, 20, 4)))


def _signed_in(line: Line, username: str) -> requests.Session:
    desk = requests.Session()
    pair = {"username": username, "password": line.passwords[username]}
    page = _post(desk, f"{line.url}/desk/sign-in", **pair)
    found = re.search(r'class="secret"><code>([A-Z2-7 ]+)<', unescape(page))
    assert found, page
    code = format_hotp_value(hotp_value(found[1].replace(" ", ""), int(time.time()) // 30))
    assert "recovery" in _post(desk, f"{line.url}/desk/sign-in/phone", code=code)
    return desk


def _post(desk: requests.Session, address: str, **fields: str) -> str:
    page = desk.get(address, timeout=30).text
    answer = desk.post(address, data=hidden_fields(page) | fields, timeout=60)
    assert answer.ok, answer.text
    return answer.text
