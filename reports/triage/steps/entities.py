"""Things named in a tip that can be looked up: places, plates, phones, vessels and the like."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache

from reports.triage.assessment import Finding, Span
from reports.triage.steps.draft import Draft, once_each
from reports.triage.steps.lexicon import rules

LISTED = ("weapon", "drug", "vessel", "datetime")
# Every repeat is bounded, so that no text makes a search slow.
_PHONE = re.compile(r"(?<![\w$./-])\+?\(?\d(?:[ ()-]{0,2}\d){6,14}(?![\w/])")
_MONEY = re.compile(
    r"(?<!\w)(?:(?:ec|xcd|us|usd|bds|tt|e\.c\.)? ?[$€£] ?\d[\d,.]{0,12}(?: ?(?:k|mil|grand)\b)?"
    r"|\d[\d,.]{0,12} ?(?:ec\b|xcd|usd|dollars?|dola|dolares|dólares|euros?|pesos|goud|gourdes?|"
    r"bucks|grand\b))",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?<![\w:])(?:\d{1,2}(?::\d{2})? ?[ap]\.?m\b|\d{1,2}[:hH]\d{2}(?!\w)"
    r"|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}(?!\w))",
    re.IGNORECASE,
)
_HANDLE = re.compile(
    r"(?<![\w.])@[A-Za-z0-9_][\w.]{1,29}"
    r"|(?<!\w)(?:ig|insta|instagram|snap|snapchat|tiktok|fb|facebook)(?: ?: ?| name is | is )"
    r"[\w.]{3,30}|(?:facebook|instagram|tiktok)\.com/[\w.@-]{2,40}",
    re.IGNORECASE,
)
_PLATE = re.compile(r"(?<![\w$-])([A-Za-z]{1,3})[ -]?(\d{2,4})(?![\w-]|[.,]\d)")
_VESSEL_WORDS = re.compile(
    r"(?i:boats?|vessel|pirogue|canoe|yacht|ship|bato|kannòt|canot|bateau|lancha|barco|navire)"
    r" (?:is )?(?i:named|called|name|rele|yo rele|ki rele|appele|appelé|nommé|llamad[ao]|se llama)"
    r" [\"'“«]?((?:[A-Z][\w']{0,20} ?){1,3})"
)
_NEAR = 60
"""Characters between a plate and a word of cars."""
_MOST = 50
"""Findings of one kind; nobody reads more."""


@cache
def _plates() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in rules("entities")["plates"].items()}


def find_entities(draft: Draft) -> Draft:
    text = draft.tip.text
    vessels = _matches(_VESSEL_WORDS, text, "named vessel", 1)
    plates = list(_plate_spans(draft))
    money = _matches(_MONEY, text, "amount of money")
    times = _matches(_CLOCK, text, "time or date")
    found = {
        "place": _clear_of(vessels, _places(draft)),
        "plate": plates,
        "phone": _clear_of([*money, *times, *plates], _phones(text)),
        "vessel": vessels,
        "handle": _matches(_HANDLE, text, "account or handle"),
        "money": money,
        "datetime": times,
    }
    for kind in LISTED:
        hits = once_each(hit for hit in draft.hits_in("entities") if hit.term.means == kind)
        known = found.setdefault(kind, [])
        found[kind] = known + _clear_of(known, [draft.span(hit) for hit in hits])
    return draft.adding(
        *(
            Finding(step="entities", value=kind, score=s.weight, reason=f"{kind}: {s.rule}", spans=(s,))
            for kind, spans in found.items()
            for s in sorted(spans, key=lambda span: span.start)[:_MOST]
        )
    )


def _matches(pattern: re.Pattern[str], text: str, rule: str, group: int = 0) -> list[Span]:
    return [Span(*_trimmed(text, *match.span(group)), rule, 1.0) for match in pattern.finditer(text)]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1] in " .,":
        end -= 1
    return start, end


def _clear_of(taken: Iterable[Span], spans: Iterable[Span]) -> list[Span]:
    """The spans that share no character with those already taken."""
    places = {place for span in taken for place in range(span.start, span.end)}
    return [span for span in spans if places.isdisjoint(range(span.start, span.end))]


def _phones(text: str) -> Iterator[Span]:
    for match in _PHONE.finditer(text):
        digits = sum(character.isdigit() for character in match.group())
        if digits in (7, 10, 11) or (match.group().startswith("+") and digits >= 8):
            yield Span(match.start(), match.end(), "phone number", 1.0)


def _places(draft: Draft) -> list[Span]:
    """Names of the gazetteer; the span's rule is the name that stands there for all spellings."""
    spans = []
    for hit in once_each(draft.hits_in("places")):
        span = draft.span(hit)
        if hit.term.phrase not in rules("places")["capital_only"]["names"] or (draft.tip.text[span.start].isupper()):
            name = rules("places")["aliases"].get(hit.term.phrase, hit.term.phrase)
            spans.append(Span(span.start, span.end, name, 1.0))
    return spans


def _plate_spans(draft: Draft) -> Iterator[Span]:
    """A registration of Saint Lucia: known letters, or any beside a word of cars."""
    cars = [token.start for token in draft.tokens if token.text in _plates()["cars"]]
    for match in _PLATE.finditer(draft.tip.text):
        letters, digits = match.groups()
        if not letters.isupper() and letters.lower() in _plates()["words"]:
            continue
        known = letters.lower() in _plates()["prefixes"]
        plain = letters.isupper() and len(letters) > 1 and len(digits) > 2 and known
        # A one-letter plate, one in small letters or with other letters needs a car nearby.
        if plain or (_is_beside(cars, match.start()) and (known or letters.isupper())):
            yield Span(match.start(), match.end(), "number plate", 1.0)


def _is_beside(cars: list[int], place: int) -> bool:
    at = bisect_left(cars, place - _NEAR)
    return at < len(cars) and cars[at] <= place + _NEAR
