"""What gave the tipster away once gives away wherever it is said again: a relative's name, the own name, the own trade.

"I am the night cook … 'cook, you see nothing', he said": a mask over the first alone would leave the second to be read.
"""

from collections.abc import Iterable, Iterator, Mapping

from reports.triage.assessment import Span
from reports.triage.steps.draft import Draft
from reports.triage.steps.matching import Words
from reports.triage.steps.own_names import is_name
from reports.triage.steps.wording import Token

_NAMED = ("own_name", "kin")
_TRADES = ("role", "trade")
_MOST = 20


def said_again(draft: Draft, words: Words, found: Mapping[str, Iterable[Span]]) -> Iterator[tuple[str, Span]]:
    """Yield by kind each further place. `words` are all ideas of the tip; `found`: what is marked so far."""
    marked = [span for spans in found.values() for span in spans]
    for kind in _NAMED:
        names = {draft.tokens[at].text for at in _inside(draft, found[kind]) if is_name(draft, at)}
        yield from _elsewhere(
            kind, (token for at, token in enumerate(draft.tokens) if token.text in names and is_name(draft, at)), marked
        )
    own = {
        hit.term.phrase
        for idea in _TRADES
        for hit in words.get(idea, ())
        if any(span.start <= draft.span(hit).start and draft.span(hit).end <= span.end for span in found["job"])
    }
    again = (hit for idea in _TRADES for hit in words.get(idea, ()) if hit.term.phrase in own)
    yield from _elsewhere("job", (draft.span(hit) for hit in again), marked)


def _inside(draft: Draft, spans: Iterable[Span]) -> list[int]:
    return [at for span in spans for at, token in enumerate(draft.tokens) if span.start <= token.start < span.end]


def _elsewhere(kind: str, places: Iterable[Token | Span], marked: Iterable[Span]) -> Iterator[tuple[str, Span]]:
    free = [one for one in places if not any(one.start < span.end and span.start < one.end for span in marked)]
    for one in free[:_MOST]:
        yield kind, Span(one.start, one.end, f"{kind}/any/said again", 1.0)
