"""Whether a message is a tip at all: adverts, pranks, tests, wrong numbers, bare abuse.

A linear model adds up what the words, shapes and listed terms say for a kind of junk against a tip; the sum gives a
chance between 0 and 1. The spans share out the chance: what it was before reading, and what each mark changed.
It sorts a tip down within its urgency and does nothing else, and never far where a life may be at risk.
"""

import math
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from reports.triage.assessment import Finding, Span
from reports.triage.steps.category import judge_category
from reports.triage.steps.draft import Draft, total
from reports.triage.steps.entities import find_entities
from reports.triage.steps.happening import HAPPENING
from reports.triage.steps.junk_marks import CRIME, NOTHING, Mark, marks_of
from reports.triage.steps.language import judge_language
from reports.triage.steps.leaning import said_outright
from reports.triage.steps.letters import weights
from reports.triage.steps.lexicon import rules
from reports.triage.steps.meaning import find_meaning
from reports.triage.steps.reading import read
from reports.triage.steps.urgency import judge_urgency

_MORTAL = ("cry", "mortal", "under_blows", "gives_up_life")
"""The ideas of a life at risk, a cry first."""
_JESTS, _DANGER = "jests", "danger"
"""The ideas of a punch line, beside which a cry is none, and of what is dangerous, now or another time."""
KINDS = {
    "advert": "Reads like an advert.",
    "test": "Reads like a test message.",
    "prank": "Reads like a joke.",
    "wrong_number": "Seems meant for somebody else.",
    "abuse": "Abuse without information.",
    "empty": "Nothing in it to read.",
}
_PLATE = re.compile(r"(?<!\w)[A-Za-z]{1,2}[ -]?\d{2,4}(?!\w)")
_LAUGH = re.compile(
    r"(?<!\w)(?:l+o+l+|lmf?ao+|rofl|mdr+|ptdr+|x[dD]+|jk|j/k|(?:h[aei]h?|ja|je){2,9}h?|ha(?:,? ha){1,9}|k{3,9})(?!\w)"
    "|[\U0001f600-\U0001f606\U0001f923\U0001f92a\U0001f61b-\U0001f61d]"
    r"|[\[(*](?:[^\])*]{0,40} )?(?:laugh|giggl|rire|ris[ao]|ri[\]) ])",
    re.IGNORECASE,
)
_A_PLATE_ALONE = 3
"""Words of a message that is hardly more than a number plate."""
_PARTS, _AROUND = 8, 6
"""Parts that are read by themselves, where more are a tip; words around what speaks of danger or crime."""
_SHOWN = 12
"""Spans shown by themselves; the rest is one span outside the text."""


class Verdict(NamedTuple):
    """A kind of junk, how far it stands above a tip, its chance before reading and after, and what each mark added."""

    kind: str
    margin: float
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
        spans, kind = [*spans, _raised(spans, plain)], rules("junk")["plain"]["kinds"][plain].get("as", "wrong_number")
    if _life_at_risk(draft):
        spans += _lowered(spans, "danger to life", rules("junk")["most_with_danger"])
    elif _is_short_tip(draft, marks):
        spans += _lowered(spans, "a crime in a few plain words", rules("junk")["short_tip"]["most"])
    elif _is_immediate(draft) or (_tells_of_crime(draft, marks) and not _is_plain_junk(draft, verdict)):
        spans += _lowered(spans, "too many words of crime", rules("junk")["most_with_crime"])
    elif len(draft.tokens) <= _A_PLATE_ALONE and _PLATE.search(draft.tip.text):
        spans += _lowered(spans, "a number plate", rules("junk")["most_with_plate"])
    elif _opens(draft, kind):
        spans += _lowered(spans, "asks whether to speak", rules("junk")["most_of_opening"])
    elif any(hit.term.means == "undergone" for hit in draft.hits_in("junk")):
        spans += _lowered(spans, "tells what was lost or done to somebody", rules("junk")["most_of_undergone"])
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
    before, after = (_margin(name, one, model.classes) for one in (model.bias, sums))
    nothing = rules("junk")["nothing_told"]
    after += nothing * sum(mark.rule == NOTHING for mark in marks)
    added = (nothing if mark.rule == NOTHING else row[kind] - row[tip] for mark, row in zip(marks, rows, strict=True))
    return Verdict(name, after, _chance(name, before), _chance(name, after), tuple(added))


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
    named = {finding.value for finding in draft.of("entities")}.difference(plain["entities"])
    found = [
        name
        for name, asked in plain["kinds"].items()
        if said.issuperset(asked["lists"]) and draft.words.keys() >= {*asked.get("ideas", ())}
        if said.isdisjoint(asked["unless"]) and named.issubset(asked.get("names", ()))
    ]
    if not found or len(draft.tokens) > plain["most_words"]:
        return None
    crimes = (one for one in draft.of("category") if one.value != "other")
    is_crime = any(total(said_outright(one.spans)) >= plain["crime"] for one in crimes)
    return None if is_crime or draft.of("signs") or _is_read_today(draft) else found[0]


