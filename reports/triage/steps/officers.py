"""Which officers a tip names: in its text by a full name or a rank, in a field for names by less."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from reports.triage.assessment import Span
from reports.triage.steps.draft import Draft
from reports.triage.steps.lexicon import rules
from reports.triage.steps.typed import Field, fields_of, words_in
from reports.triage.steps.wording import Token, tokens_of

_WEIGHT = 2.0
_OUTSIDE = Span(0, 0, "an officer, in an answer", _WEIGHT)

ByLast = Mapping[str, Sequence[tuple[str, ...]]]
"""The words of officers' names by the last of them."""


def named_officers(draft: Draft) -> Iterator[Span]:
    """Each place in the text that names an officer, and a reason outside it for the answers that do."""
    by_last: dict[str, list[tuple[str, ...]]] = {}
    for name in draft.tip.officers:
        words = tuple(token.text for token in tokens_of(name))
        if words:
            by_last.setdefault(words[-1], []).append(words)
    yield from _in_words(draft.tokens, by_last)
    if draft.typed and (any(_in_words(draft.typed.tokens, by_last)) or any(_in_fields(draft, draft.typed, by_last))):
        yield _OUTSIDE


def _in_words(tokens: Sequence[Token], by_last: ByLast) -> Iterator[Span]:
    """A full name, or a rank before the last name. A last name alone names half a village."""
    for at, token in enumerate(tokens):
        names = by_last.get(token.text)
        if names is None or at == 0:
            continue
        if tokens[at - 1].text in _listed("ranks") or _is_rank_and_first_name(tokens, at):
            yield Span(tokens[at - 1].start, token.end, "rank and name of an officer", _WEIGHT)
        elif any(len(n) > 1 and tokens[at - 1].text == n[0] for n in names):
            yield Span(tokens[at - 1].start, token.end, "name of an officer", _WEIGHT)


def _is_rank_and_first_name(tokens: Sequence[Token], at: int) -> bool:
    return at >= 2 and tokens[at - 2].text in _listed("ranks") and tokens[at - 1].clause == tokens[at].clause


def _in_fields(draft: Draft, told: Draft, by_last: ByLast) -> Iterator[Field]:
    """A field for names that holds first and last name in any order, or the last alone beside a word for police."""
    fields = [(field, [token.text for token in words_in(told, field)]) for field in fields_of(draft)]
    police = {field.group for field, words in fields if not _police().isdisjoint(words)}
    if draft.tip.answers.get("category") == "misconduct":
        police.add("misconduct")
    for field, words in fields:
        if field.kind != "person":
            continue
        alone = {word for word in words if len(word) > 1 and word not in _police()}
        for last in alone & by_last.keys():
            full = any(len(name) > 1 and name[0] in alone for name in by_last[last])
            if full or (len(alone) == 1 and field.group in police):
                yield field


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(rules("routing")[name].split())


def _police() -> frozenset[str]:
    return _listed("ranks") | _listed("police")
