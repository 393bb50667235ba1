"""The other side of a call that the app puts through: it rings, may hear something first, and takes the call or not."""

from dataclasses import dataclass, field
from urllib.parse import urljoin

from tests.twilio_double.state import State, new_sid
from tests.twilio_double.twiml import BadTwiml, Verb, parse
from tests.twilio_double.webhooks import Webhooks


@dataclass(slots=True, kw_only=True)
class OtherSide:
    """`shown` is the number that it sees; `heard` what the app says before the two are connected."""

    state: State
    webhooks: Webhooks
    dial: Verb
    at: str
    parent: str
    caller: str
    sid: str = field(default_factory=lambda: new_sid("CA"))
    heard: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.state.calls[self.sid] = self.number
        self.state.outward.add(self.sid)
        self.state.going_on.add(self.sid)

    @property
    def _number(self) -> Verb:
        return self.dial.inner[0]

    @property
    def number(self) -> str:
        return self._number.text

    @property
    def shown(self) -> str:
        return self.dial.settings.get("callerId", self.caller)  # Twilio shows the caller where the app names nobody

    def takes_it(self, press: str) -> bool:
        """Answer and press keys, if asked; give back whether the two are connected."""
        url = self._number.settings.get("url", "")
        return not url or self._follow(urljoin(self.at, url), press)

    def is_over(self, status: str, *, bridged: bool = False) -> dict[str, str]:
        """End, and give back what the action of the Dial is told."""
        self.state.going_on.discard(self.sid)
        callback = self._number.settings.get("statusCallback", "")
        if callback:
            self.webhooks.hold(urljoin(self.at, callback), {**self._fields(), "CallStatus": status})
        return {"DialCallStatus": status, "DialCallSid": self.sid, "DialBridged": str(bridged).lower()}

    def _follow(self, url: str, press: str, more: dict[str, str] | None = None) -> bool:
        reply = self.webhooks.post(url, {**self._fields(), **(more or {})})
        try:
            verbs = parse(reply.body) if reply.status == 200 else [Verb("Hangup")]
        except BadTwiml:
            return False
        for verb in verbs:
            if verb.name == "Hangup":
                return False
            self.heard += [said.text for said in (verb, *verb.inner) if said.name in ("Say", "Play")]
            if verb.name == "Gather" and press:
                return self._follow(urljoin(url, verb.settings["action"]), "", {"Digits": press})
        return True

    def _fields(self) -> dict[str, str]:
        return {
            "CallSid": self.sid,
            "ParentCallSid": self.parent,
            "AccountSid": self.state.account,
            "From": self.shown,
            "To": self.number,
            "CallStatus": "in-progress",
            "Direction": "outbound-dial",
        }
