"""A text as words that can be compared: accents, capitals and tricks folded, places kept."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

# Letters of other alphabets that look like ours and are used to slip past word lists.
_LOOKALIKES = dict(
    zip("авеікмнорсстухѕјαβεικνορτυχԁɡոսցӏпьωıłøđħʋ", "abeikmhopcctyxsjabeikvoptuxdgnuglnbwilodhv", strict=True)
)
_LOOKALIKES |= {"œ": "oe", "æ": "ae"}
_PIECE = re.compile(r"[^\W_]+|[.!?;:,\n\r]")
_LONG_RUN = re.compile(r"([a-z])\1{2,}")
_RUN = re.compile(r"([a-z])\1+")
_MARKS = frozenset(".!?;:,\n\r")


class Token(NamedTuple):
    """One word: `text` is folded, `start` and `end` are characters of the original."""

    text: str
    start: int
    end: int
    clause: int


@lru_cache(maxsize=8192)
def _fold_character(character: str) -> str:
    pieces = unicodedata.normalize("NFKD", character.casefold())
    plain = "".join(p for p in pieces if not unicodedata.category(p).startswith(("M", "Cf")))
    # A few characters unfold to whole sentences; they are no letters of ours.
    return "".join(_LOOKALIKES.get(p, p) for p in plain) if len(plain) <= 4 else character


def fold(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters its place in the original."""
    if text.isascii():
        return text.lower(), list(range(len(text)))
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        folded = character.lower() if character.isascii() else _fold_character(character)
        for letter in folded:
            letters.append(letter)
            places.append(place)
    return "".join(letters), places


def says(words: Iterable[str], phrases: Iterable[str]) -> bool:
    """Return whether one of these phrases, folded words with a blank between, stands among the words."""
    said = f" {' '.join(words)} "
    return any(f" {phrase} " in said for phrase in phrases)


def said_before(tokens: Sequence[Token], at: int, most: int) -> list[str]:
    """Return the words of its clause that stand before word `at`, `most` of them."""
    clause = tokens[at].clause
    return [token.text for token in tokens[max(0, at - most) : at] if token.clause == clause]


def said_behind(tokens: Sequence[Token], at: int, last: int, most: int) -> list[str]:
    """Return the words from `last` on that stand in the clause of word `at`, `most` of them."""
    clause = tokens[at].clause
    return [token.text for token in tokens[last : last + most] if token.clause == clause]


def tokens_of(text: str) -> tuple[Token, ...]:
    """The words of a text. Linear in its length."""
    folded, places = fold(text)
    has_runs = _LONG_RUN.search(folded) is not None
    tokens: list[Token] = []
    clause = 0
    for piece in _PIECE.finditer(folded):
        word = piece.group()
        if word in _MARKS:
            clause += 1
            continue
        if has_runs:
            word = _LONG_RUN.sub(r"\1\1", word)
        first, last = piece.span()
        tokens.append(Token(word, places[first], places[last - 1] + 1, clause))
    return tuple(tokens)


def each_letter_once(word: str) -> str:
    """Return a folded word with each letter once that stands several times in a row: "helpp" is "help"."""
    return _RUN.sub(r"\1", word)


def digits_of(text: str) -> str:
    """Return the digits of a text alone, those of any script as 0 to 9."""
    return "".join(str(unicodedata.decimal(sign)) for sign in text if sign.isdecimal())
