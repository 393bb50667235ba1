"""The telephone in the simulator's pocket: JSON over POST, so that a page of the app can play a phone.

/_phone/text {from, body, photo?}   /_phone/thread {number}   /_phone/call {from}
/_phone/press {call, keys}   /_phone/speak {call, then?, voice?, sample?}   /_phone/wait, hangup, look {call}
/_phone/taken, not_taken {call}: the officer's phone rings   /_phone/sound {call, start, end}
/_phone/ringing {number}: who calls it now   /_phone/answer {call}
"""

import base64
import io
import json
import wave
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError

from tests.twilio_double.call import MINE, Call, Heard
from tests.twilio_double.sounding import as_recorded, joined
from tests.twilio_double.voices import voice

if TYPE_CHECKING:
    from tests.twilio_double.double import TwilioDouble

KEYS = "0123456789*#"
STEPS = {
    "text",
    "thread",
    "call",
    "press",
    "speak",
    "wait",
    "hangup",
    "look",
    "taken",
    "not_taken",
    "sound",
    "ringing",
    "answer",
}
_CALLS_KEPT = 50
_JSON = "application/json"


class Pocket:
    """The calls that go on through the page, the oldest forgotten first; `typed` are keys that do not suffice yet."""

    def __init__(self, double: "TwilioDouble") -> None:
        self.double = double
        self.calls: dict[str, Call] = {}
        self.typed: dict[str, str] = {}

    def text(self, said: dict[str, Any]) -> dict[str, Any]:
        media = [("image/jpeg", photo())] if said.get("photo") else []
        texts = self.double.phone(said["from"]).text(said["body"], media=media)
        return {"status": self.double.last_reply.status, "texts": texts}

    def thread(self, said: dict[str, Any]) -> dict[str, Any]:
        thread = self.double.state.threads.get(said["number"], [])
        return {"thread": [{"mine": mine, "words": words} for mine, words in thread]}

    def call(self, said: dict[str, Any]) -> dict[str, Any]:
        call = self.double.phone(said["from"]).call()
        self.calls[call.sid] = call
        while len(self.calls) > _CALLS_KEPT:
            self.typed.pop(oldest := next(iter(self.calls)), None)
            del self.calls[oldest]
        return self._as_fields(call)

    def ringing(self, said: dict[str, Any]) -> dict[str, Any]:
        rung = [one.sid for one in self.double.rung if one.rings and one.caller == said["number"]]
        return {"calls": rung[-1:]}

    def answer(self, said: dict[str, Any]) -> dict[str, Any]:
        call = next(one for one in self.double.rung if one.sid == said["call"] and one.rings)
        self.calls[call.sid] = call.answer()
        return self._as_fields(call)

    def press(self, said: dict[str, Any]) -> dict[str, Any]:
        keys = "".join(key for key in said["keys"] if key in KEYS)
        return self._step(said, f"(pressed {' '.join(keys)})", lambda call: self._press(call, keys))

    def speak(self, said: dict[str, Any]) -> dict[str, Any]:
        then = said.get("then", "#")
        sound = as_recorded(base64.b64decode(said.get("voice", "")) or voice(said.get("sample", "en")))
        with wave.open(io.BytesIO(sound)) as recording:
            seconds = max(1, round(recording.getnframes() / recording.getframerate()))
        end = "hung up" if then == "hangup" else f"pressed {then}"
        did = f"(spoke for {seconds} seconds, {end})"
        return self._step(said, did, lambda call: call.speak(seconds, then=then, data=sound))

    def wait(self, said: dict[str, Any]) -> dict[str, Any]:
        return self._step(said, "(said nothing)", self._wait)

    def hangup(self, said: dict[str, Any]) -> dict[str, Any]:
        return self._step(said, "(hung up)", lambda call: call.hang_up())

    def taken(self, said: dict[str, Any]) -> dict[str, Any]:
        return self._step(said, "(the other phone was answered; you talked)", lambda call: call.is_taken())

    def not_taken(self, said: dict[str, Any]) -> dict[str, Any]:
        return self._step(said, "(the other phone rang in vain)", lambda call: call.is_not_taken())

    def look(self, said: dict[str, Any]) -> dict[str, Any]:
        return self._as_fields(self.calls[said["call"]])

    def sound(self, said: dict[str, Any]) -> dict[str, Any]:
        """What was heard from one place of the story to another; the tone too, where the caller is to speak then."""
        call = self.calls[said["call"]]
        heard = [(one.language, one.words) for one in call.heard[said["start"] : said["end"]] if one.language != MINE]
        is_last = said["end"] >= len(call.heard)
        sound = joined(heard, self.double.fetch, with_tone=is_last and call.waits_for == "voice")
        return {"sound": base64.b64encode(sound).decode()}

    def _step(self, said: dict[str, Any], did: str, step: Callable[[Call], object]) -> dict[str, Any]:
        call = self.calls[said["call"]]
        if not call.over:
            call.heard.append(Heard(MINE, did))
            try:
                step(call)
            except AssertionError:  # the call does not wait for that
                call.heard.pop()
                raise
            self.double.after_a_while()
        return self._as_fields(call)

    def _press(self, call: Call, keys: str) -> None:
        """Press key by key: those that come before the next sentence has ended count for its question."""
        for key in keys:
            gather = call.waits_in
            if gather is None or gather.name != "Gather":
                return
            typed = self.typed.pop(call.sid, "") + key
            is_last = key == gather.settings.get("finishOnKey", "#")
            if is_last or len(typed) >= int(gather.settings.get("numDigits", "99")):
                call.press(typed)
            else:
                self.typed[call.sid] = typed

    def _wait(self, call: Call) -> None:
        typed = self.typed.pop(call.sid, "")
        if call.waits_for == "answer":
            call.is_not_taken()
        elif typed:
            call.press(typed)
        else:
            call.stay_silent()

    def _as_fields(self, call: Call) -> dict[str, Any]:
        story = [{"mine": one.language == MINE, "language": one.language, "words": one.words} for one in call.heard]
        waits_in = call.waits_in
        return {
            "call": call.sid,
            "story": story,
            "waits_for": call.waits_for,
            "seconds": int(waits_in.settings.get("timeout", "5")) if waits_in else 0,
            "typed": self.typed.get(call.sid, ""),
            "over": call.over,
        }


def handle(pocket: Pocket, path: str, body: bytes, kind: str) -> tuple[int, bytes, str]:
    # JSON only: a page of another site cannot send that to this port without asking first.
    step = path.removeprefix("/_phone/")
    if kind != _JSON or step not in STEPS:
        return 404, b"{}", _JSON
    try:
        answer = getattr(pocket, step)(json.loads(body))
    except CommandError as problem:
        return 422, json.dumps({"error": str(problem)}).encode(), _JSON
    except (KeyError, ValueError, AssertionError, StopIteration):
        return 400, b'{"error": "no such call, or the call does not wait for that"}', _JSON
    return 200, json.dumps(answer).encode(), _JSON


def photo() -> bytes:
    """A small picture with a camera's data in it, to see that they are removed."""
    from PIL import Image

    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Camera maker"
    Image.new("RGB", (64, 48), (90, 120, 60)).save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()
