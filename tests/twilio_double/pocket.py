"""The telephone in the simulator's pocket: JSON over POST, so that a page of the app can play a phone.

/_phone/text {from, body, photo?}   /_phone/thread {number}   /_phone/call {from}
/_phone/press {call, keys}   /_phone/speak {call, seconds?, then?}   /_phone/wait, hangup or look {call}
"""

import io
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.twilio_double.call import MINE, Call, Heard

if TYPE_CHECKING:
    from tests.twilio_double.double import TwilioDouble

_CALLS_KEPT = 50
_JSON = "application/json"


class Pocket:
    """The calls that go on through the page, the oldest forgotten first."""

    def __init__(self, double: "TwilioDouble") -> None:
        self.double = double
        self.calls: dict[str, Call] = {}

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
            del self.calls[next(iter(self.calls))]
        return as_fields(call)

    def press(self, said: dict[str, Any]) -> dict[str, Any]:
        return self._step(said, f"(pressed {said['keys']})", lambda call: call.press(said["keys"]))

    def speak(self, said: dict[str, Any]) -> dict[str, Any]:
        seconds, then = int(said.get("seconds", 3)), said.get("then", "#")
        end = "hung up" if then == "hangup" else f"pressed {then}"
        return self._step(said, f"(spoke for {seconds} seconds, {end})", lambda call: call.speak(seconds, then=then))

    def wait(self, said: dict[str, Any]) -> dict[str, Any]:
        return self._step(said, "(said nothing)", lambda call: call.stay_silent())

    def hangup(self, said: dict[str, Any]) -> dict[str, Any]:
        return self._step(said, "(hung up)", lambda call: call.hang_up())

    def look(self, said: dict[str, Any]) -> dict[str, Any]:
        return as_fields(self.calls[said["call"]])

    def _step(self, said: dict[str, Any], did: str, step: Callable[[Call], object]) -> dict[str, Any]:
        call = self.calls[said["call"]]
        if not call.over:
            call.heard.append(Heard(MINE, did))
            step(call)
            self.double.after_a_while()
        return as_fields(call)


def as_fields(call: Call) -> dict[str, Any]:
    story: list[dict[str, Any]] = []
    for heard in call.heard:
        mine = heard.language == MINE
        if story and not mine and not story[-1]["mine"] and _is_one_word(heard.words) and story[-1]["digits"]:
            story[-1]["words"] += f", {heard.words}"  # a receipt fills one line of the page and not twenty
            continue
        language = "" if mine else heard.language
        story.append({"mine": mine, "language": language, "words": heard.words, "digits": _is_one_word(heard.words)})
    return {"call": call.sid, "story": story, "waits_for": call.waits_for, "over": call.over}


def _is_one_word(words: str) -> bool:
    return words.isalpha()


def handle(pocket: Pocket, path: str, body: bytes, kind: str) -> tuple[int, bytes, str]:
    # JSON only: a page of another site cannot send that to this port without asking first.
    step = path.removeprefix("/_phone/")
    if kind != _JSON or step not in {"text", "thread", "call", "press", "speak", "wait", "hangup", "look"}:
        return 404, b"{}", _JSON
    try:
        answer = getattr(pocket, step)(json.loads(body))
    except (KeyError, ValueError, AssertionError):
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
