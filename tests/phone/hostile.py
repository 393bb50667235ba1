"""Texts put together from a pattern's own words, to find those that would take long."""

import random
from collections.abc import Iterator
from importlib import import_module
from typing import Any

_PARSER: Any = import_module("re._parser")
_OFTEN = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
LONGEST = 395  # characters: a clause is cut behind 400


def hostile_to(pattern: str, dice: random.Random, count: int) -> Iterator[str]:
    """Yield texts that begin as the pattern does, say one of its repeated parts again and again, and break off."""
    parsed = _PARSER.parse(pattern)
    for _ in range(count):
        begun: list[str] = []
        rounds = _rounds(parsed, dice, begun)
        said = "".join(begun)
        again = [_said(rounds, dice) for _ in range(dice.choice((1, 1, 2, 4)))] if rounds else ["boat "]
        while len(said) < LONGEST:
            said += dice.choice(again) or "boat "
        yield " ".join([*said[:LONGEST].split(), "boat", "~"])


def _rounds(parsed: Any, dice: random.Random, begun: list[str]) -> Any:
    """Say a pattern up to one of its repeated parts, and return that part."""
    for kind, value in parsed:
        if str(kind) in _OFTEN and value[1] > 1 and dice.random() < 0.5:
            return _rounds(value[2], dice, []) if dice.random() < 0.2 else value[2]
        inner = _inner(str(kind), value, dice)
        if inner is None:
            begun.append(_letter(str(kind), value))
        for one in inner or []:
            if found := _rounds(one, dice, begun):
                return found
    return None


def _said(parsed: Any, dice: random.Random) -> str:
    said = ""
    for kind, value in parsed:
        inner = _inner(str(kind), value, dice)
        said += _letter(str(kind), value) if inner is None else "".join(_said(one, dice) for one in inner)
    return said


def _inner(kind: str, value: Any, dice: random.Random) -> list[Any] | None:
    if kind == "BRANCH":
        return [dice.choice(value[1])]
    if kind == "SUBPATTERN":
        return [value[3]]
    if kind == "ATOMIC_GROUP":
        return [value]
    if kind in _OFTEN:
        return [value[2]] * dice.randint(value[0], min(value[1], value[0] + 2))
    return None


def _letter(kind: str, value: Any) -> str:
    if kind == "LITERAL":
        return chr(value)
    if kind == "IN" and str(value[0][0]) == "LITERAL":
        return chr(value[0][1])
    return "q" if kind in ("IN", "ANY", "NOT_LITERAL") else ""
