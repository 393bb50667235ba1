"""How a name sounds to who only heard it, in the five languages here: Jools and Jil are Jules, Chals is Charles.

Coarser than how it is written and finer than its consonants, so that it needs no capital to be told from other words.
"""

import re
from functools import lru_cache

_LEAST = 3  # letters of a sound that tells a name
_BONES = 4  # consonants that tell a name with any vowels between
# One after another, on folded words. A capital S is sh. An R is W before o and u and behind a lip, else silent but
# before a vowel.
_STEPS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("^y(?=[aeiou])|dj|g", "j"),
        ("x", "ks"),
        ("(?<=..)(es|e|s)$", ""),
        ("(ouan|wann)$", "wan"),
        ("eau|au|aw", "o"),
        ("ewe?|oo|ou|ue|eu", "u"),
        ("eo", "o"),
        ("ee|ei|ie|y", "i"),
        ("ai", "e"),
        ("ph", "f"),
        ("s?ch|sh|c(?=i[aou])", "S"),
        ("(?<=S)i(?=a)", ""),
        ("c(?=[ei])|z", "s"),
        ("qu|c", "k"),
        ("h", ""),
        (r"r(?![aeiour])|r(?=r)", ""),
        ("r(?=[ou])|(?<=[bpfvjk])r", "w"),
        ("en(?![aeiou])", "in"),
        (r"(.)\1+", r"\1"),
    )
)
_VOWELS = re.compile("[aeiou]+")
# Words of every day that sound like a name, beside the police as beside anything.
_EVERYDAY = """july chairman ceiling site rid ride rides girl girls shall and when wen like call selling fraid any
kick quick court concern whose gone look cut canteen yon yonn join maten matin gade gad denye gason lissen kite
devant cheman jan polis trois quatre carte llama toma dijo quien mata worse"""
_NO_NAMES = frozenset(_EVERYDAY.split())


def sounds_of(words: set[str]) -> set[str]:
    """Return what marks these folded words as names by their sound. None of it is kept."""
    return {mark for word in words if word not in _NO_NAMES for mark in _marks(word)}


@lru_cache(maxsize=4096)
def sounds_of_name(name: str) -> frozenset[str]:
    """Return what marks words that sound like this folded name, also with u said as i, and -on or -oine as -wan."""
    ways = (name, re.sub("(?<![aeo])u(?![aeiou])", "i", name), re.sub("(on|oine?)$", "wan", name))
    return frozenset(mark for way in ways for mark in _marks(way))


def _marks(word: str) -> set[str]:
    sound = word[:40]
    for pattern, heard in _STEPS:
        sound = pattern.sub(heard, sound)
    bones, beats = _VOWELS.subn(" ", sound)
    told = {sound} if len(sound) >= _LEAST else set()
    return told | ({bones} if len(bones) - beats >= _BONES else set())
