"""Lists of single words in several languages, and which of them a tip says: `kill*` is every word that begins so."""

from collections.abc import Iterable, Iterator
from functools import cache

from reports.triage.steps.draft import Draft
from reports.triage.steps.lexicon import LANGUAGES, lexicon, rules
from reports.triage.steps.meaning import spoken
from reports.triage.steps.wording import tokens_of


class Glossary:
    """Names things by the words that say them."""

    def __init__(self, listed: Iterable[tuple[str, str]]) -> None:
        """Take names with what says them, words between blanks."""
        self._words: dict[str, tuple[str, ...]] = {}
        self._stems: dict[str, tuple[str, ...]] = {}
        for name, said in listed:
            for written in said.split():
                table = self._stems if written.endswith("*") else self._words
                for token in tokens_of(written.rstrip("*")):
                    table[token.text] = tuple(dict.fromkeys((*table.get(token.text, ()), name)))
        self._sizes = tuple(sorted({len(stem) for stem in self._stems}))
        self._least = min(self._sizes, default=0)
        self._beginnings = frozenset(stem[: self._least] for stem in self._stems)

    def named(self, word: str) -> list[str]:
        """Return what a folded word says."""
        found = [*self._words.get(word, ())]
        if word[: self._least] not in self._beginnings:
            return found
        for size in self._sizes:
            if size > len(word):
                break
            if stem := self._stems.get(word[:size]):
                found += stem
        return found


def senses_of(draft: Draft) -> Iterator[tuple[str, int]]:
    """Yield every sense of senses.toml that a language spoken here gives to a word, and the place of that word."""
    languages = spoken(draft)
    glossaries = [glossary for language, glossary in _senses().items() if language in languages]
    for at, token in enumerate(draft.tokens):
        named = [name for glossary in glossaries for name in glossary.named(token.text)]
        for name in dict.fromkeys(named):
            yield name, at


def is_ordinary(word: str) -> bool:
    """Tell whether a folded word is an ordinary one in any language: one of the rules, or one with a sense."""
    return lexicon().speller.knows(word) or any(glossary.named(word) for glossary in _senses().values())


@cache
def _senses() -> dict[str, Glossary]:
    said = rules("senses")["senses"].items()
    return {language: Glossary((name, words[at]) for name, words in said) for at, language in enumerate(LANGUAGES)}
