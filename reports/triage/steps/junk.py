"""Whether a message is a tip at all: adverts, pranks, tests, wrong numbers, bare abuse.

A linear model adds up what the words, shapes and listed terms say for a kind of junk against a tip; the sum gives a
chance between 0 and 1. The spans share out the chance: what it was before reading, and what each mark changed.
It sorts a tip down within its urgency and does nothing else, and never far where a life may be at risk.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from reports.triage.assessment import Finding, Span
from reports.triage.steps.draft import Draft, total
from reports.triage.steps.happening import HAPPENING
from reports.triage.steps.junk_marks import CRIME, Mark, marks_of
from reports.triage.steps.leaning import said_outright
from reports.triage.steps.letters import weights
from reports.triage.steps.lexicon import rules

_DANGERS = ("cry", "mortal", "danger")
"""The ideas of danger to life."""
KINDS = {
    "advert": "Reads like an advert.",
    "test": "Reads like a test message.",
    "prank": "Reads like a joke.",
    "wrong_number": "Seems meant for somebody else.",
    "abuse": "Abuse without information.",
    "empty": "Nothing in it to read.",
}
_SHOWN = 12
"""Spans shown by themselves; the rest is one span outside the text."""


class Verdict(NamedTuple):
    """A kind of junk, its chance before any mark was read and after, and what each mark added to its margin."""

    kind: str
    before: float
    chance: float
    added: tuple[float, ...]


def judge_junk(draft: Draft) -> Draft:
    if not draft.tokens:
        return draft.adding(_unreadable(draft))
    marks = marks_of(draft)
    verdict = weigh(marks)
    spans, kind = _spans(marks, verdict), verdict.kind
    plain = _plainly(draft)
    if plain and total(spans) < rules("junk")["plain"]["score"]:
        spans, kind = [*spans, _raised(spans, plain)], "wrong_number"
    if _life_at_risk(draft):
        spans += _lowered(spans, "danger to life", rules("junk")["most_with_danger"])
    elif verdict.kind != "prank" and any(mark.rule == CRIME for mark in marks):
        spans += _lowered(spans, "too many words of crime", rules("junk")["most_with_crime"])
    return draft.adding(_finding(kind, spans))


def weigh(marks: Sequence[Mark]) -> Verdict:
    """The kind of junk that the marks speak for most, and how all kinds together stand against a tip."""
    model = weights("junk")
    rows = [_row(mark) for mark in marks]
    sums = [bias + sum(column) for bias, column in zip(model.bias, zip(*rows, strict=True), strict=True)]
    tip, chat = model.classes.index("tip"), model.classes.index("chat")
    kind = max((at for at in range(len(sums)) if at != tip), key=sums.__getitem__)
    if kind == chat:
        # What people chatted in 2006 makes a message private, but sure only as far as other kinds say it too.
        kind = model.classes.index("wrong_number")
    name = model.classes[kind]
    before, after = (_chance(name, _margin(name, one, model.classes)) for one in (model.bias, sums))
    return Verdict(name, before, after, tuple(row[kind] - row[tip] for row in rows))


def _margin(kind: str, sums: Sequence[float], classes: Sequence[str]) -> float:
    """How far all kinds of junk together, but for chat, stand above a tip; an advert must stand above chat too."""
    tip, chat = sums[classes.index("tip")], sums[classes.index("chat")]
    junk = [value for name, value in zip(classes, sums, strict=True) if name not in ("tip", "chat")]
    most = max(junk)
    over_tip = most + math.log(sum(math.exp(value - most) for value in junk)) - tip
    return min(over_tip, sums[classes.index(kind)] - chat) if kind == "advert" else over_tip


def _row(mark: Mark) -> list[float]:
    model = weights("junk")
    told = [(row, strength) for name, strength in mark.features if (row := model.pieces.get(name))]
    if not told:
        return [0.0] * len(model.classes)
    strengths = [strength * model.scale for _, strength in told]
    if len({*strengths}) == 1:  # as of every word: whole numbers add up faster
        return [column * strengths[0] for column in map(sum, zip(*(row for row, _ in told), strict=True))]
    return [math.sumprod(column, strengths) for column in zip(*(row for row, _ in told), strict=True)]


def _chance(kind: str, margin: float) -> float:
    """0 to the most that this kind can be sure of; it only rises with the margin over a tip."""
    curve = rules("junk")["chance"]
    steep = curve["slope"] * (margin - curve["even"])
    return float(curve["most"][kind]) / (1 + math.exp(-max(-50.0, min(50.0, steep))))


def _spans(marks: Sequence[Mark], verdict: Verdict) -> list[Span]:
    """What the marks did to the chance, shared out as they added to the margin."""
    margin = math.fsum(verdict.added)
    share = (verdict.chance - verdict.before) / margin if abs(margin) > 1e-9 else 0.0
    by_strength = sorted(zip(marks, verdict.added, strict=True), key=lambda pair: -abs(pair[1]))
    spans = [Span(0, 0, "before reading", round(verdict.before, 6))]
    spans += [Span(m.start, m.end, m.rule, round(added * share, 6)) for m, added in by_strength[:_SHOWN]]
    rest = round(verdict.chance - total(spans), 6)
    return [*spans, Span(0, 0, "everything else", rest)]


def _plainly(draft: Draft) -> str | None:
    """Return what a message plainly is that is no tip; None where anything in it could be one.

    A tip tells of somebody. So whatever speaks of a person, of a crime, of hurry, or of things that a tip names, is
    none of these, and nothing is whose tipster chose a kind or ticked a sign.
    """
    plain = rules("junk")["plain"]
    said = {hit.term.means for hit in draft.hits_in("junk")}
    found = [
        name
        for name, asked in plain["kinds"].items()
        if said.issuperset(asked["lists"]) and said.isdisjoint(asked["unless"])
    ]
    named = {finding.value for finding in draft.of("entities")}
    if not found or len(draft.tokens) > plain["most_words"] or not named.issubset(plain["entities"]):
        return None
    crimes = (one for one in draft.of("category") if one.value != "other")
    is_crime = any(total(said_outright(one.spans)) >= plain["crime"] for one in crimes)
    return None if is_crime or draft.of("signs") or _is_urgent(draft) else found[0]


def _is_urgent(draft: Draft) -> bool:
    """Tell whether more than small signs speak for reading it today."""
    return any(
        one.value != "routine" and (one.value != "today" or not all(s.rule.startswith(HAPPENING) for s in one.spans))
        for one in draft.of("urgency")
    )


def _raised(spans: Sequence[Span], plain: str) -> Span:
    return Span(0, 0, plain, round(rules("junk")["plain"]["score"] - total(spans), 6))


def _lowered(spans: Sequence[Span], reason: str, most: float) -> list[Span]:
    above = round(total(spans) - most, 6)
    return [Span(0, 0, reason, -above)] if above > 0 else []


def _life_at_risk(draft: Draft) -> bool:
    return any(idea in draft.words for idea in _DANGERS) or any(
        finding.value == "immediate" for finding in draft.of("urgency")
    )


def _unreadable(draft: Draft) -> Finding:
    if draft.tip.answers or draft.tip.in_danger:
        return _finding("empty", [])
    return _finding("empty", [Span(0, 0, "no words", rules("junk")["no_words"])])


def _finding(kind: str, spans: list[Span]) -> Finding:
    score = min(1.0, max(0.0, total(spans)))
    if score >= rules("junk")["bar"]:
        return Finding(step="junk", value=kind, score=score, reason=KINDS[kind], spans=tuple(spans))
    reason = "Reads like a tip, or too little to call it junk."
    return Finding(step="junk", value="tip", score=score, reason=reason, spans=tuple(spans))
