"""Words that no list has: shown to an officer inside his own session, and kept only where he chose them by hand."""

from collections.abc import Iterable
from functools import cache

from django.db.models import F

from reports import audit
from reports.models import Category, Officer, ProposedTerm
from reports.triage.assessment import Assessment
from reports.triage.steps.lexicon import LISTS, rules
from reports.triage.steps.wording import tokens_of

MOST_SHOWN = 12
_SHORTEST, _LONGEST = 4, 30  # letters


class NotAProposal(Exception):
    """Nothing but a single plain word can be proposed."""


def candidate_words(text: str, assessment: Assessment) -> list[str]:
    """Return words of a tip that no list has, without names, numbers and whatever could unmask the tipster."""
    hidden = [
        (span.start, span.end)
        for finding in assessment.findings
        if finding.step in ("entities", "identifying")
        for span in finding.spans
    ]
    tokens = tokens_of(text)
    # A word that is masked once is offered nowhere: who sees the mask must not read it here.
    masked = {token.text for token in tokens if any(start < token.end and token.start < end for start, end in hidden)}
    found: dict[str, None] = {}
    for token in tokens:
        written = text[token.start : token.end]
        plain = written.isalpha() and written.islower() and _SHORTEST <= len(written) <= _LONGEST
        if plain and token.text not in _known() and token.text not in masked:
            found[written] = None
    return sorted(found, key=lambda word: (-len(word), word))[:MOST_SHOWN]


def propose(words: Iterable[str], *, category: str, language: str, by: Officer) -> int:
    """Count words for the next version of the lists. Raises NotAProposal."""
    words = list(words)
    if category not in Category.values or not all(_is_word(word) for word in words):
        raise NotAProposal
    for word in words:
        row, is_new = ProposedTerm.objects.get_or_create(category=category, language=language[:10], word=word)
        if not is_new:
            ProposedTerm.objects.filter(pk=row.pk).update(times=F("times") + 1)
        audit.enter("triage.word_proposed", by=by, category=category, word=word)
    return len(words)


def _is_word(word: str) -> bool:
    return word.isalpha() and word.islower() and _SHORTEST <= len(word) <= _LONGEST


@cache
def _known() -> frozenset[str]:
    """Every word that stands in a list already."""
    said = (phrase for name in LISTS for phrase in _strings(rules(name)))
    return frozenset(token.text for phrase in said for token in tokens_of(phrase))


def _strings(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
