"""The double held against the real library: what the tests and the demo rest on must be true of Twilio too."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.request_validator import RequestValidator
from twilio.rest import Client
from twilio.twiml.messaging_response import MessagingResponse
from twilio.twiml.voice_response import Dial, Gather, VoiceResponse

from tests.twilio_double import Reply, Request, TwilioDouble, new_sid, over_http, text_fields
from tests.twilio_double.state import Medium, Text

PUBLIC = "https://tips.example"


class ToTheDouble(TwilioHttpClient):  # type: ignore[misc]  # the library has no types
    """The library's own client, with the double's address in place of Twilio's."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Response:
        return super().request(method, url.replace("https://api.twilio.com", self.url), *args, **kwargs)


class App:
    """Stands for the app: remembers what it was sent, and answers what the test says."""

    def __init__(self) -> None:
        self.got: list[Request] = []
        self.answers: list[Reply] = []

    def __call__(self, request: Request) -> Reply:
        self.got.append(request)
        return self.answers.pop(0) if self.answers else Reply(200, "<Response/>")


@pytest.fixture
def app() -> App:
    return App()


@pytest.fixture
def double(app: App) -> Iterator[TwilioDouble]:
    with TwilioDouble(deliver=app, public_url=PUBLIC) as double:
        yield double


@pytest.fixture
def client(double: TwilioDouble) -> Client:
    return Client(double.state.account, double.state.token, http_client=ToTheDouble(double.url))


def test_the_real_client_creates_reads_blanks_and_deletes_a_message(double: TwilioDouble, client: Client) -> None:
    made = client.messages.create(to="+17584840001", from_=double.state.number, body="Which day?")
    assert made.sid.startswith("SM")
    assert (made.status, made.direction, made.body) == ("queued", "outbound-api", "Which day?")
    assert made.date_created.year >= 2026
    assert client.messages(made.sid).fetch().to == "+17584840001"
    assert client.messages(made.sid).update(body="").body == ""
    assert [message.sid for message in client.messages.list()] == [made.sid]
    assert client.messages(made.sid).delete() is True
    assert double.state.deleted == [made.sid]


def test_the_real_client_says_how_long_a_text_may_wait_and_learns_that_it_waited_too_long(
    double: TwilioDouble, client: Client
) -> None:
    double.state.faults.queued_for = 60
    asked = {"to": "+17584840001", "from_": double.state.number, "body": "Which day?"}
    late = client.messages.create(**asked, validity_period=45)
    assert (client.messages(late.sid).fetch().status, client.messages(late.sid).fetch().error_code) == ("failed", 30036)
    assert client.messages(client.messages.create(**asked, validity_period=900).sid).fetch().status == "queued"
    assert client.messages(client.messages.create(**asked).sid).fetch().status == "queued", (
        "ten hours, where none is said"
    )
    with pytest.raises(TwilioRestException) as refused:
        client.messages.create(**asked, validity_period=36_001)
    assert (refused.value.status, refused.value.code) == (400, 21624)


def test_the_real_client_reads_and_deletes_a_recording(double: TwilioDouble, client: Client) -> None:
    recording = double.state.add_recording(new_sid("CA"), seconds=2)
    read = client.recordings(recording.sid).fetch()
    assert (read.duration, read.status, read.channels) == ("2", "completed", 1)
    assert client.recordings(recording.sid).delete() is True


def test_the_real_client_reads_and_deletes_a_medium(double: TwilioDouble, client: Client) -> None:
    medium = Medium(sid=new_sid("ME"), kind="image/png", data=b"x")
    text = Text(sid=new_sid("MM"), sender="", to="", body="", direction="inbound", status="received", media=[medium])
    double.state.add_text(text)
    assert client.messages(text.sid).media(medium.sid).fetch().content_type == "image/png"
    assert client.messages(text.sid).media(medium.sid).delete() is True


