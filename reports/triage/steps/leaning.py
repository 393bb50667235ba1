"""What ordinary words of a tip lean to: weights fitted to made-up tips, added to those of the rules made by hand.

The rules say what is certain, the leanings settle what they leave open: a "chain" that is "gone" is rather stolen than
a weapon. They know words, beginnings of words, and the ideas of rules/words, which are the same in every language.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from reports.triage.assessment import Span
from reports.triage.steps.draft import Draft
from reports.triage.steps.letters import weights
from reports.triage.steps.lexicon import rules
from reports.triage.steps.matching import Words

LEANING = "leaning/"
"""How the rule of such a span begins."""
USUAL = "always"
"""The feature that every tip with words has: how usual a kind is."""
_BEGINNING = 5
"""Letters of a longer word that stand for it."""
_HINTS = "about_"
"""How ideas of words/hints.toml begin: they are leanings themselves, and one of their words says too little."""


def said_outright(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans of rules made by hand: what must be certain rests on these alone."""
    return tuple(span for span in spans if not span.rule.startswith(LEANING))


def features(draft: Draft, words: Words) -> dict[str, tuple[int, int]]:
    """Return what is weighed, each with the characters where it comes first.

    `words` are the ideas that the tip asserts: the words of all others, denied, told of a film or said as a figure of
    speech, lean to nothing.
    """
    found: dict[str, tuple[int, int]] = {}
    meant = {hit for hits in words.values() for hit in hits}
    silent: set[int] = set()
    for said in draft.words.values():
        silent.update(at for hit in said if hit not in meant for at in range(hit.first, hit.last))
    for idea, hits in words.items():
        if not idea.startswith(_HINTS):
            found[f"idea:{idea}"] = (draft.tokens[hits[0].first].start, draft.tokens[hits[0].last - 1].end)
    for at, token in enumerate(draft.tokens):
        if at in silent:
            continue
        found.setdefault(f"word:{token.text}", (token.start, token.end))
        if len(token.text) > _BEGINNING:
            found.setdefault(f"begin:{token.text[:_BEGINNING]}", (token.start, token.end))
    return found


def leanings(draft: Draft, words: Words) -> Iterator[tuple[str, Span]]:
    """Yield category and span for each leaning of this tip; none for a tip without a known word."""
    table = _table()
    known = {name: place for name, place in features(draft, words).items() if name in table}
    if not known:
        return
    for name, (start, end) in {**known, USUAL: (0, 0)}.items():
        for category, weight in table[name].items():
            yield category, Span(start, end, f"{LEANING}{name}", weight)


@cache
def _table() -> Mapping[str, Mapping[str, float]]:
    """By feature, then by category."""
    fitted, least = weights("leaning"), rules("leaning")["least"]
    rows = {
        name: [round(number * fitted.scale, 2) for number in numbers] for name, numbers in fitted.pieces.items()
    } | {USUAL: [round(bias, 2) for bias in fitted.bias]}
    return {
        name: {category: weight for category, weight in zip(fitted.classes, row, strict=True) if abs(weight) >= least}
        for name, row in rows.items()
    }
