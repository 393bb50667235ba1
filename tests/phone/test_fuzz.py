"""Three thousand made-up requests at the provider's addresses: each is answered, none breaks, nothing is stored."""

import logging
import random
from urllib.parse import urlencode

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
from pytest_django import Settings

from reports.models import AuditEntry, Errand, Line, SeenRequest, Tip
from tests.conftest import House
from tests.phone.test_strange_requests import LIKELY, NAMES, STEPS

COUNT = 3_000
KINDS = ["application/x-www-form-urlencoded"] * 6 + ["application/json", "multipart/form-data; boundary=x", "", "a/b;;"]
SIGNATURES = ["", "AAAA", "é", "====", "A" * 28, "x" * 5000, "\x00"]
SETTINGS = [
    "",
    "key=k,algorithm=HMAC_SHA256",
    "key=k,algorithm=MD5",
    "algorithm=",
    "key=,,=",
    "key=z,algorithm=HMAC_SHA1",
]
LETTERS = "abc019 +-=&%;:/?#[]{}<>\"'\\\0\r\n\u202e\ufffdéò😀"


def made_up(dice: random.Random) -> tuple[str, bytes, str, dict[str, str]]:
    """Return the target, body, kind and headers of one request."""

    def word(most: int) -> str:
        return "".join(dice.choice(LETTERS) for _ in range(dice.randrange(most)))

    fields = {
        dice.choice([*NAMES, word(9)]): dice.choice([*LIKELY, word(60), word(3) * 400])
        for _ in range(dice.randrange(8))
    }
    body = dice.choice([urlencode(fields).encode(), word(200).encode(), dice.randbytes(dice.randrange(200))])
    query = dice.choice(["", "?" + urlencode({"part": word(5)}), "?%ff&&=" + urlencode({"": word(9)})])
    headers = {
        "X-Twilio-Signature": dice.choice(SIGNATURES),
        "X-Twilio-Webhooks-Signature-Settings": dice.choice(SETTINGS),
        "I-Twilio-Idempotency-Token": word(30),
    }
    kept = {name: "".join(c for c in value if c not in "\r\n") for name, value in headers.items() if value}
    return f"/phone/{dice.choice(STEPS)}{query}", body, dice.choice(KINDS), kept


def test_three_thousand_requests_are_refused_and_leave_nothing(
    house: House, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.TWILIO_AUTH_TOKEN, settings.TWILIO_SHARED_KEYS = ["a-token"], {"k": "a-key"}
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    dice, factory, handler = random.Random(4), RequestFactory(), WSGIHandler()
    before = AuditEntry.objects.count()
    seen: dict[int, int] = {}
    for _ in range(COUNT):
        target, body, kind, headers = made_up(dice)
        method = dice.choice(["POST"] * 9 + ["GET"])
        request = factory.generic(method, target, body, kind, headers=headers)
        status = handler.get_response(request).status_code
        seen[status] = seen.get(status, 0) + 1
    print(f"\n{COUNT} requests: {seen}")
    assert set(seen) <= {400, 403, 405}
    assert AuditEntry.objects.count() == before
    assert not any(model.objects.exists() for model in (Tip, Line, Errand, SeenRequest))
    assert not [line for line in caplog.records if line.exc_info]
