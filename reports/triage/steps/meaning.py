"""Which ideas of rules/words/*.toml the tip speaks of, now that its languages are known."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache

from reports.triage.steps.aspect import going_on
from reports.triage.steps.draft import Draft
from reports.triage.steps.lexicon import GIVEAWAYS, LANGUAGES, WORDS, Hit, concepts, rules
from reports.triage.steps.matching import asked_as_going_on
from reports.triage.steps.wording import tokens_of

_CREOLES = frozenset(("acf", "ht"))
"""So near each other that a word of one is one of the other."""
_SHORT = 4
"""Letters of a word that may by chance be one of another language too."""


def find_meaning(draft: Draft) -> Draft:
    languages = spoken(draft)
    said_outright = (hit for hit in draft.hits_in(WORDS) if not hit.term.needs_language)
    everything = [hit for hit in said_outright if is_heard(hit, languages)]
    said = _meant([hit for hit in draft.hits_in(WORDS) if hit.term.language in languages or _is_plain_abroad(hit)])
    meant = _meant(everything)
    happening = going_on(meant, asked_as_going_on("urgency"), draft.tokens, draft.tip.text)
    return replace(draft, words=said, any_words={**meant, **happening})


def with_small_words(draft: Draft, telltales: Mapping[str, frozenset[str]]) -> Mapping[str, tuple[Hit, ...]]:
    """The ideas of the tip and those of rules/giveaways, whose words are too small to count in a language unspoken.

    `telltales` are words by language: where one is said, that language is spoken, be it in a word or two.
    """
    heard = {token.text for token in draft.tokens}
    told = {language for language, words in telltales.items() if not heard.isdisjoint(words)}
    languages = spoken(draft)
    small = _meant([hit for hit in draft.hits_in(GIVEAWAYS) if hit.term.language in languages | told])
    if told <= languages:
        return {**draft.words, **small}
    words = dict(draft.words)
    for name, hits in draft.any_words.items():
        more = {hit for hit in hits if hit.term.language in told}.union(words.get(name, ()))
        if more:
            words[name] = tuple(sorted(more, key=lambda hit: (hit.first, -hit.last, hit.term)))
    return {**words, **small}


def spoken(draft: Draft) -> frozenset[str]:
    """Return the languages found; all of them where none was."""
    named = {finding.value for finding in draft.of("language")} & set(LANGUAGES)
    if not named:
        return frozenset(LANGUAGES)
    return frozenset(named | _CREOLES if named & _CREOLES else named)


def is_heard(hit: Hit, languages: Collection[str]) -> bool:
    """Tell whether words count where these languages are spoken: all but short ones of another, which are rather words
    of these: "yo", "la" or "mat*" in English.
    """
    return hit.term.language in languages or len(hit.term.phrase.rstrip("*")) > _SHORT


def _meant(hits: Sequence[Hit]) -> Mapping[str, tuple[Hit, ...]]:
    """By idea, without figures of speech; one that is taken in earnest beside some idea is none there."""
    masks = _masks()
    told = {hit.term.means for hit in hits}
    earnest = {name for name, beside in _unless().items() if name in told and not told.isdisjoint(beside)}
    if earnest:
        hits = [hit for hit in hits if hit.term.means not in earnest]
    hidden: dict[str, set[int]] = defaultdict(set)
    for hit in hits:
        for name in masks.get(hit.term.means, ()):
            hidden[name].update(range(hit.first, hit.last))
    said: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        name = hit.term.means
        if hidden:
            everything = "" if name in masks else "everything"
            covered = hidden.get(name, frozenset()) | hidden.get(everything, frozenset())
            if covered and all(at in covered for at in range(hit.first, hit.last)):
                continue
        said[name].append(hit)
    return {name: _in_order(found) for name, found in said.items()}


def _in_order(hits: list[Hit]) -> tuple[Hit, ...]:
    return tuple(sorted(hits, key=lambda hit: (hit.first, -hit.last)) if len(hits) > 1 else hits)


@cache
def _masks() -> Mapping[str, tuple[str, ...]]:
    """The figures of speech, each with the ideas that it hides."""
    return {name: tuple(table["masks"].split()) for name, table in concepts().items() if "masks" in table}


@cache
def _unless() -> Mapping[str, frozenset[str]]:
    """The ideas that are not read where the text speaks of one of others, each with those."""
    return {name: frozenset(table["unless"].split()) for name, table in concepts().items() if "unless" in table}


def _is_plain_abroad(hit: Hit) -> bool:
    """A whole word or phrase that people say within another language: 'dem boys selling dwòg'."""
    phrase = hit.term.phrase
    if hit.term.needs_language or "*" in phrase or len(phrase) <= _SHORT:
        return False
    return tokens_of(phrase)[0].text not in _homonyms() or " " in phrase


@cache
def _homonyms() -> frozenset[str]:
    return frozenset(rules("spelling")["homonyms"].split())
