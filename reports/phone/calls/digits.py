"""The digits of a receipt as a keypad brings them: what is typed so far, what the keys change, and what comes next.

Pure: no telephone, no clock. The states, and where each key leads:

    TYPING     fewer than twenty. Digits fill the groups of four in their order. Star drops a group that is not whole,
               or else the last whole one. Hash after a group means nothing; after a part of one that part is dropped,
               with what came behind it. Silence drops a part, after it was waited for. Four digits after a pause, or
               eight and so on, begin that group anew: the rest of it would be fewer.
    HEARING    twenty that make no receipt are read out, group by group. Star asks for the group that is heard, hash
               goes on. Digits without a star change nothing but where four of them make the whole a receipt, or twenty
               came.
    REPLACING  one group is asked for anew, by its name. Four digits take its place; star goes to the group before.

What is whole changes only where the caller was told which group it is, or pressed star behind it, or where the change
makes a receipt. Whatever is in doubt is dropped, and the group that is awaited is asked for by its name.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

GROUP, GROUPS = 4, 5
DIGITS = GROUP * GROUPS
KEYS = "0123456789*#"
_PATIENCE, _SLIP, _SILENCE = 8, 1, 4  # three silences in a row, or nine slips


class Move(StrEnum):
    """What is to be done next."""

    ASK = "ask"  # for the group that is awaited
    ASK_AGAIN = "ask_again"  # for the same, because something was dropped
    WAIT = "wait"  # in silence, for the rest
    OPEN = "open"  # it is a receipt
    READ_OUT = "read_out"  # no receipt: from the group `at` on
    READ_ON = "read_on"  # the same, without a word before it
    GIVE_UP = "give_up"


@dataclass(frozen=True, slots=True)
class Typed:
    """`digits`: whole groups, and fewer than four behind them, or all twenty. Of all twenty `at` is the group that is
    heard, or `asked` for; `more` are digits that came since and are not taken yet. `lost`: patience that is used up.
    """

    digits: str = field(default="", repr=False)
    more: str = field(default="", repr=False)
    at: int = 0
    asked: bool = False
    lost: int = 0

    @property
    def is_whole(self) -> bool:
        return len(self.digits) == DIGITS

    @property
    def awaited(self) -> int:
        """The place of the group that is to be typed now."""
        return self.at if self.is_whole else len(self.digits) // GROUP

    @property
    def missing(self) -> int:
        """How many digits may come at once; a part may be typed anew, with the groups behind it."""
        typed = self.more if self.is_whole else self.digits
        return GROUP if self.is_whole and self.asked else max(GROUP, DIGITS - len(_whole(typed)))

    @property
    def is_short(self) -> bool:
        """A group has begun and is not whole."""
        return bool(self.more) if self.is_whole else len(self.digits) % GROUP > 0

    @property
    def part(self) -> str:
        """The digits of the group that has begun and is not whole."""
        typed = self.more if self.is_whole else self.digits
        return typed[len(_whole(typed)) :]

    def group(self, at: int) -> str:
        return self.digits[GROUP * at : GROUP * (at + 1)]

    def replaced(self, at: int, four: str) -> str:
        return self.digits[: GROUP * at] + four + self.digits[GROUP * (at + 1) :]


@dataclass(frozen=True, slots=True)
class Turned:
    """What keys led to; `back` are the digits of the groups that they made whole, to be said back."""

    typed: Typed
    move: Move
    back: str = field(default="", repr=False)


def press(typed: Typed, keys: str, is_receipt: Callable[[str], bool]) -> Turned:
    """Take the keys that were pressed before the caller paused, "" where nothing was."""
    keys = "".join(key for key in keys if key in KEYS)
    if not typed.is_whole:
        return _typing(typed, keys, is_receipt)
    return (_replacing if typed.asked else _hearing)(typed, keys, is_receipt)


def _typing(typed: Typed, keys: str, is_receipt: Callable[[str], bool]) -> Turned:
    digits, dropped = _begun_anew(typed.digits, keys), not keys and typed.is_short
    known = _whole(digits)  # the shortest that it was
    digits = known if dropped else digits
    for key in keys:
        if key == "*":
            digits, dropped = _whole(digits[:-1]), True
        elif key == "#" and len(digits) % GROUP:
            digits, dropped = _whole(digits), True
            break
        elif key.isdigit():
            digits, dropped = digits + key, False
        known = _whole(digits) if len(digits) < len(known) else known
        if len(digits) == DIGITS:
            break
    back = _whole(digits)[len(known) :]
    if len(digits) == DIGITS:
        return _whole_now(Typed(digits), is_receipt)
    move = Move.ASK_AGAIN if dropped else Move.WAIT if len(digits) % GROUP else Move.ASK
    if back or move is Move.WAIT:
        return Turned(replace(typed, digits=digits, lost=0 if back else typed.lost), move, back)
    return _lost(replace(typed, digits=digits), move, silent=not keys)


def _replacing(typed: Typed, keys: str, is_receipt: Callable[[str], bool]) -> Turned:
    if not keys:
        return _lost(replace(typed, more=""), Move.ASK_AGAIN, silent=True)
    at, more, dropped = typed.at, _begun_anew(typed.more, keys), False
    for key in keys:
        if key == "*" and not more:
            return _lost(replace(typed, at=max(0, at - 1), more=""), Move.ASK_AGAIN)  # to be named before it is typed
        if key == "*":
            more, dropped = "", True
        elif key == "#" and not more:
            return _next(replace(typed, asked=False))
        elif key == "#":
            more, dropped = "", True
            break
        elif key.isdigit():
            more, dropped = more + key, False
        if len(more) == GROUP:
            fresh = Typed(typed.replaced(at, more), at=at, lost=typed.lost)
            return _whole_now(fresh, is_receipt)
    typed = replace(typed, more=more)
    return _lost(typed, Move.ASK_AGAIN) if dropped or not more else Turned(typed, Move.WAIT)


def _hearing(typed: Typed, keys: str, is_receipt: Callable[[str], bool]) -> Turned:
    if not keys:
        return _lost(replace(typed, more=""), Move.READ_OUT)
    more = _begun_anew(typed.more, keys)
    for key in keys:
        if key == "*":
            return Turned(replace(typed, more="", asked=True), Move.ASK_AGAIN)  # to be named before it is typed
        if key == "#" and not more:
            return _next(typed)
        more += key if key.isdigit() else ""
        if len(more) == DIGITS:
            return _whole_now(Typed(more, lost=typed.lost), is_receipt)
    nearest = sorted(range(GROUPS), key=lambda group: abs(group - typed.at))
    fits = [typed.replaced(group, more) for group in nearest] if len(more) == GROUP else []
    fit = next(filter(is_receipt, fits), "")
    return Turned(Typed(fit), Move.OPEN) if fit else Turned(replace(typed, more=more), Move.WAIT)


def _begun_anew(typed: str, keys: str) -> str:
    """Return what was typed, without its part where whole groups came after the pause."""
    return _whole(typed) if keys.isdigit() and len(keys) % GROUP == 0 else typed


def _whole_now(typed: Typed, is_receipt: Callable[[str], bool]) -> Turned:
    return Turned(typed, Move.OPEN) if is_receipt(typed.digits) else _lost(typed, Move.READ_OUT)


def _next(typed: Typed) -> Turned:
    """The group is right: hear the next one; after the last nothing is left to do about these digits."""
    typed = replace(typed, at=typed.at + 1, more="")
    return Turned(typed, Move.READ_ON) if typed.at < GROUPS else Turned(Typed(), Move.GIVE_UP)


def _lost(typed: Typed, move: Move, *, silent: bool = False) -> Turned:
    typed = replace(typed, lost=typed.lost + (_SILENCE if silent else _SLIP))
    return Turned(Typed(), Move.GIVE_UP) if typed.lost > _PATIENCE else Turned(typed, move)


def _whole(digits: str) -> str:
    return digits[: len(digits) // GROUP * GROUP]
