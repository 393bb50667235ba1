"""The demo's telephone: it lives in the Twilio double (tests/twilio_double), which this page of the app talks to."""

from dataclasses import dataclass, field
from typing import Any

import requests

_TIMEOUT = (2, 30)


class NoPhone(Exception):
    """The double does not run, or has forgotten this call."""


@dataclass(frozen=True, slots=True)
class Words:
    mine: bool
    words: str = field(repr=False)
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OngoingCall:
    sid: str
    story: tuple[Words, ...]
    waits_for: str  # "keys", "voice" or nothing
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

    def call(self) -> OngoingCall:
        return _call(self._post("call", {"from": self.number}))

    def step(self, call: str, step: str, value: str = "") -> OngoingCall:
        """`step` is press, speak, wait, hangup or look; `value` the keys, or how the speaking ends."""
        return _call(self._post(step, {"call": call, "keys": value, "then": value or "#"}))

    def _post(self, step: str, said: dict[str, object]) -> dict[str, Any]:
        try:
            answer = requests.post(f"{self.base_url}/_phone/{step}", json=said, timeout=_TIMEOUT)
            answer.raise_for_status()
            told: dict[str, Any] = answer.json()
        except requests.RequestException:
            raise NoPhone from None
        return told


def _words(told: list[dict[str, Any]]) -> tuple[Words, ...]:
    return tuple(Words(one["mine"], one["words"], one.get("language", "")) for one in told)


def _call(told: dict[str, Any]) -> OngoingCall:
    return OngoingCall(sid=told["call"], story=_words(told["story"]), waits_for=told["waits_for"], over=told["over"])
