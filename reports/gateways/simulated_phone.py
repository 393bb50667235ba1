"""The demo's telephone: it lives in the Twilio double (tests/twilio_double), which this page of the app talks to."""

import base64
from dataclasses import dataclass, field
from typing import Any

import requests

_TIMEOUT = (2, 30)


class NoPhone(Exception):
    """The double does not run, or has forgotten this call."""


class NoSound(Exception):
    """What the caller chose to say is no sound that can be read."""


@dataclass(frozen=True, slots=True)
class Words:
    mine: bool
    words: str = field(repr=False)
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OngoingCall:
    sid: str
    story: tuple[Words, ...]
    waits_for: str  # "keys", "voice", "answer" while another phone rings, or nothing
    seconds: int  # of silence, after which the call goes on by itself
    typed: str  # keys of an answer that is not whole yet
    over: bool


@dataclass(frozen=True, slots=True)
class SimulatedPhone:
    base_url: str
    number: str = field(repr=False)

    def text(self, body: str, *, with_photo: bool) -> None:
        self._post("text", {"from": self.number, "body": body, "photo": with_photo})

    def thread(self) -> tuple[Words, ...]:
        """The texts this phone has sent and got, oldest first."""
        return _words(self._post("thread", {"number": self.number})["thread"])

    def rings(self) -> str:
        """Return the call with which the line rings this phone now, or "" for none."""
        return next(iter(self._post("ringing", {"number": self.number})["calls"]), "")

    def call(self) -> OngoingCall:
        return _call(self._post("call", {"from": self.number}))

    def step(self, call: str, step: str, value: str = "") -> OngoingCall:
        """`step` is press, wait, hangup, taken, not_taken, answer or look; `value` the keys."""
        return _call(self._post(step, {"call": call, "keys": value}))

    def speak(self, call: str, *, then: str, sample: str, voice: bytes = b"") -> OngoingCall:
        """Say `voice`, a sound of any kind, or else a language's sample; `then` is a key, or hangup. Raises NoSound."""
        encoded = base64.b64encode(voice).decode()
        return _call(self._post("speak", {"call": call, "then": then, "sample": sample, "voice": encoded}))

    def sound(self, call: str, start: int, end: int) -> bytes:
        """Return as one MP3 what is heard from one place of the story to another."""
        return base64.b64decode(self._post("sound", {"call": call, "start": start, "end": end})["sound"])

    def _post(self, step: str, said: dict[str, object]) -> dict[str, Any]:
        try:
            answer = requests.post(f"{self.base_url}/_phone/{step}", json=said, timeout=_TIMEOUT)
            if answer.status_code == requests.codes.unprocessable:
                raise NoSound
            answer.raise_for_status()
            told: dict[str, Any] = answer.json()
        except requests.RequestException:
            raise NoPhone from None
        return told


def _words(told: list[dict[str, Any]]) -> tuple[Words, ...]:
    return tuple(Words(one["mine"], one["words"], one.get("language", "")) for one in told)


def _call(told: dict[str, Any]) -> OngoingCall:
    return OngoingCall(
        sid=told["call"],
        story=_words(told["story"]),
        waits_for=told["waits_for"],
        seconds=told["seconds"],
        typed=told["typed"],
        over=told["over"],
    )
