"""Whose last name stands in words, be it alone: on a small island it may be a neighbour's, and it may be the officer's.

A first name alone is half the island's; behind a word for police ("officer Anton") it is an officer's.
It decides only who is not shown a tip, so it looks for too many rather than for too few.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_MARKS_BEFORE = ".!?\n"
# Last names that are words of every day: they count only where they are written as names.
_EVERYDAY = """black white brown green grey gray short long little small young strong good best rich poor may day hill
wood field church street king rose bay price power stone bell cross park home house ball ford moon winter summer"""
_WORDS_TOO = frozenset(_EVERYDAY.split())
_FIRST_EVERYDAY = "will mark grace joy faith hope june april dawn art bill frank grant pat rob"
_FIRST_TOO = _WORDS_TOO.union(_FIRST_EVERYDAY.split())
_FOR_POLICE = """pc wpc constable corporal cpl sergeant sgt inspector insp superintendent supt asp officer detective det
police cop policeman policewoman polis polisye lapolis sajan kaporal enspekte policier policiere gendarme agente oficial
sargento"""
_POLICE = frozenset(_FOR_POLICE.split())
_BETWEEN = "man woman boy guy name named called who is they call ki yo kriye"  # "a police man they call anton"
_CALLED = frozenset(_BETWEEN.split())


def namesakes(words: str, names: Iterable[str]) -> set[str]:
    """Return those of these names whose last word stands in `words`, or the first behind a word for police.

    Also with an s, for a text has no apostrophe.
    """
    said = [_fold(word) for word in _WORD.findall(words)]
    found, police = set(said), set(_behind_police(said))
    as_names = {_fold(word) for word in _written_as_names(words)}
    told = set()
    for name in names:
        parts = _parts(name)
        last, first = parts[-1:], parts[:1] if len(parts) > 1 else ()
        is_by_last = _is_among(last, as_names if _WORDS_TOO.issuperset(last) else found)
        if is_by_last or _is_among(first, police & as_names if _FIRST_TOO.issuperset(first) else police):
            told.add(name)
    return told


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[str, ...]:
    """The folded words of an officer's name."""
    return tuple(_fold(part) for part in _WORD.findall(name))


def _is_among(name: Sequence[str], words: set[str]) -> bool:
    return any(len(one) > 1 and not words.isdisjoint((one, f"{one}s")) for one in name)


def _behind_police(said: list[str]) -> Iterator[str]:
    """Yield what a word for police is followed by: "officer anton", "a police name anton"."""
    for at, word in enumerate(said):
        if word in _POLICE:
            yield from [one for one in said[at + 1 : at + 6] if one not in _CALLED and one not in _POLICE][:1]


def _written_as_names(words: str) -> set[str]:
    """Return the words that begin with a capital where no sentence begins; none of a text that is all capitals."""
    if words.isupper():
        return set()
    found = [(match.group(), words[: match.start()].rstrip(" \"'“‘(")) for match in _WORD.finditer(words)]
    return {word for word, before in found if word[0].isupper() and before and before[-1] not in _MARKS_BEFORE}


def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
