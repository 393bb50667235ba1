"""What a call knows from one step to the next. It travels in the addresses that the provider calls, nowhere else.

Language, category and danger stand there as they are: the provider heard the keys. All else is sealed to the call's
SID, so that no other call can go on with it, and for two hours, longer than any call here.
"""

import json
import time
from dataclasses import dataclass, field, fields
from itertools import islice
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode, urlsafe_base64_decode, urlsafe_base64_encode

from reports import vault
from reports.intake.undecided import Said
from reports.phone.calls.wording import DEFAULT, keypad, language_keys, spoken
from reports.sealing.envelope import seal
from reports.sealing.keys import derive
from reports.sealing.opening import CannotOpen, unseal_by_any

_AGE = 2 * 3600  # seconds
_MAIN = 2  # languages that most people of the island speak; the order of the keys is the force's own
_PLAIN = ("call", "language", "category", "in_danger")


class NotThisCall(Exception):
    """The sealed part belongs to another call, is too old, or is none of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """`receipt`: of the tip that this call made. `joins`: the id of the tip that what is said belongs to.

    `recording`: what the caller decides about. `earlier`: what was said before it and is decided about with it, one
    space between. `mailbox`: the pass of an opened one, `reading` the copies of its messages that are being read out
    as a whole, one space between, and `heard` whether that was done. `typed`, `partial`, `at`, `again`: what of a
    receipt came from the keypad (reports.phone.calls.digits); `at` is also the place in the reading of one. `misses`:
    receipts that opened nothing. `tries`: how often something was not understood.
    `self_test`: the line's own phone calls. `unsure`: the caller has chosen no language.
    `rang_in_vain`: whom "danger now" is connected to did not answer.
    """

    call: str = field(repr=False)
    language: str = DEFAULT
    category: str = ""
    in_danger: bool = False
    receipt: str = field(default="", repr=False)
    joins: str = field(default="", repr=False)
    recording: str = field(default="", repr=False)
    earlier: str = field(default="", repr=False)
    mailbox: str = field(default="", repr=False)
    heard: bool = False
    reading: str = field(default="", repr=False)
    typed: str = field(default="", repr=False)
    again: bool = False
    partial: str = field(default="", repr=False)
    at: int = 0
    self_test: bool = False
    tries: int = 0
    misses: int = 0
    unsure: bool = False
    rang_in_vain: bool = False

    @classmethod
    def plain(cls, call: str, query: QueryDict) -> "State":
        """Return what stands in an address unsealed."""
        language, category = query.get("language", ""), query.get("category", "")
        return cls(
            call=call,
            language=language if language in spoken() else DEFAULT,
            category=category if category in keypad().values() else "",
            in_danger=query.get("danger") == "1",
        )

    @classmethod
    def of(cls, call: str, query: QueryDict) -> "State":
        """Return all that an address of this call holds. Raises NotThisCall."""
        state = cls.plain(call, query)
        sealed = query.get("s", "")
        return state.but(**_opened(call, sealed)) if sealed else state

    def but(self, **changed: Any) -> "State":
        """Return the state with some of it changed."""
        now = {part.name: getattr(self, part.name) for part in fields(self)}
        return State(**(now | changed))

    def to(self, step: str, **changed: Any) -> str:
        """Return the address of a step, with the state in it."""
        state = self.but(**changed) if changed else self
        asked = {"language": state.language, "category": state.category, "danger": "1" if state.in_danger else ""}
        asked["s"] = state._sealed()
        return f"{reverse(f'phone:{step}')}?{urlencode({name: value for name, value in asked.items() if value})}"

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages to speak in: the caller's, or the first two on the keys while nobody knows that."""
        return tuple(islice(language_keys().values(), _MAIN)) if self.unsure else (self.language,)

    @property
    def said(self) -> Said:
        """What the caller decides about."""
        return Said(
            call=self.call,
            recording=self.recording,
            language="" if self.unsure else self.language,
            category=self.category,
            in_danger=self.in_danger,
            joins=UUID(self.joins) if self.joins else None,
            self_test=self.self_test,
            earlier=tuple(self.earlier.split()),
        )

    def _sealed(self) -> str:
        secret = {
            part.name: value
            for part in fields(self)
            if part.name not in _PLAIN and (value := getattr(self, part.name)) != part.default
        }
        if not secret:
            return ""
        plain = json.dumps(secret | {"until": time.time() + _AGE}).encode()
        return urlsafe_base64_encode(seal(_keys()[0], plain, "call", self.call, padding=128))


def _opened(call: str, sealed: str) -> dict[str, Any]:
    try:
        plain: dict[str, Any] = json.loads(
            unseal_by_any(_keys(), urlsafe_base64_decode(sealed), "call", call, padding=128).decode()
        )
    except (CannotOpen, ValueError):
        raise NotThisCall from None
    if plain.pop("until") < time.time():
        raise NotThisCall
    known = {part.name for part in fields(State)}  # during an upgrade another host may know of more
    return {name: value for name, value in plain.items() if name in known}


def _keys() -> list[bytes]:
    return [derive(pepper, "call step") for pepper in vault.versions("request_pepper")]
