"""Names that no list has, by what they do: "Bigga hiding in Jacmel", "Jorel vòlè kabrit mwen", "c'est Ludo qui".

A capital alone makes no name. Here a word of a deed follows at once, or a word that only a person follows stands
before, and the word itself is none of ours, no place, and no end of a longer name ("Vieux Fort").
"""

from collections.abc import Iterator, Sequence
from functools import cache

from reports.triage.steps.gazetteer import longest_place
from reports.triage.steps.lexicon import rules
from reports.triage.steps.senses import is_ordinary
from reports.triage.steps.wording import Token

_MOST_NAMES = 60
"""Capitals of a text that are looked at; nobody reads more."""
_LEAST = 3
"""Letters of a name; a shorter word belongs to one ("Ti Jo")."""
_OF_A_PHONE = 4
"""Digits that end a telephone number, behind which a name stands like a signature."""
_SOMEBODY = 10
"""Words before a comma in which somebody is looked for."""


def find_doers(tokens: Sequence[Token], text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the first word of each name, the word after it, and the rule."""
    if text.isupper():
        return
    at = seen = 0
    while at < len(tokens) and seen < _MOST_NAMES:
        if not text[tokens[at].start].isupper():
            at += 1
            continue
        seen += 1
        last = _end(tokens, text, at)
        alone = not _follows_a_capital(tokens, text, at)
        apart = alone and _is_set_apart(tokens, text, at, last)
        if (
            alone
            and _could_be_a_name(tokens, at, last, apart=apart)
            and (rule := _what_tells_it(tokens, text, at, last))
        ):
            last = last if rule.startswith("before: ") else _whole(tokens, text, last)
            yield at, last, rule
        at = last


def _end(tokens: Sequence[Token], text: str, first: int) -> int:
    """The word after a capital, or after two of which the first is a small one: "Ti Jo", "Big Head"."""
    last = first + 1
    if last == len(tokens) or tokens[first].text not in _listed("before"):
        return last
    return last + 1 if _follows_a_capital(tokens, text, last) else last


def _whole(tokens: Sequence[Token], text: str, last: int) -> int:
    """The word after a last name behind a name that is sure."""
    if last == len(tokens) or tokens[last].text in _no_names() or not _follows_a_capital(tokens, text, last):
        return last
    return last + 1 if longest_place(tokens, last) is None else last


def _follows_a_capital(tokens: Sequence[Token], text: str, at: int) -> bool:
    """Whether this word and the one before it are two capitals side by side."""
    if not at or text[tokens[at - 1].end : tokens[at].start] not in (" ", "-"):
        return False
    if tokens[at - 1].text in _listed("led_by") or tokens[at - 1].text in _no_names():
        return False  # "Kay Ma Tité", "Yesterday Alphonsus took"
    return text[tokens[at].start].isupper() and text[tokens[at - 1].start].isupper()


def _could_be_a_name(tokens: Sequence[Token], first: int, last: int, *, apart: bool) -> bool:
    """Whether nothing speaks against it; an ordinary word is a name where it stands set apart: "his friend, Bones"."""
    word = tokens[last - 1].text
    if word in _no_names() or longest_place(tokens, first) is not None:
        return False
    if last - first > 1:
        return True
    return len(word) >= _LEAST and word.isalpha() and (apart or not is_ordinary(word))


def _what_tells_it(tokens: Sequence[Token], text: str, first: int, last: int) -> str | None:
    before = tokens[first - 1] if first and tokens[first - 1].clause == tokens[first].clause else None
    if before is not None:
        two = f"{tokens[first - 2].text if first > 1 else ''}_{before.text}"
        if not _listed("led_by").isdisjoint((before.text, two)):
            return f"after: {before.text}"
        if before.text in _listed("articles"):
            return None
    if last == len(tokens) and first and _ends_a_phone(tokens[first - 1]):
        return "behind a number, at the end"
    if _is_set_apart(tokens, text, first, last):
        return "between commas, after a person"
    if has_an_age(tokens, text, last):
        return "before an age"
    return f"before: {tokens[last].text}" if _does_something(tokens, first, last, begins=before is None) else None


def _does_something(tokens: Sequence[Token], first: int, last: int, *, begins: bool) -> bool:
    """Whether a deed follows, or, where the capital is not that of a beginning, a word that any name may have."""
    if last == len(tokens) or tokens[last].clause != tokens[first].clause:
        return False
    word = tokens[last].text
    return _is_a_deed(word) or (not begins and word in _listed("acts_within"))


def _is_a_deed(word: str) -> bool:
    stem = word.removesuffix("in")  # "keepin", "sellin", "drivin"
    return word in _listed("acts") or (
        stem != word and not _listed("acts").isdisjoint((stem, f"{stem}e", f"{stem}ing"))
    )


def _ends_a_phone(token: Token) -> bool:
    return token.text.isdigit() and len(token.text) >= _OF_A_PHONE


def _is_set_apart(tokens: Sequence[Token], text: str, first: int, last: int) -> bool:
    """Whether a name stands between commas behind somebody: "yon travayè, Wilner, soti", "the second man, Gaël"."""
    if not first or text[tokens[first - 1].end : tokens[first].start].strip() != ",":
        return False
    after = text[tokens[last - 1].end : tokens[last - 1].end + 2].strip()[:1]
    said = [
        token.text for token in tokens[max(0, first - _SOMEBODY) : first] if token.clause == tokens[first - 1].clause
    ]
    return after in ("", ",", ".", ";", ":", "!", "?") and not _listed("somebody").isdisjoint(said)


def has_an_age(tokens: Sequence[Token], text: str, at: int) -> bool:
    """Tell whether years follow: "Yuleisy, 22 años", "Jovenel 14 an", "Mirlande, 15, ..."."""
    if at + 1 >= len(tokens) or text[tokens[at - 1].end : tokens[at].start].strip() not in ("", ","):
        return False
    age = tokens[at].text
    if not age.isdecimal() or len(age) > len("99"):
        return False
    set_off = len(age) > 1 and text[tokens[at - 1].end : tokens[at].start] == ", " and text[tokens[at].end] == ","
    return set_off or tokens[at + 1].text in _listed("years")


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(rules("entities")["doers"][name].split())


@cache
def _no_names() -> frozenset[str]:
    people = rules("entities")["people"]
    return frozenset((*people["not"].split(), *people["peoples"].split()))
