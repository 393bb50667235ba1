"""First step: find the words of the tip and every term of the rules in them."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reports.triage.steps.draft import Draft
from reports.triage.steps.lexicon import IDEAS, WORDS, Hit, Term, lexicon
from reports.triage.steps.plates import is_no_constable
from reports.triage.steps.wording import Token, tokens_of

_LONGEST = 14
"""Letters of a word spaced out or starred."""
_STARS = frozenset("*@$")
_COINS = ("$", "€")
_LINK = re.compile(
    r"(?:https?://|www\.)\S+|\b[a-z0-9-]{2,30}\.(?:com|net|org|info|shop|site|link|xyz|app|biz|ly|gl|io|gd|me|cc)/\S*",
    re.IGNORECASE,
)
"""An address of a page, whose words nobody says."""
_AMOUNT = Term(WORDS, "money", "any", 1.0, "amount of money")


def read(draft: Draft) -> Draft:
    tokens = _undisguised(draft.tip.text, tokens_of(draft.tip.text))
    hits: dict[str, list[Hit]] = defaultdict(list)
    linked = _links(draft.tip.text)
    plates = {at for at in range(len(tokens)) if is_no_constable(tokens, at)}
    for hit in (*lexicon().read(tokens), *_amounts(draft.tip.text, tokens)):
        is_linked = linked and hit.term.list in IDEAS and _is_inside(tokens[hit.first], linked)
        if not is_linked and hit.first not in plates:
            hits[hit.term.list].append(hit)
    return replace(draft, tokens=tokens, hits={name: tuple(found) for name, found in hits.items()})


def _links(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _LINK.finditer(text)] if "/" in text or "www." in text.lower() else []


def _is_inside(token: Token, spans: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(spans, token.start, key=lambda span: span[0])
    return at > 0 and token.start < spans[at - 1][1]


def _amounts(text: str, tokens: tuple[Token, ...]) -> Iterator[Hit]:
    """'$200' and '50€' are money, though no word says so."""
    for at, token in enumerate(tokens):
        if token.text[0].isdigit():
            before = text[max(0, token.start - 2) : token.start].rstrip()
            after = text[token.end : token.end + 2].lstrip()
            if before.endswith(_COINS) or after.startswith(_COINS):
                yield Hit(_AMOUNT, at, at + 1)


def _undisguised(text: str, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """'g u n', 'g*n' and 'w@ed' as the words they stand for; anything else stays as it is."""
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        meant = _spaced(text, tokens, at) or _starred(text, tokens, at)
        if meant is None:
            out.append(tokens[at])
            at += 1
        else:
            word, after = meant
            out.append(Token(word, tokens[at].start, tokens[after - 1].end, tokens[at].clause))
            at = after
    return tuple(out)


def _spaced(text: str, tokens: tuple[Token, ...], at: int) -> tuple[str, int] | None:
    if len(tokens[at].text) != 1:
        return None
    end = at + 1
    while end < len(tokens) and end - at < _LONGEST and len(tokens[end].text) == 1:
        if tokens[end].start - tokens[end - 1].end != 1:
            break
        end += 1
    for after in range(end, at + 2, -1):
        word = "".join(token.text for token in tokens[at:after])
        if not word.isdigit() and lexicon().speller.knows(word):
            return word, after
    return None


def _starred(text: str, tokens: tuple[Token, ...], at: int) -> tuple[str, int] | None:
    pattern, after = tokens[at].text, at + 1
    while after < len(tokens) and len(pattern) < _LONGEST:
        between = text[tokens[after - 1].end : tokens[after].start]
        if not 1 <= len(between) <= 3 or not _STARS.issuperset(between):
            break
        pattern += between + tokens[after].text
        after += 1
    if after == at + 1 or len(pattern) > _LONGEST:
        return None
    word = lexicon().speller.unmasked(pattern)
    return (word, after) if word else None
