"""The tipster's own people without a word of whose they are: "Mum's boyfriend", "Dad sells it", "Maman a un copain"."""

from collections.abc import Iterator
from functools import cache

from reports.triage.assessment import Span
from reports.triage.steps.draft import Draft
from reports.triage.steps.lexicon import Hit, rules
from reports.triage.steps.matching import Words

_CREOLES = frozenset(("acf", "ht"))
_MOST = 40
_PARTED = 3
"""Characters between the word and a name that belongs to it: "Daddy G", "Mum's Kitchen"."""


def own_people(draft: Draft, words: Words) -> Iterator[Span]:
    """Yield each. `words` are all ideas of the tip, of every language spoken."""
    for hit in words.get("own_parent", ())[:_MOST]:
        if hit.term.language in _CREOLES:
            own = _after(draft, hit.last) in _listed("creole_verbs")
        else:
            own = not _is_of_others(draft, hit) and not _names_somebody(draft, hit)
        span = draft.span(hit)
        written = draft.tip.text[span.start : span.end].casefold()
        if own and (written == hit.term.phrase or hit.term.phrase not in rules("identifying")["as_written_alone"]):
            yield Span(span.start, span.end, f"kin/{hit.term.language}/{hit.term.phrase}", 1.0)


def _is_of_others(draft: Draft, hit: Hit) -> bool:
    """Whether an article, another person or a name stands right before it."""
    if hit.first == 0:
        return False
    before, own = draft.tokens[hit.first - 1], draft.tokens[hit.first]
    if before.clause != own.clause:
        return False
    name = draft.tip.text[before.start].isupper() and not draft.tip.text.isupper() and not _begins(draft, hit.first - 1)
    return before.text in _listed("others_parent") or (name and before.text != "i")


def _names_somebody(draft: Draft, hit: Hit) -> bool:
    """Whether a capital follows: a nickname, a shop. In a text of capitals nothing tells."""
    text, at = draft.tip.text, hit.last
    if _after(draft, at) == "s" and text[draft.tokens[at].start - 1] in "'’":
        at += 1
    if at >= len(draft.tokens) or text.isupper() or draft.tokens[at].text == "i":
        return False
    follows = draft.tokens[at].start - draft.tokens[at - 1].end <= _PARTED
    same = draft.tokens[at].clause == draft.tokens[hit.first].clause
    return follows and same and text[draft.tokens[at].start].isupper()


def _begins(draft: Draft, at: int) -> bool:
    """Whether a sentence may begin with this word, so that its capital tells nothing."""
    return at == 0 or draft.tokens[at - 1].clause != draft.tokens[at].clause


def _after(draft: Draft, at: int) -> str:
    same = at < len(draft.tokens) and draft.tokens[at].clause == draft.tokens[at - 1].clause
    return draft.tokens[at].text if same else ""


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(rules("identifying")[name].split())
