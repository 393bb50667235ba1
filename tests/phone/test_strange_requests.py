"""Whatever a signed request holds, a face answers and does not break.

TIPLINE_STRANGE_REQUESTS says how many requests are made up, 150 where nothing does.
"""

import os
from collections import Counter
from typing import Any

from hypothesis import example, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from reports.phone.calls.state import State
from reports.phone.calls.steps import STEPS as CALLS
from tests.phone.conftest import PUBLIC
from tests.twilio_double import TwilioDouble, new_sid

COUNT = int(os.environ.get("TIPLINE_STRANGE_REQUESTS", "150"))
NAMES = [
    "From",
    "Body",
    "NumMedia",
    "MediaUrl0",
    "MessageSid",
    "CallSid",
    "Digits",
    "RecordingSid",
    "RecordingDuration",
]
NAMES += ["RecordingStatus", "ErrorCode", "ErrorUrl", "OptOutType", "MessageStatus"]
NAMES += ["DialCallStatus", "DialCallSid", "CallStatus", "ProfileName", "WaId", "FromCity"]
LIKELY = [
    new_sid("SM"),
    new_sid("CA"),
    new_sid("RE"),
    "+17584840001",
    "completed",
    "STOP",
    "1",
    "sent",
    "http://[",
    "?a=%",
]
WORDS = [
    "FORGET",
    "STATUS",
    "WITHDRAW",
    "YES",
    "QUIET: they sell it",
    "NEW a boat",
    "HELP",
    "RECEIPT",
    "911",
    "\x00",
    "4",
]
WORDS += ["1234 5678 9012 3456 7890", "1234", "anonymous", "266696687", "whatsapp:+17584840002", "delivered", "failed"]
WORDS += [
    "21610",
    f"https://api.twilio.com/2010-04-01/Accounts/{'AC' + 'a' * 32}/Messages/{LIKELY[0]}/Media/x",
    "0",
    "99",
]
VALUES = st.one_of(st.sampled_from([*LIKELY, *WORDS]), st.text(max_size=40))
CALLBACKS = ["kept", "over", "screen", "screened", "fallback"]
STEPS = ["sms", "voice", *(f"voice/{name}" for name in [*CALLS, *CALLBACKS] if name != "voice")]
ID = "7c3a5f5e-7a51-4a3c-9f63-1f0a4b1f2d11"
STEPS += ["status/answered", f"status/{ID}", f"alert/{ID}", f"alert/{ID}/key", f"alert/{ID}/state"]
# What a call may know, sealed as we would seal it: whatever step it comes to.
KNOWN: list[dict[str, Any]] = [
    {"call": LIKELY[1], "language": "acf", "category": "drugs", "in_danger": True, "recording": LIKELY[2]},
    {"call": LIKELY[1], "recording": LIKELY[2], "earlier": new_sid("RE"), "tries": 2},
    {"call": LIKELY[1], "receipt": "12345678901234567890", "at": 19},
    {"call": LIKELY[1], "typed": "123456789012", "partial": "34", "again": True, "at": 3},
    {"call": LIKELY[1], "mailbox": "no pass of ours", "at": 1, "unsure": True},
]
FELL_OVER = {"ErrorUrl": "http://[", "CallSid": "x", "ErrorCode": "11200"}
QUERIES = st.one_of(
    st.text("abcdefghij=&%+0123456789._", max_size=30),
    st.sampled_from(["language=fr&category=drugs&danger=1", "part=1", "part=%C2%B2", "receipt=1", "s=AAAA", "code=1"]),
    st.integers(0, len(KNOWN) - 1),
)


def test_every_signed_request_gets_an_answer(twilio: TwilioDouble) -> None:
    seen: Counter[str] = Counter()

    @effort(max_examples=COUNT, deadline=None)
    @given(
        step=st.sampled_from(STEPS),
        query=QUERIES,
        fields=st.dictionaries(st.one_of(st.sampled_from(NAMES), st.text(min_size=1, max_size=9)), VALUES, min_size=1),
        is_whole=st.booleans(),
    )
    @example(step="voice/fallback", query="", fields=FELL_OVER, is_whole=False)
    def send(step: str, query: str | int, fields: dict[str, str], is_whole: bool) -> None:
        """`query` may be the place of what a call knows; `is_whole`: it names its text, its call and its sender."""
        names = {"MessageSid": new_sid("SM"), "CallSid": LIKELY[1], "From": "+17584840001"} if is_whole else {}
        asked = query if isinstance(query, str) else State(**KNOWN[query]).to("voice").partition("?")[2]
        url = f"{PUBLIC}/phone/{step}" + (f"?{asked}" if asked else "")
        status = twilio.webhooks.post(url, names | fields).status
        seen[f"{step.partition('/')[0]} {status}"] += 1
        assert status in (200, 400, 404)

    send()
    print(f"\n{seen.total()} requests: {dict(sorted(seen.items()))}")
    assert seen.total() >= COUNT
