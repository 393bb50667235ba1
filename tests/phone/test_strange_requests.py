"""Whatever a signed request holds, a face answers and does not break."""

from hypothesis import HealthCheck, example, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from reports.phone.calls.steps import STEPS as CALLS
from tests.phone.conftest import PUBLIC
from tests.twilio_double import TwilioDouble, new_sid

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
VALUES = st.one_of(st.sampled_from(LIKELY), st.text(max_size=40))
NAMES += ["DialCallStatus", "DialCallSid"]
CALLBACKS = ["kept", "over", "screen", "screened", "fallback"]
STEPS = ["sms", "voice", *(f"voice/{name}" for name in [*CALLS, *CALLBACKS] if name != "voice")]
STEPS += ["status/answered", "status/7c3a5f5e-7a51-4a3c-9f63-1f0a4b1f2d11"]


@effort(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    step=st.sampled_from(STEPS),
    query=st.text("abcdefghij=&%+0123456789._", max_size=30),
    fields=st.dictionaries(st.one_of(st.sampled_from(NAMES), st.text(min_size=1, max_size=9)), VALUES, min_size=1),
)
@example(step="voice/fallback", query="", fields={"ErrorUrl": "http://[", "CallSid": "x", "ErrorCode": "11200"})
def test_every_signed_request_gets_an_answer(
    twilio: TwilioDouble, step: str, query: str, fields: dict[str, str]
) -> None:
    url = f"{PUBLIC}/phone/{step}" + (f"?{query}" if query else "")
    assert twilio.webhooks.post(url, fields).status in (200, 400)
