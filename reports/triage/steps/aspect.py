"""Which words of a text tell of a deed as going on: "he beating her", "yo ka kasé", "y ap tire", "están tumbando".

A rule asks for it with `!`: `beats!` is the idea `beats` where its verb is told so. What is told of the past, of
every Friday, of a film or of a dream (the idea `not_now`) is not, within the same sentence or some words.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from reports.triage.steps.lexicon import LANGUAGES, Hit, rules
from reports.triage.steps.wording import Token

GOING_ON = "!"
NOT_NOW = "not_now"
_NEAR = 8
"""Words over which 'last year' reaches when a full stop stands between."""
_FAR = 16
"""The same within a sentence: phone transcripts have no full stops."""
_ENDS = re.compile(r"[.!?\n]")
_SPANISH = re.compile(r"(?:ando|endo)(?:l[aeo]s?|se|me|nos|te)?$")
_FRENCH_PAST = ("ait", "aient", "é", "ée", "és", "ées")
_SPANISH_PAST = ("aron", "eron", "aban", "ian", "ó", "é", "aba", "ia")
_CLITICS_BACK = 3
_SHORT = 4
"""Letters of "king" and "ring", which are no verbs."""

Places = Mapping[str, frozenset[int]]
Words = Mapping[str, tuple[Hit, ...]]


def going_on(words: Words, names: Iterable[str], tokens: Sequence[Token], text: str) -> dict[str, tuple[Hit, ...]]:
    """Return, by `name!`, those hits of the named ideas whose words are told as going on."""
    asked = [name for name in names if name in words]
    if not asked:
        return {}
    places = _places(tokens, text)
    past = _told_of_another_time(words.get(NOT_NOW, ()), tokens, text)
    found = {}
    for name in asked:
        kept = tuple(hit for hit in words[name] if _touches(hit, places) and not past.intersection(_range(hit)))
        if kept:
            found[name + GOING_ON] = kept
    return found


def narrated(words: Words, tokens: Sequence[Token], text: str, language: str) -> frozenset[int]:
    """Return the words told as going on in this language; where it is none of ours, in any."""
    places = _places(tokens, text)
    found = places.get(language) or frozenset[int]().union(*places.values())
    return found - _told_of_another_time(words.get(NOT_NOW, ()), tokens, text)


def _range(hit: Hit) -> range:
    return range(hit.first, hit.last)


def _touches(hit: Hit, places: Places) -> bool:
    return any(at in places[hit.term.language] for at in _range(hit))


def _places(tokens: Sequence[Token], text: str) -> Places:
    """By language, the words that are verbs told as going on."""
    found: dict[str, set[int]] = {language: set() for language in LANGUAGES}
    words = [token.text for token in tokens]
    for at, token in enumerate(tokens):
        before = words[max(0, at - _CLITICS_BACK) : at][::-1]
        if _is_english(token.text, before):
            found["en"].add(at)
        elif _is_creole(before):
            found["acf"].add(at)
            found["ht"].add(at)
        said = text[token.start : token.end].lower()
        if _is_french(token.text, said, before):
            found["fr"].add(at)
        if _is_spanish(token.text, said, before):
            found["es"].add(at)
    return {language: frozenset(places) for language, places in found.items()}


def _is_english(word: str, before: Sequence[str]) -> bool:
    """'he beating', 'is choking'; but 'was beating', 'the shooting', 'for robbing' tell of no moment."""
    if not before:
        return word.endswith("ing") and len(word) > _SHORT
    told = (word.endswith("ing") and len(word) > _SHORT) or (word.endswith("in") and before[0] in _cue("subjects"))
    return told and before[0] not in _cue("english_not_now")


def _is_creole(before: Sequence[str]) -> bool:
    """'ka bat', 'l ap bat', with a pronoun between at most; but 'té ka', 't ap' are past."""
    if not before or before[0] not in _cue("creole"):
        return False
    return not (len(before) > 1 and before[1] in _cue("creole_past"))


def _is_french(word: str, said: str, before: Sequence[str]) -> bool:
    if "train" in before:
        return True
    if not word.endswith(("e", "ent", "t", "d")) or said.endswith(_FRENCH_PAST) or word.endswith("ment"):
        return False
    for back in before:
        if back in _cue("french_past"):
            return False
        if back in _cue("french_subjects"):
            return True
    return word.endswith("ent")


def _is_spanish(word: str, said: str, before: Sequence[str]) -> bool:
    if "ndo" in word and _SPANISH.search(word):
        return not any(back in _cue("spanish_past") for back in before)
    if not word.endswith(("a", "an", "e", "en")) or said.endswith(_SPANISH_PAST):
        return False
    return bool(before) and before[0] in _cue("spanish_pronouns") and not (set(before[1:]) & _cue("spanish_past"))


def _told_of_another_time(said: Sequence[Hit], tokens: Sequence[Token], text: str) -> set[int]:
    """The words near one of the past, of a habit or of a story."""
    found: set[int] = set()
    for hit in said:
        for step, first in ((1, hit.last), (-1, hit.first - 1)):
            reach, at = _FAR, first
            while 0 <= at < len(tokens) and reach > 0:
                if _sentence_ends(tokens, text, min(at, at - step), max(at, at - step)):
                    reach = min(reach, _NEAR - abs(at - first))
                if reach > 0:
                    found.add(at)
                at, reach = at + step, reach - 1
    return found


def _sentence_ends(tokens: Sequence[Token], text: str, one: int, other: int) -> bool:
    if one < 0 or other >= len(tokens) or tokens[one].clause == tokens[other].clause:
        return False
    return _ENDS.search(text, tokens[one].end, tokens[other].start) is not None


@cache
def _cue(name: str) -> frozenset[str]:
    return frozenset(rules("urgency")["aspect"][name].split())
