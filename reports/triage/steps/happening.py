"""How much a tip is told as going on: a sum of small weights over the ideas it speaks of and how its verbs stand.

The rules of urgency.toml say what is certain. A scene told without a word for now ("she not coming out since he go
in with the cutlass") has many faint signs instead. Their weights are fitted to made-up tips by
benchmarks/triage/build_happening.py, stand in happening.toml to be read, and only raise: where a rule speaks, or
where the sum is small, nothing changes.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from reports.triage.assessment import Span
from reports.triage.steps.aspect import GOING_ON, NOT_NOW, narrated
from reports.triage.steps.draft import Draft
from reports.triage.steps.lexicon import Hit, concepts, rules
from reports.triage.steps.matching import rulebook

HAPPENING = "happening/"
"""How the rule of such a span begins."""
GOING = "going on"
"""A verb of any kind is told as going on."""
_RULEBOOKS = ("urgency", "signs", "category")
_CUE = "cue_"
"""How ideas of words/cues.toml begin."""
_HINTS = "about_"
"""How ideas of words/hints.toml begin."""
OFFICE = "office_help"
"""The idea of help that an office gives."""

Place = tuple[int, int]


def signs_of_happening(draft: Draft) -> tuple[Span, ...]:
    """Return the weighed signs of this tip, those that speak against it too; none for a tip without a word."""
    table = _weights()
    found = features(draft).items()
    return tuple(Span(*place, HAPPENING + name, table[name]) for name, place in found if name in table)


def features(draft: Draft) -> dict[str, Place]:
    """Return what is weighed, each with the characters where it comes first."""
    found = {}
    office = draft.any_words.get(OFFICE, ())
    for idea, hits in draft.any_words.items():
        name = _names().get(idea)
        if name and (own := next((hit for hit in hits if not overlaps(hit, office)), None)):
            found[name] = (draft.tokens[own.first].start, draft.tokens[own.last - 1].end)
    languages = [finding.value for finding in draft.of("language")]
    going = narrated(draft.any_words, draft.tokens, draft.tip.text, languages[0] if languages else "")
    if going:
        first = draft.tokens[min(going)]
        found[GOING] = (first.start, first.end)
    return found


def overlaps(hit: Hit, office: Sequence[Hit]) -> bool:
    """Whether it is a word of what asks an office for help: "help me renew my licence" is no cry."""
    return any(hit.first < one.last and one.first < hit.last for one in office)


@cache
def _names() -> Mapping[str, str]:
    """The ideas of rules of danger and crime, and the cues, also as going on, each with its feature.

    What tells of the tipster weighs nothing, and what only hints at a kind of crime does not: an advert before a tip
    would take away from it.
    """
    named = {idea for name in _RULEBOOKS for rule in rulebook(name) for part in rule.parts for idea in part}
    cues = {idea for idea in concepts() if idea.startswith(_CUE)}
    known = {idea.removesuffix(GOING_ON) for idea in named if not idea.startswith(_HINTS)}
    ideas = known | cues | {NOT_NOW}
    return {idea + told: f"idea:{idea}{told}" for idea in ideas for told in ("", GOING_ON)}


@cache
def _weights() -> Mapping[str, float]:
    return {name: float(weight) for name, weight in rules("happening")["weights"].items()}
