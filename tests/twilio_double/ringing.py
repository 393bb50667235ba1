"""A call that the app makes: a phone rings, and whoever answers hears what the app says."""

from tests.twilio_double.call import Call


class Ringing(Call):
    """`caller` is the phone that is called, `voice_url` what it hears, `over_url` what the app is told at the end."""

    rings = True

    def begin(self) -> "Ringing":
        self.state.calls[self.sid] = self.caller
        self.state.outward.add(self.sid)
        self.state.going_on.add(self.sid)
        return self

    def answer(self) -> "Ringing":
        self.rings = False
        self._fetch(self.voice_url)
        return self

    def is_not_answered(self, status: str = "no-answer") -> None:
        """Nobody answers, or the phone is "busy", or the call is "failed"."""
        if self.rings:
            self.rings, self.over = False, True
            self.state.going_on.discard(self.sid)
            self.webhooks.hold(self.over_url, self._fields(status))

    def _fields(self, status: str) -> dict[str, str]:
        parties = {"From": self.state.number, "Caller": self.state.number, "To": self.caller, "Called": self.caller}
        return {**super()._fields(status), **parties, "Direction": "outbound-api"}
