"""Neutral words in the place of what could identify the tipster, and coarser times and places: for a release copy.

They are suggestions in brackets, which an officer writes into sentences.
"""

import re
from collections.abc import Iterable, Iterator

from reports.triage.assessment import Assessment, Finding, Span
from reports.triage.coarser import coarser_place, coarser_time, in_words
from reports.triage.warning import what_identifies

NEUTRAL = {
    "own_name": "the source",
    "own_number": "left out",
    "own_link": "left out",
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
    "hearsay": "it is known",
}
_SPOKEN = re.compile(
    r"[\"“«]\s?[^\"“”«»]{2,200}?[\"”»]"
    r"|(?<!\w)['‘’](?=\w)(?:[^'‘’\"]|(?<=\w)['’](?=\w)){2,200}?['’](?!\w)"  # and no don't
)


def neutral(text: str, judged: Assessment, language: str = "") -> str:
    """Return a text with suggestions in brackets; where two share characters, what hides the tipster is kept.

    They are in the language of the text. Speech in quotation marks is left out: whoever spoke knows who heard it.
    """
    told: list[str] = []
    at = 0
    for start, end, words in _apart(text, judged, language or judged.language):
        told += [text[at:start], f"[{words}]"]
        at = end
    return "".join([*told, text[at:]])


def neutral_answer(said: str, found: Iterable[Finding], language: str = "") -> str:
    """Return a typed answer so. `found`: what triage found in it, which need not be what could identify."""
    return neutral(said, Assessment(findings=(*found, *what_identifies(said)), rules_version=""), language)


def _suggested(text: str, judged: Assessment, language: str) -> Iterator[tuple[int, int, int, str]]:
    def whole(span: Span) -> bool:
        return 0 <= span.start < span.end <= len(text)

    for finding in judged.of("identifying"):
        for span in filter(whole, finding.spans):
            yield 0, span.start, span.end, in_words(NEUTRAL.get(finding.value, "left out"), language)
    for spoken in _SPOKEN.finditer(text):  # whoever said it knows to whom
        if " " in spoken[0].strip("'\"“”«»‘’ "):
            yield 0, *spoken.span(), in_words("left out", language)
    for finding in judged.of("entities"):
        for span in filter(whole, finding.spans):
            if finding.value == "datetime":
                yield 1, span.start, span.end, coarser_time(text[span.start : span.end], language)
            elif finding.value == "place":
                yield 1, span.start, span.end, coarser_place(span.rule, language)


def _apart(text: str, judged: Assessment, language: str) -> list[tuple[int, int, str]]:
    """In text order. What hides the tipster is joined where it overlaps; a coarser time or place gives way to it."""
    kept: list[tuple[int, int, str]] = []
    for rank, start, end, words in sorted(_suggested(text, judged, language)):
        over = [each for each in kept if start < each[1] and each[0] < end]
        if over and rank:
            continue
        kept = [each for each in kept if each not in over]
        first = over[0][2] if over else words
        kept.append((min([start, *(each[0] for each in over)]), max([end, *(each[1] for each in over)]), first))
    return sorted(kept)
