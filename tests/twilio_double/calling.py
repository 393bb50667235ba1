"""Another phone of the same account calls the line, and presses and says what its TwiML tells."""

from typing import TYPE_CHECKING

from tests.twilio_double.call import Call
from tests.twilio_double.state import new_sid
from tests.twilio_double.twiml import Verb, parse

if TYPE_CHECKING:
    from tests.twilio_double.double import TwilioDouble


def call_by_script(double: "TwilioDouble", caller: str, script: str) -> str:
    """Begin the call; return the SID of its leg outwards, which is another than the one that the line sees."""
    verbs = parse(script)
    double.soon(lambda: _follow(double, double.phone(caller).call(), verbs))
    outwards = new_sid("CA")
    double.state.calls[outwards] = caller
    return outwards


def _follow(double: "TwilioDouble", call: Call, verbs: list[Verb]) -> None:
    for verb in verbs:
        keys = verb.settings.get("digits", "")
        if call.waits_for == "voice" and keys:
            call.speak(then=keys)
        elif call.waits_for == "keys" and keys:
            call.press(keys)
    if not call.over:
        call.hang_up()
    double.webhooks.release()
