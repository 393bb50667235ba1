"""The double as a whole: a REST API on a port, a phone network, and webhooks to the app."""

import secrets
import threading
from collections.abc import Callable, Sequence
from types import TracebackType

from tests.twilio_double.call import Call
from tests.twilio_double.rest import RestServer
from tests.twilio_double.ringing import Ringing
from tests.twilio_double.state import LONGEST_QUEUE, Medium, State, Text, new_sid
from tests.twilio_double.twiml import BadTwiml, parse
from tests.twilio_double.webhooks import Deliver, Fetch, Reply, Webhooks, no_sound

STOP_WORDS = {"STOP", "UNSUBSCRIBE", "END", "QUIT", "STOPALL", "REVOKE", "OPTOUT", "CANCEL"}
START_WORDS = {"START", "UNSTOP"}
SMS_PATH, VOICE_PATH = "/phone/sms", "/phone/voice"
VOICE_FALLBACK_PATH, VOICE_OVER_PATH = "/phone/voice/fallback", "/phone/voice/over"
_RINGS = 25.0  # seconds
_CALLBACK_DELAY = 1.0  # seconds; Twilio is never faster, and the app must not depend on the order


class Phone:
    """One telephone that texts and calls the hotline. `number` is what Twilio sends as From, so it may be withheld."""

    def __init__(self, double: "TwilioDouble", number: str) -> None:
        self.double, self.number = double, number

    def text(self, body: str, *, media: Sequence[tuple[str, bytes]] = (), sid: str = "", **more: str) -> list[str]:
        """Send a text; gives back the bodies of the texts it got in answer."""
        state = self.double.state
        before = len(state.inbox(self.number))
        text = Text(
            sid=sid or new_sid("MM" if media else "SM"),
            sender=self.number,
            to=state.number,
            body=body,
            direction="inbound",
            status="received",
            media=[Medium(sid=new_sid("ME"), kind=kind, data=data) for kind, data in media],
        )
        state.add_text(text)
        self.double.carrier_words(self.number, body)
        self.double.take_answer(self.double.post_text(text, **more), self.number)
        return [t.body for t in state.inbox(self.number)[before:]]

    def call(self) -> Call:
        return self.double.new_call(self.number).start()

    def inbox(self) -> list[Text]:
        return self.double.state.inbox(self.number)


