"""A name behind the tipster's own number, at the end of what is said: "my number is 714 0922, Alana"."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from reports.triage.assessment import Span
from reports.triage.steps.draft import Draft
from reports.triage.steps.lexicon import rules
from reports.triage.steps.own_names import after_own_name, is_name
from reports.triage.steps.senses import is_ordinary

_PAUSE = re.compile(r"[ \t]{0,2}[,.:;–-]{0,2}\s{0,2}")
_ENDS = re.compile(r"\s*[.!)]*\s*$|\s+(?:from|at|by|of|de|du|del|nan|an|bò)\s[^.!?\n]{1,30}[.!]?\s*$")
_TITLES = frozenset(["don", "dona", "fre", "fwe", "madanm", "misye", "miss", "mlle", "mme", "mr", "mrs", "ms", "se"])

_SHOUTED = 2
"""Letters in capitals of which more are shouted."""


def names_behind(draft: Draft, numbers: Sequence[Span]) -> Iterator[Span]:
    """Yield each name that follows one of these numbers at once and ends the text, or says only where he is from."""
    text, tokens = draft.tip.text, draft.tokens
    if text.isupper():
        return
    for number in numbers:
        pause = _PAUSE.match(text, number.end)
        begins = pause.end() if pause else number.end
        at = next((at for at, token in enumerate(tokens) if token.start == begins), None)
        if at is None or not text[number.end - 1].isdigit():
            continue
        name = at + 1 if tokens[at].text in _TITLES and at + 1 < len(tokens) else at
        if not is_name(draft, name) or not _names_somebody(draft, name):
            continue
        end = tokens[after_own_name(tokens, text, name) - 1].end
        if _ENDS.match(text, end):
            yield Span(tokens[at].start, end, "own_name/any/behind one's own number", 1.0)


def _names_somebody(draft: Draft, at: int) -> bool:
    """Whether a word is neither an ordinary one nor a firm's in capitals."""
    word = draft.tokens[at]
    if len(word.text) > _SHOUTED and draft.tip.text[word.start : word.end].isupper():
        return False
    return word.text in _given() or not is_ordinary(word.text)


@cache
def _given() -> frozenset[str]:
    return frozenset(rules("entities")["people"]["given"].split())
