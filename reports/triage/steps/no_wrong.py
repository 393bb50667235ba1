"""An officer whom a tip names and says no wrong of: he helped its sender, or somebody did him harm.

It is a narrow rule. Where anything else of the police is told, or a word leaves a doubt, the tip is about him. He is
kept from it all the same.
"""

from collections.abc import Sequence
from functools import cache

from reports.triage.assessment import Span
from reports.triage.steps.draft import Draft
from reports.triage.steps.lexicon import rules

_OF_POLICE = ("police", "official", "hints_police_own", "police_unit", "of_police_unit")


def is_no_wrong(draft: Draft, span: Span) -> bool:
    """Whether nothing is said against the officer who is named at this place of the text."""
    words = [token.text for token in draft.tokens]
    inside = [at for at, token in enumerate(draft.tokens) if span.start <= token.start < span.end]
    if not inside or _leaves_a_doubt(draft, words, inside):
        return False
    before, behind = words[: inside[0]], words[inside[-1] + 1 :]
    return _is_harmed(before) or _has_helped(behind)


def _leaves_a_doubt(draft: Draft, words: Sequence[str], inside: Sequence[int]) -> bool:
    """Whether he is named twice, the police are told of elsewhere, or a word beside may be of a wrong."""
    others = (hit for idea in _OF_POLICE for hit in draft.any_words.get(idea, ()))
    is_elsewhere = any(not inside[0] <= hit.first <= inside[-1] for hit in others)
    return is_elsewhere or words.count(words[inside[-1]]) > 1 or not _set("doubts").isdisjoint(words)


def _is_harmed(before: Sequence[str]) -> bool:
    """Whether somebody did it to him: "the man that shot at"."""
    said = f" {' '.join(before)}"
    done = next((phrase for phrase in _phrases("harmed") if said.endswith(f" {phrase}")), None)
    return done is not None and not _set("another").isdisjoint(said.removesuffix(f" {done}").split()[-4:])


def _has_helped(behind: Sequence[str]) -> bool:
    """Whether he helped, and somebody else is told of before anybody is "he": that would be the officer."""
    said = f"{' '.join(behind)} "
    done = next((phrase for phrase in _phrases("helped") if said.startswith(f"{phrase} ")), None)
    if done is None:
        return False
    told = (word for word in said.removeprefix(done).split() if word in _set("he_or_she") | _set("another"))
    return next(told, "he") in _set("another") - _set("not_the_officer")


def _phrases(name: str) -> Sequence[str]:
    found: Sequence[str] = rules("routing")["no_wrong"][name]
    return found


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(rules("routing")["no_wrong"][name].split())