class TwilioDouble:
    """Use as a context manager to have the REST API on a port; without it only the phones work.

    `deliver` carries webhooks to the app (see webhooks.over_http), `public_url` is the address that is signed, and
    `fetch` gets the sounds that a caller is played."""

    def __init__(
        self, *, deliver: Deliver, public_url: str, account: str = "", token: str = "", number: str = "+17585550555",
        calls_back_itself: bool = False, port: int = 0, host: str = "127.0.0.1", fetch: Fetch = no_sound,
    ) -> None:  # fmt: skip
        account, token = account or new_sid("AC"), token or secrets.token_hex(16)
        self.state = State(account, token, number)
        self.webhooks = Webhooks(token, deliver)
        self.public_url = public_url.rstrip("/")
        self.last_reply = Reply(0, "")
        self.sms_fallback = True
        self.calls_back_itself = calls_back_itself
        self.fetch = fetch
        self.rung: list[Ringing] = []
        self._server = RestServer((host, port), self)
        self.pocket = self._server.pocket
        self.url = f"http://{host}:{self._server.server_address[1]}"

    def __enter__(self) -> "TwilioDouble":
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()

    def phone(self, number: str) -> Phone:
        return Phone(self, number)

    def new_call(self, caller: str) -> Call:
        return Call(
            state=self.state,
            webhooks=self.webhooks,
            voice_url=self.public_url + VOICE_PATH,
            fallback_url=self.public_url + VOICE_FALLBACK_PATH,
            over_url=self.public_url + VOICE_OVER_PATH,
            caller=caller,
        )

    def ring(self, *, to: str, says: str, callback: str) -> Ringing:
        """The app calls a phone: it rings until somebody answers or half a minute is over."""
        made = Ringing(
            state=self.state, webhooks=self.webhooks, voice_url=says, fallback_url="", over_url=callback, caller=to
        )
        self.rung.append(made.begin())
        if self.calls_back_itself:
            threading.Timer(_RINGS, made.is_not_answered).start()
        return made

    def post_text(self, text: Text, **more: str) -> Reply:
        url = self.public_url + SMS_PATH
        fields = {**text_fields(self.state, text), **more}
        reply = self.webhooks.post(url, fields)
        if reply.status != 200 and self.sms_fallback:
            reply = self.webhooks.post(url, {**fields, "ErrorCode": "11200", "ErrorUrl": url})
        self.last_reply = reply
        return reply

    def take_answer(self, reply: Reply, to: str) -> None:
        """Send what the app's TwiML says to the phone, unless it has opted out."""
        try:
            verbs = parse(reply.body) if reply.status == 200 else []
        except BadTwiml:
            verbs = []
        for verb in verbs:
            callback = verb.settings.get("statusCallback", "")
            text = self.send(to=to, body=verb.text, direction="outbound-reply", callback=callback)
            self.report_itself(text)

    def send(self, *, to: str, body: str, direction: str, callback: str, validity: int = LONGEST_QUEUE) -> Text:
        blocked, stale = to in self.state.opted_out, self.state.faults.queued_for > validity
        text = Text(
            sid=new_sid("SM"),
            sender=f"whatsapp:{self.state.number}" if to.startswith("whatsapp:") else self.state.number,
            to=to,
            body=body,
            direction=direction,
            status="failed" if blocked or stale else "queued",
            status_callback=callback,
            error_code=21610 if blocked else 30036 if stale else None,
            validity=validity,
        )
        return self.state.add_text(text)

    def report(self, text: Text, *statuses: str, error_code: int | None = None) -> None:
        """Hold a status callback for each word, in the order given, until `webhooks.release` lets them go."""
        for status in statuses:
            text.status = status
            fields = {
                "MessageSid": text.sid,
                "SmsSid": text.sid,
                "MessageStatus": status,
                "SmsStatus": status,
                "AccountSid": self.state.account,
                "From": text.sender,
                "To": text.to,
                "ApiVersion": "2010-04-01",
            }
            self.webhooks.hold(text.status_callback, fields | ({"ErrorCode": str(error_code)} if error_code else {}))

    def carrier_words(self, number: str, body: str) -> None:
        """Twilio's own opt-out: it blocks the phone, and the app is told all the same.

        A sender without a number is nobody's phone: what Twilio does with such a STOP is not said anywhere.
        """
        word = body.strip().upper()
        if word in STOP_WORDS and "+" in number:
            self.state.opted_out.add(number)
        elif word in START_WORDS:
            self.state.opted_out.discard(number)

    def report_itself(self, text: Text) -> None:
        """In the demo nobody releases callbacks by hand: they follow a moment later."""
        if self.calls_back_itself:
            words = ("failed",) if text.error_code else ("sent", "delivered")
            self.report(text, *words, error_code=text.error_code)
            self.after_a_while()

    def soon(self, act: Callable[[], object]) -> None:
        """Do what follows an answer of the API: in the demo after it, in a test before it, so that nothing is late."""
        if self.calls_back_itself:
            threading.Timer(_CALLBACK_DELAY, act).start()
        else:
            act()

    def after_a_while(self) -> None:
        if self.calls_back_itself:
            threading.Timer(_CALLBACK_DELAY, self.webhooks.release).start()


def text_fields(state: State, text: Text) -> dict[str, str]:
    """All that Twilio tells of a text: far more than the app may keep."""
    root = f"https://api.twilio.com/2010-04-01/Accounts/{state.account}/Messages/{text.sid}/Media"
    media = {}
    for n, medium in enumerate(text.media):
        media[f"MediaUrl{n}"] = f"{root}/{medium.sid}"
        media[f"MediaContentType{n}"] = medium.kind
    return {
        "ToCountry": "LC",
        "ToState": "",
        "SmsMessageSid": text.sid,
        "NumMedia": str(len(text.media)),
        "ToCity": "",
        "FromZip": "",
        "SmsSid": text.sid,
        "FromState": "",
        "SmsStatus": "received",
        "FromCity": "CASTRIES",
        "Body": text.body,
        "FromCountry": "LC",
        "To": text.to,
        "ToZip": "",
        "NumSegments": "1",
        "MessageSid": text.sid,
        "AccountSid": state.account,
        "From": text.sender,
        "ApiVersion": "2010-04-01",
        **media,
        **state.told_too,
    }
