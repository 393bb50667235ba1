"""A text whose webhook is no UTF-8: no word of it is lost, whatever the provider signs, and none is stored twice."""

import base64
import hmac
from datetime import UTC, datetime
from hashlib import sha1
from urllib.parse import quote_from_bytes

import pytest

from reports.models import Tip
from reports.phone.missed import compare
from reports.queries.reading import read_tip
from tests.conftest import House, only_tip, triage_all
from tests.phone.conftest import PUBLIC
from tests.twilio_double import Reply, Request, TwilioDouble, new_sid
from tests.twilio_double.state import Text

PHONE = "+17584840001"
BYTES, SHOWN = b"He sells drugs at the caf\xff tonight", "He sells drugs at the caf\ufffd tonight"
ADDRESS = f"{PUBLIC}/phone/sms"


@pytest.fixture(autouse=True)
def _ten_minutes_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.phone.missed.timezone.now", lambda: datetime(2026, 11, 25, 1, 10, tzinfo=UTC))


def send(twilio: TwilioDouble, signed_body: bytes) -> Reply:
    """Let the provider have the text, and post it; twice, where it is not taken, as the provider does."""
    sid = new_sid("SM")
    fields = {"MessageSid": sid.encode(), "From": PHONE.encode(), "Body": BYTES}
    text = Text(sid=sid, sender=PHONE, to=twilio.state.number, body=SHOWN, direction="inbound", status="received")
    text.created = "Wed, 25 Nov 2026 01:00:00 +0000"
    twilio.state.add_text(text)
    signed = b"".join(name.encode() + value for name, value in sorted((fields | {"Body": signed_body}).items()))
    signature = base64.b64encode(hmac.new(twilio.state.token.encode(), ADDRESS.encode() + signed, sha1).digest())
    body = "&".join(f"{name}={quote_from_bytes(value)}" for name, value in fields.items()).encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Twilio-Signature": signature.decode()}
    request = Request(ADDRESS, body, headers)
    reply = twilio.webhooks.deliver(request)
    return reply if reply.status == 200 else twilio.webhooks.deliver(request)


def words(house: House) -> list[str]:
    triage_all()
    return [entry.text for entry in read_tip(house.ring("reid"), only_tip(), by=house.officer("reid")).entries]


@pytest.mark.parametrize("signed_body", [BYTES, BYTES.decode("latin-1").encode()], ids=["bytes", "Latin-1"])
def test_what_was_signed_otherwise_than_we_read_it_is_refused_and_found_in_the_list(
    house: House, twilio: TwilioDouble, signed_body: bytes
) -> None:
    assert send(twilio, signed_body).status == 403
    assert not Tip.objects.exists()
    found = compare(take_in=True)
    assert (found.never_arrived, found.taken) == (1, 1)
    assert words(house) == [SHOWN]
    assert compare(take_in=True).never_arrived == 0


def test_what_was_signed_as_we_read_it_is_a_tip_and_nothing_is_missing(house: House, twilio: TwilioDouble) -> None:
    reply = send(twilio, SHOWN.encode())
    assert reply.status == 200
    assert "receipt" in reply.body.lower()
    assert words(house) == [SHOWN]
    assert compare(take_in=True).never_arrived == 0
