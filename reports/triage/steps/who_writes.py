"""Whose words a tip is: a child's, of who is held, or of who may take his own life. No finding of triage.

They say which help line the page names, and who must not be held up by a warning. Every language counts, for a few
words tell none.
"""

from functools import cache

from reports.triage.steps.draft import Draft
from reports.triage.steps.lexicon import GIVEAWAYS, Hit, concepts

_YEARS = range(5, 18)
"""Of a child that can write."""
_NEAR = 4
"""Words between who does it and what is done: "my stepfather come home drunk and beats me"."""
_BEHIND = 1
"""And where it is told before it: "he touches me, my uncle"."""

_LIVING = frozenset(["live", "living", "vivre", "vivir", "viviendo", "viv"])


def writes_as_child(draft: Draft) -> bool:
    """Whether a child may have written it: by its years, by what it says of itself, or by who does what to it."""
    if _heard(draft, "child_says") or any(_is_age(draft, hit) for hit in _heard(draft, "my_years")):
        return True
    if _heard(draft, "touched_below") and _heard(draft, "says_secret"):
        return True
    done = _heard(draft, "done_to_child")
    elders = [hit for hit in _heard(draft, "childs_elder") if not _is_partner(draft, hit)] if done else []
    return any(_does(draft, elder, deed) for deed in done for elder in elders)


def writes_as_held(draft: Draft) -> bool:
    """Whether it says of who writes it that she is held, or made to work."""
    return bool(_heard(draft, "held_says"))


def writes_in_despair(draft: Draft) -> bool:
    """Whether it says of who writes it that he may take his own life."""
    told = _heard(draft, "despair_says")
    elsewhere = {hit.first for hit in _heard(draft, "lives_where")} if told else set()
    return any(hit.last not in elsewhere or draft.tokens[hit.last - 1].text not in _LIVING for hit in told)


def _heard(draft: Draft, idea: str) -> list[Hit]:
    return [hit for hit in draft.hits_in(GIVEAWAYS) if hit.term.means == idea]


def _is_age(draft: Draft, said: Hit) -> bool:
    """Whether a child's years follow; in English the word for years may lack, at the end: "I am 12"."""
    tokens, at = draft.tokens, said.last
    if at >= len(tokens) or tokens[at].clause != tokens[said.first].clause or tokens[at].text not in _ages():
        return False
    units = [hit for hit in _heard(draft, "years_old") if hit.first == at + 1]
    ends = at + 1 == len(tokens) or tokens[at + 1].clause != tokens[at].clause or tokens[at + 1].text == "and"
    return bool(units) or (said.term.language == "en" and ends)


@cache
def _ages() -> frozenset[str]:
    words = "five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    return frozenset(
        [
            *map(str, _YEARS),
            *words.split(),
            *(f"{years}{unit}" for years in _YEARS for unit in ("yrs", "yo", "ans", "an")),
        ]
    )


def _is_partner(draft: Draft, elder: Hit) -> bool:
    """Whether it is the other parent of the writer's child: "my baby father"."""
    tokens = draft.tokens
    near = tokens[max(0, elder.first - 2) : elder.last + 3]
    return any(token.text in _others() and token.clause == tokens[elder.first].clause for token in near)


@cache
def _others() -> frozenset[str]:
    said = concepts()["others_child"].values()
    return frozenset(word for words in said for word in (each.strip() for each in words.split(",")))


def _does(draft: Draft, elder: Hit, deed: Hit) -> bool:
    if {elder.term.language, deed.term.language} - _tongue(elder):
        return False
    if elder.last <= deed.first:
        same = draft.tokens[elder.first].clause == draft.tokens[deed.first].clause
        return same and deed.first - elder.last <= _NEAR
    return 0 <= elder.first - deed.last <= _BEHIND


def _tongue(hit: Hit) -> frozenset[str]:
    return frozenset(("acf", "ht")) if hit.term.language in ("acf", "ht") else frozenset((hit.term.language,))