def _is_read_today(draft: Draft) -> bool:
    """Tell whether it is immediate, or more than small signs speak for reading it today."""
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
    """Tell whether a rule says so, or words that mean it; small signs alone are in many a joke."""
    return any(idea in draft.words for idea in _MORTAL[_JESTS in draft.words :]) or any(
        finding.value == "immediate" and not all(span.rule.startswith(HAPPENING) for span in finding.spans)
        for finding in draft.of("urgency")
    )


def _tells_of_crime(draft: Draft, marks: Sequence[Mark]) -> bool:
    """Tell whether it speaks of a crime by clear words, or of danger that is not at hand."""
    return _DANGER in draft.words or any(mark.rule == CRIME for mark in marks)


def _is_immediate(draft: Draft) -> bool:
    return any(finding.value == "immediate" for finding in draft.of("urgency"))


def _is_plain_junk(draft: Draft, verdict: Verdict) -> bool:
    return _only_laughs(draft, verdict) or _is_sure(draft, verdict)


def _is_short_tip(draft: Draft, marks: Sequence[Mark]) -> bool:
    """Tell whether a few plain words name a crime, and none of them laughs, sells or swears: "yo vòlè bèf mwen".

    So short a tip has no other words to tell it from a joke by.
    """
    plates = [finding for finding in draft.of("entities") if finding.value == "plate"]
    most = rules("junk")["short_tip"]["with_plate" if plates else "most_words"]
    if len(draft.tokens) > most or _LAUGH.search(draft.tip.text):
        return False
    return CRIME in (mark.rule for mark in marks) and not any(hit.term.means in KINDS for hit in draft.hits_in("junk"))


def _opens(draft: Draft, kind: str) -> bool:
    """Tell whether somebody may ask whether to speak, or offer to: "can I trust this line"."""
    said = any(hit.term.means == "opening" for hit in draft.hits_in("junk"))
    return said and kind != "advert" and _LAUGH.search(draft.tip.text) is None


def _only_laughs(draft: Draft, verdict: Verdict) -> bool:
    """Tell whether it reads like a joke, laughs, names nobody and no place or car, and no part is plainly a tip."""
    asked = rules("junk")["laughing"]
    named = {finding.value for finding in draft.of("entities")}
    return (
        verdict.kind == "prank"
        and verdict.margin >= asked["margin"]
        and len(draft.tokens) <= asked["most_words"]
        and named.issubset(asked["entities"])
        and _LAUGH.search(draft.tip.text) is not None
        and not _is_grave(draft)
        and _parts_are_above(draft, asked["of_part"])
    )


def _is_sure(draft: Draft, verdict: Verdict) -> bool:
    """Tell whether it stands far above any tip, and whatever speaks of danger or crime does too, read by itself.

    An advert or a joke around a tip, in one message, does not hide the tip.
    """
    asked = rules("junk")
    if verdict.margin < asked["sure"] or _is_grave(draft):
        return False
    return _parts_are_above(draft, asked["sure_of_part"])


def _parts_are_above(draft: Draft, least: float) -> bool:
    """Tell whether whatever speaks of danger or crime stands so far above a tip, read by itself and without a laugh."""
    told = _told(draft)
    return len(told) <= _PARTS and all(
        weigh(marks_of(_alone(draft, _LAUGH.sub(" ", part)))).margin >= least for part in told
    )


def _is_grave(draft: Draft) -> bool:
    """Tell whether words of the lists say outright that somebody is harmed or held."""
    asked = rules("junk")["grave"]
    kinds = (one for one in draft.of("category") if one.value in asked["kinds"])
    return any(total(said_outright(one.spans)) >= asked["from"] for one in kinds)


def _told(draft: Draft) -> list[str]:
    """Whatever speaks of danger or crime, each with a few words around it, between the same marks."""
    tokens = draft.tokens
    places = {hit.first for hit in draft.words.get(_DANGER, ())}
    crimes = (one for one in draft.of("category") if one.value != "other")
    for finding in (*draft.of("urgency"), *crimes):
        spans = (span for span in said_outright(finding.spans) if span.end)
        places |= {bisect_right(tokens, span.start, key=lambda token: token.start) - 1 for span in spans}
    parts = []
    for at in sorted(places):
        near = tokens[max(0, at - _AROUND) : at + _AROUND + 1]
        words = [token for token in near if token.clause == tokens[at].clause]
        parts.append(draft.tip.text[words[0].start : words[-1].end])
    return list(dict.fromkeys(parts))


def _alone(draft: Draft, text: str) -> Draft:
    """A part of the text, read as if it were all."""
    tip = replace(draft.tip, text=text, answers={}, in_danger=False)
    read_alone = find_meaning(judge_language(read(Draft(tip=tip))))
    return find_entities(judge_urgency(judge_category(read_alone)))


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
