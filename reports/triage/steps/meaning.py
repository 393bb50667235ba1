"""Which ideas of rules/words/*.toml the tip speaks of, now that its languages are known."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from reports.triage.steps.draft import Draft
from reports.triage.steps.lexicon import LANGUAGES, WORDS, Hit, concepts, rules
from reports.triage.steps.wording import tokens_of

_CREOLES = frozenset(("acf", "ht"))
"""So near each other that a word of one is one of the other."""
_SHORT = 4
"""Letters of a word that may by chance be one of another language too."""


def find_meaning(draft: Draft) -> Draft:
    everything = [hit for hit in draft.hits_in(WORDS) if not hit.term.needs_language]
    spoken = _spoken(draft)
    said = _meant([hit for hit in draft.hits_in(WORDS) if hit.term.language in spoken or _is_plain_abroad(hit)])
    return replace(draft, words=said, any_words=_meant(everything))


def _spoken(draft: Draft) -> frozenset[str]:
    """The languages found; all of them where none was."""
    named = {finding.value for finding in draft.of("language")} & set(LANGUAGES)
    if not named:
        return frozenset(LANGUAGES)
    return frozenset(named | _CREOLES if named & _CREOLES else named)


def _meant(hits: Sequence[Hit]) -> Mapping[str, tuple[Hit, ...]]:
    """By idea, without figures of speech."""
    table = concepts()
    hidden: dict[str, set[int]] = defaultdict(set)
    for hit in hits:
        for name in table[hit.term.means].get("masks", "").split():
            hidden[name].update(range(hit.first, hit.last))
    said: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        name = hit.term.means
        if "masks" not in table[name]:
            covered = hidden.get(name, frozenset()) | hidden.get("everything", frozenset())
            if covered and all(at in covered for at in range(hit.first, hit.last)):
                continue
        said[name].append(hit)
    return {name: tuple(sorted(found, key=lambda hit: (hit.first, -hit.last))) for name, found in said.items()}


def _is_plain_abroad(hit: Hit) -> bool:
    """A whole word or phrase that people say within another language: 'dem boys selling dwòg'."""
    phrase = hit.term.phrase
    if hit.term.needs_language or "*" in phrase or len(phrase) <= _SHORT:
        return False
    return tokens_of(phrase)[0].text not in _homonyms() or " " in phrase


@cache
def _homonyms() -> frozenset[str]:
    return frozenset(rules("spelling")["homonyms"].split())
