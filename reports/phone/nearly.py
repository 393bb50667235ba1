"""Slips: one word that is nearly one of ours. What it nearly says is done where that is harmless or protects.

A letter typed several times is certain. Two letters that changed places, or one that is wrong, missing or too many,
count for the words that we teach, unless the word is one that people use: "step" is not STOP. So does a long word of
these that is written as it sounds: "kansel", "widraw".
"""

import re
from collections.abc import Iterable, Mapping
from enum import IntEnum
from functools import cache

_SHORTEST = 3  # letters in which two may have changed places
_ONE_WRONG = 4  # letters of a word that is known with one of them wrong
_ONE_MISSING = 5
_SPELT_OUT = 4  # letters sent apart that are put together
_FIRST_WRONG = 6  # and of one whose first letter may be that
_SOUNDS_ALIKE, _SOUNDS_NEARLY = 5, 7  # letters, as they sound; of the longer ones one may be wrong as well
_SOUNDS = tuple(
    (re.compile(written), sound)
    for written, sound in (
        ("th", "t"),
        ("ph", "f"),
        ("wh?", "r"),  # the Creoles write one for the other
        ("c(?=[eiy])", "s"),
        ("ck|qu|[cq]", "k"),
        ("z", "s"),
        ("eau|au", "o"),
        ("ou", "u"),
        ("y", "i"),
        ("v", "b"),
        ("(?<=.)h", ""),
    )
)


class Slip(IntEnum):
    """How a word was mistyped, the likeliest first."""

    STRETCHED = 1
    SWAPPED = 2
    ONE_WRONG = 3
    AS_IT_SOUNDS = 4


def nearest[Meant](typed: str, known: Mapping[str, Meant], taught: Iterable[str]) -> tuple[Slip, Meant] | None:
    """Return what a word means that is nearly one of `known`, and how it was mistyped."""
    once, heard = squeezed(typed), _sounding(typed)
    found = [(Slip.STRETCHED, word) for word in known if " " not in word and _is_stretched(typed, once, word)]
    found += [(slip, word) for word in taught if (slip := _slip(typed, word))]
    found += [(Slip.AS_IT_SOUNDS, word) for word in taught if _sounds_like(heard, word)]
    best = min(found, default=None, key=lambda one: one[0])
    return (best[0], known[best[1]]) if best else None


def put_together(said: str) -> str:
    """Put a word together whose letters were sent apart: "s t a t u s"."""
    letters = said.split()
    return "".join(letters) if len(letters) >= _SPELT_OUT and all(len(one) == 1 for one in letters) else said


def squeezed(said: str) -> str:
    """Return words with each letter once that stands several times in a row. What was typed is remembered nowhere."""
    return re.sub(r"([^\W\d_])\1+", r"\1", said)


@cache
def _squeezed_of_ours(word: str) -> str:
    return squeezed(word)


def _is_stretched(typed: str, once: str, meant: str) -> bool:
    return len(typed) > len(meant) >= _SHORTEST and once == _squeezed_of_ours(meant)


def _sounds_like(heard: str, meant: str) -> bool:
    ours = _sounding_of_ours(meant)
    if len(ours) < _SOUNDS_ALIKE:
        return False
    return heard == ours or (len(ours) >= _SOUNDS_NEARLY and _slip(heard, ours) is not None)


@cache
def _sounding_of_ours(word: str) -> str:
    return _sounding(word)


def _sounding(word: str) -> str:
    for written, sound in _SOUNDS:
        word = written.sub(sound, word)
    return squeezed(word)


def _slip(typed: str, meant: str) -> Slip | None:
    start = next((at for at, (ours, theirs) in enumerate(zip(typed, meant, strict=False)) if ours != theirs), None)
    if start is None:  # one is the beginning of the other
        is_near = len(typed) == len(meant) + 1 or len(typed) == len(meant) - 1 >= _ONE_MISSING - 1
        return Slip.ONE_WRONG if is_near and len(meant) >= _ONE_WRONG else None
    ours, theirs = typed[start:], meant[start:]
    if ours[1::-1] == theirs[:2] and ours[2:] == theirs[2:] and len(meant) >= _SHORTEST:
        return Slip.SWAPPED
    is_missing = ours == theirs[1:] and len(meant) >= _ONE_MISSING
    is_wrong = len(meant) >= _ONE_WRONG and (ours[1:] == theirs or ours[1:] == theirs[1:])
    return Slip.ONE_WRONG if (start or len(meant) >= _FIRST_WRONG) and (is_missing or is_wrong) else None
