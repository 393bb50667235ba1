"""Neutral words in the place of what could identify the tipster, and coarser times and places: for a release copy.

They are suggestions in brackets, which an officer writes into sentences.
"""

import re
from collections.abc import Iterable, Iterator

from reports.triage.assessment import Assessment, Finding, Span
from reports.triage.steps.gazetteer import districts
from reports.triage.warning import what_identifies

NEUTRAL = {
    "own_name": "the source",
    "own_number": "left out",
    "kin": "the source knows",
    "tie": "the source knows",
    "neighbour": "in the area",
    "job": "the source knows",
    "own_thing": "left out",
    "habit": "it has been seen",
    "about_self": "left out",
    "victim": "it was done to somebody",
    "witness": "it was seen",
    "deed": "it is known",
    "sole_knowledge": "it is known",
}
_WEEKEND = re.compile(
    r"\b(fri|sat|sun|weekend|vandredi|sanmdi|dimanch|vendredi|samedi|dimanche|viernes|s[áa]bado|domingo|fin de semana)",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\b(mon|tue|wed|thu|lundi|lendi|mardi|madi|mercredi|mèkwédi|mèkredi|jeudi|jédi|jedi|lunes|martes|mi[ée]rcoles|jueves)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h]\d{0,2})? ?([ap])?\.?(?:m\b)?", re.IGNORECASE)
_PARTS = {
    "night": r"night|nuit|noche|lannwit|lannuit|midnight",
    "evening": r"evening|dark|soir|tarde|aswè|oswè",
    "morning": r"morning|dawn|matin|mañana|bonmaten|maten",
    "afternoon": r"afternoon|noon|après-midi|apwémidi|aprèmidi",
}


def neutral(text: str, judged: Assessment) -> str:
    """Return a text with suggestions in brackets; where two share characters, what hides the tipster is kept."""
    told: list[str] = []
    at = 0
    for start, end, words in _apart(text, judged):
        told += [text[at:start], f"[{words}]"]
        at = end
    return "".join([*told, text[at:]])


def neutral_answer(said: str, found: Iterable[Finding]) -> str:
    """Return a typed answer so. `found`: what triage found in it, which need not be what could identify."""
    return neutral(said, Assessment(findings=(*found, *what_identifies(said)), rules_version=""))


def coarser_time(words: str) -> str:
    """Return a moment as part of a day, and of a week."""
    day = "weekend" if _WEEKEND.search(words) else "weekday" if _WEEKDAY.search(words) else ""
    part = next((part for part, said in _PARTS.items() if re.search(said, words, re.IGNORECASE)), "") or _by_clock(
        words
    )
    if not day and not part:
        return "some time"
    article = "an" if not day and part[0] in "ae" else "a"
    return " ".join(filter(None, [article, day, part]))


def coarser_place(name: str) -> str:
    """Return the district of a place by the name that stands for it."""
    district = districts().get(name, "")
    if district == "abroad":
        return "another country"
    return f"{district} district" if district else "a place"


def _by_clock(words: str) -> str:
    for hour, half in _CLOCK.findall(words):
        clock = int(hour) % 12 + (12 if half.lower() == "p" else 0) if half else int(hour)
        if not half and not re.search(rf"\b{hour}[:h.]", words):
            continue
        ends = ((5, "night"), (12, "morning"), (17, "afternoon"), (22, "evening"), (100, "night"))
        return next(part for end, part in ends if clock < end)
    return ""


def _suggested(text: str, judged: Assessment) -> Iterator[tuple[int, int, int, str]]:
    def whole(span: Span) -> bool:
        return 0 <= span.start < span.end <= len(text)

    for finding in judged.of("identifying"):
        for span in filter(whole, finding.spans):
            yield 0, span.start, span.end, NEUTRAL.get(finding.value, "left out")
    for finding in judged.of("entities"):
        for span in filter(whole, finding.spans):
            if finding.value == "datetime":
                yield 1, span.start, span.end, coarser_time(text[span.start : span.end])
            elif finding.value == "place":
                yield 1, span.start, span.end, coarser_place(span.rule)


def _apart(text: str, judged: Assessment) -> list[tuple[int, int, str]]:
    """In text order. What hides the tipster is joined where it overlaps; a coarser time or place gives way to it."""
    kept: list[tuple[int, int, str]] = []
    for rank, start, end, words in sorted(_suggested(text, judged)):
        over = [each for each in kept if start < each[1] and each[0] < end]
        if over and rank:
            continue
        kept = [each for each in kept if each not in over]
        first = over[0][2] if over else words
        kept.append((min([start, *(each[0] for each in over)]), max([end, *(each[1] for each in over)]), first))
    return sorted(kept)
