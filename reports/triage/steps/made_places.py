"""Names of places that no list holds, made by a word beside them: "Cresslands Gap", "rue Peynier", "Lans Lawivyè"."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from reports.triage.steps.wording import Token

_WORDS = 3
_SMALL = frozenset(["de", "du", "des", "la", "le", "los", "las", "l", "d"])
_NO_NAMES = frozenset(["the", "my", "in", "at", "on", "by", "near", "from"])


class Found(NamedTuple):
    """A place: words `first` up to, not including, `last`."""

    first: int
    last: int
    name: str
    else_is: str = ""


def before_street(tokens: Sequence[Token], text: str, at: int, before: Collection[str]) -> Iterator[Found]:
    """Yield the capitals before the word `at` with it; none that begin with one of the words `before` a place."""
    first = at
    while first and at - first < _WORDS and _is_titled(tokens[first - 1], text):
        if is_far(tokens, text, first):
            break
        first -= 1
    if first < at and tokens[first].text not in before:
        yield Found(first, at + 1, text[tokens[first].start : tokens[at].end].title())


def behind_street(tokens: Sequence[Token], text: str, at: int, is_place: Callable[[int], bool]) -> int | None:
    """Return the word after the capitals that follow the word `at`; behind the first, a place is one of its own."""
    last = at + 1
    while last < len(tokens) and last <= at + _WORDS and not is_far(tokens, text, last):
        if not (_is_titled(tokens[last], text) or tokens[last].text in _SMALL):
            break
        if last > at + 1 and tokens[last - 1].text not in _SMALL and is_place(last):
            break
        last += 1
    return last if last > at + 1 and _is_titled(tokens[last - 1], text) else None


def is_far(tokens: Sequence[Token], text: str, at: int) -> bool:
    """Tell whether more than a blank parts a word from the one before it."""
    return text[tokens[at - 1].end : tokens[at].start] != " "


def _is_titled(token: Token, text: str) -> bool:
    return text[token.start].isupper() and token.text not in _NO_NAMES
