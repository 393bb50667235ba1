"""A telephone call: fetches TwiML, says it, waits for keys or a voice, and goes on as Twilio does."""

from dataclasses import dataclass, field
from urllib.parse import urljoin

from tests.twilio_double.dialled import OtherSide
from tests.twilio_double.state import State, new_sid
from tests.twilio_double.twiml import BadTwiml, Verb, parse
from tests.twilio_double.webhooks import Reply, Webhooks

_DOCUMENTS = 80  # more in one call would be a loop
MINE = "caller"  # stands in the place of a language where the caller did something
ERROR_SENTENCE = "An application error has occurred. Goodbye."


@dataclass(frozen=True, slots=True)
class Heard:
    language: str
    words: str  # or the address of a sound


@dataclass(slots=True, kw_only=True)
class Call:
    state: State
    webhooks: Webhooks
    voice_url: str
    fallback_url: str
    over_url: str = ""
    caller: str
    sid: str = field(default_factory=lambda: new_sid("CA"))
    heard: list[Heard] = field(default_factory=list)
    over: bool = False
    at: str = ""  # the document being played
    other_side: OtherSide | None = None  # whom the app put this call through to last
    _left: list[Verb] = field(default_factory=list)
    _documents: int = 0

    @property
    def waits_for(self) -> str:
        """ "keys" in a Gather, "voice" in a Record, "answer" while another phone rings, else nothing."""
        if self.over or not self._left:
            return ""
        return {"Gather": "keys", "Record": "voice", "Dial": "answer"}[self._left[0].name]

    @property
    def waits_in(self) -> Verb | None:
        """The verb that waits for the caller."""
        return self._left[0] if self._left and not self.over else None

    def start(self) -> "Call":
        self.state.calls[self.sid] = self.caller
        self.state.going_on.add(self.sid)
        self._fetch(self.voice_url)
        return self

    def press(self, keys: str) -> None:
        gather = self._now("Gather")
        finish = gather.settings.get("finishOnKey", "#")
        pressed = keys.split(finish)[0] if finish else keys
        self._fetch(self._action(gather), Digits=pressed[: int(gather.settings.get("numDigits", "99"))])

    def say(self, words: str) -> None:
        """Say something to a Gather that listens; one that waits for keys alone hears nothing."""
        gather = self._now("Gather")
        if "speech" in gather.settings.get("input", "dtmf").split():
            self._fetch(self._action(gather), SpeechResult=words, Confidence="0.9")
        else:
            self.stay_silent()

    def stay_silent(self) -> None:
        """Let a Gather or a Record run into its time limit; neither calls its action then."""
        verb = self._left[0]
        if verb.name == "Record":
            self._call_back(verb, status="absent", sid=new_sid("RE"), seconds=0)
        self._left = self._left[1:]
        self._play()

    def speak(self, seconds: int = 2, *, then: str = "#", data: bytes = b"") -> str:
        """Say something to a Record, `data` as a WAV or else a tone, then press a key or hang up.

        Gives back the recording's SID."""
        record = self._now("Record")
        most = int(record.settings.get("maxLength", "3600"))
        recording = self.state.add_recording(self.sid, min(seconds, most), data)
        self._call_back(record, status="completed", sid=recording.sid, seconds=recording.seconds)
        fields = {
            "RecordingSid": recording.sid,
            "RecordingUrl": self._recording_url(recording.sid),
            "RecordingDuration": str(recording.seconds),
            "Digits": then,
        }
        if then == "hangup":
            self._end()
            self.webhooks.post(self._action(record), {**self._fields("completed"), **fields})
        else:
            self._fetch(self._action(record), **fields)
        return recording.sid

    def hang_up(self) -> None:
        if self.waits_for == "voice":
            self._call_back(self._left[0], status="absent", sid=new_sid("RE"), seconds=0)
        if self.waits_for == "answer" and self.other_side:
            self.other_side.is_over("canceled")
        self._end()

    def is_taken(self, *, press: str = "1") -> bool:
        """The other phone is answered and its keys pressed; both talk, and the other one hangs up."""
        side = self._ringing()
        talked = side.takes_it(press)
        self._fetch(self._action(self._left[0]), **side.is_over("completed", bridged=talked))
        return talked

    def is_not_taken(self, status: str = "no-answer") -> None:
        """The other phone rings in vain, or is "busy", or the call is "failed"."""
        self._fetch(self._action(self._now("Dial")), **self._ringing().is_over(status))

    def words(self) -> str:
        return " ".join(heard.words for heard in self.heard if heard.language != MINE)

    def _ringing(self) -> OtherSide:
        self._now("Dial")
        assert self.other_side
        return self.other_side

    def _end(self) -> None:
        if not self.over:
            self.over = True
            self.state.going_on.discard(self.sid)
            self.webhooks.hold(self.over_url, self._fields("completed"))

    def _now(self, name: str) -> Verb:
        if self.over or not self._left or self._left[0].name != name:
            raise AssertionError(f"the call does not wait in a {name}")
        return self._left[0]

    def _action(self, verb: Verb) -> str:
        return urljoin(self.at, verb.settings.get("action", self.at))

    def _fetch(self, url: str, **more: str) -> None:
        self._documents += 1
        if self._documents > _DOCUMENTS:
            raise AssertionError("the call goes round in circles")
        self.at = url
        fields = {**self._fields("in-progress"), **more}
        reply = self.webhooks.post(url, fields)
        if reply.status != 200 and self.fallback_url:
            self.at = self.fallback_url
            reply = self.webhooks.post(self.at, {**fields, "ErrorCode": "11200", "ErrorUrl": url})
        self._left = self._verbs(reply)
        self._play()

    def _verbs(self, reply: Reply) -> list[Verb]:
        try:
            if reply.status != 200:
                raise BadTwiml(str(reply.status))
            return parse(reply.body)
        except BadTwiml:
            return [Verb("Say", ERROR_SENTENCE), Verb("Hangup")]

    def _play(self) -> None:
        while self._left:
            verb = self._left[0]
            if verb.name in ("Gather", "Record"):
                self._listen_to(verb.inner)
                return
            if verb.name == "Dial":
                self.other_side = OtherSide(
                    state=self.state, webhooks=self.webhooks, dial=verb, at=self.at, parent=self.sid, caller=self.caller
                )
                return
            self._left = self._left[1:]
            if verb.name == "Redirect":
                self._fetch(urljoin(self.at, verb.text))
                return
            if verb.name == "Hangup":
                break
            self._listen_to((verb,))
        self._end()

    def _listen_to(self, verbs: tuple[Verb, ...]) -> None:
        for verb in verbs:
            if verb.name in ("Say", "Play"):
                self.heard.append(Heard(verb.settings.get("language", ""), verb.text))

    def _call_back(self, record: Verb, *, status: str, sid: str, seconds: int) -> None:
        url = record.settings.get("recordingStatusCallback", "")
        if status not in record.settings.get("recordingStatusCallbackEvent", "completed").split():
            return
        fields = {
            "AccountSid": self.state.account,
            "CallSid": self.sid,
            "RecordingSid": sid,
            "RecordingUrl": self._recording_url(sid),
            "RecordingStatus": status,
            "RecordingDuration": str(seconds),
            "RecordingChannels": "1",
            "RecordingSource": "RecordVerb",
            "RecordingStartTime": "Wed, 04 Nov 2026 20:15:07 +0000",
        }
        self.webhooks.hold(urljoin(self.at, url) if url else "", fields)

    def _recording_url(self, sid: str) -> str:
        return f"https://api.twilio.com/2010-04-01/Accounts/{self.state.account}/Recordings/{sid}"

    def _fields(self, status: str) -> dict[str, str]:
        places = {f"{who}{what}": "" for who in ("From", "Caller", "To", "Called") for what in ("City", "State", "Zip")}
        countries = {f"{who}Country": "LC" for who in ("From", "Caller", "To", "Called")}
        parties = {"From": self.caller, "Caller": self.caller, "To": self.state.number, "Called": self.state.number}
        call = {"CallSid": self.sid, "AccountSid": self.state.account, "CallStatus": status, "Direction": "inbound"}
        fixed = {"FromCity": "CASTRIES", "ApiVersion": "2010-04-01"}
        return {**call, **parties, **places, **countries, **fixed, **self.state.told_too}
