"""Whose last name stands in words, be it alone: on a small island it may be a neighbour's, and it may be the officer's.

It decides only who is not shown a tip, so it looks for too many rather than for too few.
"""

import re
import unicodedata
from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+")
_MARKS_BEFORE = ".!?\n"
# Last names that are words of every day: they count only where they are written as names.
_EVERYDAY = """black white brown green grey gray short long little small young strong good best rich poor may day hill
wood field church street king rose bay price power stone bell cross park home house ball ford moon winter summer"""
_WORDS_TOO = frozenset(_EVERYDAY.split())


def namesakes(words: str, names: Iterable[str]) -> set[str]:
    """Return those of these names whose last word stands in `words`: also with an s, for a text has no apostrophe."""
    found = {_fold(word) for word in _WORD.findall(words)}
    as_names = {_fold(word) for word in _written_as_names(words)}
    told = set()
    for name in names:
        parts = _WORD.findall(name)
        last = _fold(parts[-1]) if parts else ""
        among = as_names if last in _WORDS_TOO else found
        if len(last) > 1 and not among.isdisjoint((last, f"{last}s")):
            told.add(name)
    return told


def _written_as_names(words: str) -> set[str]:
    """Return the words that begin with a capital where no sentence begins; none of a text that is all capitals."""
    if words.isupper():
        return set()
    found = [(match.group(), words[: match.start()].rstrip(" \"'“‘(")) for match in _WORD.finditer(words)]
    return {word for word, before in found if word[0].isupper() and before and before[-1] not in _MARKS_BEFORE}


def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