def test_the_real_client_understands_the_errors(double: TwilioDouble, client: Client) -> None:
    sid = client.messages.create(to="+17584840001", from_=double.state.number, body="x").sid
    double.state.faults.refuse_with, double.state.faults.too_early = 21610, 1
    with pytest.raises(TwilioRestException) as refused:
        client.messages.create(to="+17584840001", from_=double.state.number, body="x")
    with pytest.raises(TwilioRestException) as early:
        client.messages(sid).delete()
    with pytest.raises(TwilioRestException) as gone:
        client.messages(new_sid("SM")).fetch()
    told = [(error.value.code, error.value.status) for error in (refused, early, gone)]
    assert told == [(21610, 400), (20009, 409), (20404, 404)]


def test_the_real_client_with_a_wrong_token_is_turned_away(double: TwilioDouble) -> None:
    client = Client(double.state.account, "wrong", http_client=ToTheDouble(double.url))
    with pytest.raises(TwilioRestException) as told:
        client.messages(new_sid("SM")).fetch()
    assert told.value.status == 401


def test_what_the_double_sends_satisfies_the_real_validator(double: TwilioDouble, app: App) -> None:
    double.phone("+17584840001").text("a+b & c=d é 😀", media=[("image/jpeg", b"x")])
    sent = app.got[0]
    fields = dict(parse_qsl(sent.body.decode(), keep_blank_values=True))
    assert fields["Body"] == "a+b & c=d é 😀"
    assert fields["FromZip"] == ""
    assert fields["MediaUrl0"].startswith("https://api.twilio.com/2010-04-01/Accounts/AC")
    validator = RequestValidator(double.state.token)
    assert validator.validate(sent.url, fields, sent.headers["X-Twilio-Signature"])
    assert not validator.validate(sent.url, {**fields, "Body": "other"}, sent.headers["X-Twilio-Signature"])


def test_a_phone_reads_what_the_real_twiml_says(double: TwilioDouble, app: App) -> None:
    answer = MessagingResponse()
    answer.message("Your receipt", status_callback=f"{PUBLIC}/phone/answered")
    app.answers = [Reply(200, str(answer))]
    assert double.phone("+17584840001").text("hello") == ["Your receipt"]


def test_a_call_follows_the_real_twiml(double: TwilioDouble, app: App) -> None:
    menu, record, bye = VoiceResponse(), VoiceResponse(), VoiceResponse()
    gather = Gather(num_digits=1, action="/next?language=en")
    gather.say("Press one", language="en-US")
    menu.append(gather)
    menu.redirect("/again")
    record.record(action="/done", recording_status_callback="/kept", recording_status_callback_event="completed absent")
    bye.say("Goodbye")
    bye.hangup()
    app.answers = [Reply(200, str(menu)), Reply(200, str(record)), Reply(200, str(bye))]
    call = double.phone("anonymous").call()
    assert (call.waits_for, call.words()) == ("keys", "Press one")
    call.press("12#")
    assert call.waits_for == "voice"
    sid = call.speak(seconds=1)
    assert call.over
    assert call.words().endswith("Goodbye")
    double.webhooks.release(times=2)
    urls = [request.url.removeprefix(PUBLIC) for request in app.got]
    assert urls == ["/phone/voice", "/next?language=en", "/done", "/kept", "/kept", *["/phone/voice/over"] * 2]
    pressed = dict(parse_qsl(app.got[1].body.decode()))
    kept = dict(parse_qsl(app.got[4].body.decode()))
    assert (pressed["Digits"], pressed["From"]) == ("1", "anonymous")
    assert (kept["RecordingSid"], kept["RecordingStatus"]) == (sid, "completed")
    assert "From" not in kept


