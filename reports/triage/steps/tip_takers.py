"""Those who take tips, by what they do: "the lady who took my call", "moun ki ka wéponn telefòn-la"."""

from collections.abc import Sequence
from functools import cache

from reports.triage.steps.lexicon import rules
from reports.triage.steps.wording import Token, said_before

_BEFORE = 4  # words from somebody to what he takes
_BEHIND = 4  # words from the verb to what is taken


def taken_by(tokens: Sequence[Token], at: int) -> int | None:
    """Return the word after what somebody takes, reads or answers by the verb at `at`; None where he does not."""
    does = tokens[at].text
    if does not in _set("takes") and does not in _set("answers"):
        return None
    before = said_before(tokens, at, _BEFORE)
    if _set("somebody").isdisjoint(before) or not _set("tipster").isdisjoint(before[-1:]):
        return None
    things = _set("of_the_line") | (_set("of_a_phone") if does in _set("answers") else frozenset())
    for place in range(at + 1, min(at + 1 + _BEHIND, len(tokens))):
        if tokens[place].clause != tokens[at].clause:
            return None
        if tokens[place].text in things:
            return place + 1
        if tokens[place].text not in _set("between"):
            return None
    return None


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(rules("routing")["tip_takers"][name].split())