def test_a_call_that_is_put_through_shows_what_the_real_twiml_says(double: TwilioDouble, app: App) -> None:
    through, ask, connect = VoiceResponse(), VoiceResponse(), VoiceResponse()
    dial = Dial(caller_id="+17585550555", action="/back", record="do-not-record")
    dial.number("+17584840009", url="/ask", status_callback="/over", status_callback_event="completed")
    through.append(dial)
    gather = Gather(num_digits=1, action="/pressed")
    gather.say("A caller")
    ask.append(gather)
    ask.hangup()
    app.answers = [Reply(200, str(answer)) for answer in (through, ask, connect, VoiceResponse())]
    call = double.phone("+17584840001").call()
    assert call.waits_for == "answer"
    assert call.is_taken(press="1")
    assert call.other_side
    assert (call.other_side.number, call.other_side.shown) == ("+17584840009", "+17585550555")
    assert call.other_side.heard == ["A caller"]
    back = dict(parse_qsl(app.got[-1].body.decode()))
    assert (back["DialCallStatus"], back["DialCallSid"]) == ("completed", call.other_side.sid)
    double.webhooks.release()
    told = [dict(parse_qsl(request.body.decode())) for request in app.got[-2:]]
    assert {fields["CallSid"] for fields in told} == {call.sid, call.other_side.sid}


def test_without_a_number_of_ours_the_callers_own_would_be_shown(double: TwilioDouble, app: App) -> None:
    app.answers = [Reply(200, "<Response><Dial><Number>+17584840009</Number></Dial></Response>")]
    call = double.phone("+17584840001").call()
    assert call.other_side
    assert call.other_side.shown == "+17584840001"


def test_the_real_client_reads_a_call_and_deletes_it_when_it_is_over(double: TwilioDouble, client: Client) -> None:
    double.state.calls["CA" + "1" * 32] = "+17584840001"
    double.state.going_on.add("CA" + "1" * 32)
    assert client.calls("CA" + "1" * 32).fetch().status == "in-progress"
    with pytest.raises(TwilioRestException) as early:
        client.calls("CA" + "1" * 32).delete()
    assert early.value.code == 20009
    double.state.going_on.clear()
    assert [call.sid for call in client.calls.list()] == ["CA" + "1" * 32]
    assert client.calls("CA" + "1" * 32).delete() is True


def test_a_silent_caller_moves_to_the_next_verb(double: TwilioDouble, app: App) -> None:
    app.answers = [Reply(200, "<Response><Gather/><Redirect>/moved</Redirect></Response>"), Reply(200, "<Response/>")]
    call = double.phone("anonymous").call()
    call.stay_silent()
    assert call.over
    assert app.got[-1].url == f"{PUBLIC}/moved"


def test_the_fallback_is_asked_when_the_app_fails(double: TwilioDouble, app: App) -> None:
    app.answers = [Reply(503, ""), Reply(200, "<Response><Message>not stored</Message></Response>")]
    assert double.phone("+17584840001").text("hello") == ["not stored"]
    assert dict(parse_qsl(app.got[1].body.decode()))["ErrorCode"] == "11200"


def test_stop_blocks_the_phone_as_the_carrier_would(double: TwilioDouble, client: Client) -> None:
    double.phone("+17584840001").text("Stop")
    with pytest.raises(TwilioRestException) as told:
        client.messages.create(to="+17584840001", from_=double.state.number, body="x")
    assert told.value.code == 21610


@pytest.mark.parametrize("sender", ["anonymous", "266696687"])
def test_stop_of_one_without_a_number_silences_no_other(double: TwilioDouble, app: App, sender: str) -> None:
    app.answers = [Reply(200, "<Response><Message>received</Message></Response>")] * 2
    double.phone(sender).text("Stop")
    assert double.phone(sender).text("a stolen goat") == ["received"]


def test_status_callbacks_come_in_any_order_and_more_than_once(double: TwilioDouble, app: App) -> None:
    text = double.send(to="+1", body="x", direction="outbound-api", callback=f"{PUBLIC}/phone/status/9")
    double.report(text, "sent", "delivered")
    double.webhooks.release(backwards=True, times=2)
    told = [dict(parse_qsl(request.body.decode()))["MessageStatus"] for request in app.got]
    assert told == ["delivered", "delivered", "sent", "sent"]


def test_webhooks_over_http_say_when_nobody_answers(double: TwilioDouble) -> None:
    request = double.webhooks.signed(f"{PUBLIC}/phone/sms", text_fields(double.state, double.send(
        to="", body="", direction="inbound", callback="")))  # fmt: skip
    assert over_http("http://127.0.0.1:1")(request) == Reply(0, "")
