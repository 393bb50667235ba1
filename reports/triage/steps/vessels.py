"""Boats by their names and registrations: "the Lady Marie", "kannòt-la Bèl Maten", "M/V Island Queen", "J 1142"."""

import re
from collections.abc import Iterator, Sequence

from reports.triage.assessment import Span
from reports.triage.steps.boat_signs import boats_by_signs, vessel_words
from reports.triage.steps.draft import Draft
from reports.triage.steps.gazetteer import longest_place
from reports.triage.steps.lexicon import rules
from reports.triage.steps.wording import Token, digits_of

_REGISTERED = re.compile(
    r"(?<![\w-])(?:J[1-9]?|SLU|SL|LC)[ -]{0,2}(?:J[ -]?)?\d{2,5}(?:[ -]?[A-Z]{1,3})?(?![\w-])"
    r"|(?<![\w-])[A-Z]{2,5}[ -]\d{4,7}(?![\w-])"
)
"""Of Saint Lucia; then of islands near by, which count only where a word says that it is a registration."""
_LOCAL = re.compile(r"(?:J|SLU|SL|LC)")
_PREFIXED = re.compile(r"(?<![\w/])(?:[MSFmsf] ?/ ?[VYvy]|[MSF]\.[VY]\.|MV|SV|FV|MY)(?= [A-Z])")
_QUOTED = re.compile(r"[\"“«] ?([^\"“”«»\n]{2,40}?) ?[\"”»]|(?<!\w)[‘']([^\"“”«»\n]{2,40}?)[’'](?!\w)")
_ENDS = re.compile(r"[.!?\n]")
_NEAR_BOAT = 45
_NAME = "name of a boat"
_DIGITS_OF_A_PHONE = 7
_SHORT_NAMES = frozenset(["el", "la", "le", "ti", "st", "no", "my", "mi"])
"""Words of two letters that names begin with: "No Pressure"."""
_FAR, _CLOSE, _AT_SEA = 90, 3, 160
"""Characters to an announced name; words to one that is not announced; characters to a word of the sea."""


def find_vessels(draft: Draft) -> list[Span]:
    """Return the names and registrations in text order."""
    text, tokens = draft.tip.text, draft.tokens
    boats = [at for at, token in enumerate(tokens) if token.text in vessel_words("words") or _is_go_fast(tokens, at)]
    found: dict[int, Span] = {}
    for span in (*_beside_boats(tokens, text, boats), *_prefixed(tokens, text), *_like_boats(tokens, text)):
        found.setdefault(span.start, span)
    registered = [*_registered(text, tokens, [tokens[at].start for at in boats])]
    for span in boats_by_signs(tokens, text, boats, registered):
        if not any(span.start < other.end and other.start < span.end for other in found.values()):
            found[span.start] = span
    if boats:
        found.update({span.start: span for span in registered})
    return [found[start] for start in sorted(found) if not _is_phone(text, found[start])]


def _is_phone(text: str, span: Span) -> bool:
    """Tell whether it holds so many digits as no boat's name: "Call 484 3321" behind a boat is a number."""
    return span.rule == _NAME and len(digits_of(text[span.start : span.end])) >= _DIGITS_OF_A_PHONE


def _is_go_fast(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].text == "fast" and at > 0 and tokens[at - 1].text == "go"


def _beside_boats(tokens: Sequence[Token], text: str, boats: Sequence[int]) -> Iterator[Span]:
    for at in boats:
        span = _boat_name(tokens, text, at)
        if span is not None:
            yield span


def _boat_name(tokens: Sequence[Token], text: str, at: int) -> Span | None:
    """The name of this boat: in quotes, in capitals right after it, or after "named" within some words."""
    announced = False
    for place in range(at + 1, min(at + 16, len(tokens))):
        before = text[tokens[place - 1].end : tokens[place].start]
        if tokens[place].start - tokens[at].end > _FAR or _ENDS.search(before):
            return None
        if any(mark in before for mark in "\"“«‘'") and tokens[place - 1].end < tokens[place].start - 1:
            quoted = _QUOTED.search(text, tokens[place - 1].end, tokens[place].start + _NEAR_BOAT)
            if quoted and quoted.start() <= tokens[place].start:
                return Span(*quoted.span(quoted.lastindex or 0), _NAME, 1.0)
        before_it = tokens[place - 1].text
        announced = before_it in vessel_words("named") or (announced and before_it in vessel_words("skip"))
        if _is_name(tokens, text, place):
            end = _end_of_name(tokens, text, place)
            if announced or _belongs(tokens, text, at, place, end):
                return Span(tokens[place].start, end, _NAME, 1.0)
        if announced and tokens[place].text not in vessel_words("skip"):
            return _small_name(tokens, text, place)
    return None


def _belongs(tokens: Sequence[Token], text: str, at: int, place: int, end: int) -> bool:
    """Whether a name not announced is this boat's: right after it, set off by commas, or said to be written on it."""
    aboard = tokens[place - 1].text == "with" or _is_its_article(tokens, at, place - 1)
    if not _is_no_place(tokens, place, aboard=aboard):
        return False
    after = next((token.text for token in tokens[place : place + 6] if token.start >= end), "")
    set_off = "," in text[tokens[place - 1].end : tokens[place].start] and (text[end : end + 1] in (",", ".", ""))
    if set_off or after in vessel_words("after"):
        return True
    if tokens[place - 1].text == "with":
        return False
    between = {token.text for token in tokens[at + 1 : place]}
    small = vessel_words("skip") | vessel_words("words") | vessel_words("between") | vessel_words("named")
    return place - at <= _CLOSE and between <= small


def _is_its_article(tokens: Sequence[Token], at: int, place: int) -> bool:
    """Whether this is the article that the creoles put behind a boat: "bato-a Ti Zétwal"."""
    follows = place == at + 1 and tokens[place].text in ("a", "la", "an", "lan")
    return follows and tokens[at].text in vessel_words("creole")


def _prefixed(tokens: Sequence[Token], text: str) -> Iterator[Span]:
    """ "M/V Island Queen"."""
    starts = {token.start: at for at, token in enumerate(tokens)}
    for match in _PREFIXED.finditer(text):
        at = starts.get(match.end() + 1)
        if at is not None:
            yield Span(tokens[at].start, _end_of_name(tokens, text, at), _NAME, 1.0)


def _like_boats(tokens: Sequence[Token], text: str) -> Iterator[Span]:
    """ "the Lady Marie", "aboard Santa Rosa": a name that boats bear, where the sea is spoken of."""
    if text.isupper():
        return
    sea = [token.start for token in tokens if token.text in vessel_words("words") | vessel_words("sea")]
    last = -1
    for at in range(len(tokens)):
        if at < last or not _is_name(tokens, text, at) or not _is_no_place(tokens, at, aboard=True):
            continue
        end = _end_of_name(tokens, text, at)
        name = [token.text for token in tokens[at : at + 6] if token.end <= end]
        follows = tokens[at + len(name)].text if at + len(name) < len(tokens) else ""
        if len(name) < 2 or not set(name) & vessel_words("borne") or follows in vessel_words("no_boat"):
            continue
        led = at > 0 and tokens[at - 1].text in vessel_words("aboard") | vessel_words("articles")
        if not led and not set(name) & (vessel_words("borne") - vessel_words("weak")):
            continue
        near = any(abs(place - tokens[at].start) <= _AT_SEA for place in sea)
        if (near and (led or name[0] not in vessel_words("person"))) or (led and name[0] in vessel_words("clear")):
            last = at + len(name)
            yield Span(tokens[at].start, end, _NAME, 1.0)


def _registered(text: str, tokens: Sequence[Token], boats: Sequence[int]) -> Iterator[Span]:
    """A number of the registry; "J 1187" needs a word of it before it, or a boat on either side."""
    said = [token.start for token in tokens if token.text in vessel_words("registered")]
    counted = [token.start for token in tokens if token.text in vessel_words("numbered")]
    for match in _REGISTERED.finditer(text):
        local = _LOCAL.match(match.group()) is not None
        words = said + counted if local else said
        told = any(0 <= match.start() - place <= _NEAR_BOAT for place in words)
        beside = any(abs(match.start() - place) <= _NEAR_BOAT for place in boats)
        if told or (local and (beside or match.group()[:2] not in ("J ", "J-"))):
            yield Span(*match.span(), "registration of a boat", 1.0)


def _is_no_place(tokens: Sequence[Token], place: int, *, aboard: bool = False) -> bool:
    if tokens[place].text in vessel_words("common"):
        return False
    return longest_place(tokens, place) is None and (aboard or tokens[place - 1].text not in vessel_words("elsewhere"))


def _is_name(tokens: Sequence[Token], text: str, place: int) -> bool:
    return (
        text[tokens[place].start].isupper()
        and not text.isupper()
        and (len(tokens[place].text) > 2 or tokens[place].text in _SHORT_NAMES)
        and (tokens[place].text not in vessel_words("foreign") or tokens[place].text == "st")
    )


def _end_of_name(tokens: Sequence[Token], text: str, first: int) -> int:
    """Where a name in capitals ends; small words may stand inside it: "Virgen del Valle"."""
    last = first
    for place in range(first + 1, min(first + 5, len(tokens))):
        if (
            text[tokens[place - 1].end : tokens[place].start] not in (" ", "'", "’", "-")
            and tokens[place - 1].text != "st"
        ):
            break
        inner = tokens[place].text in vessel_words("inside") and place + 1 < len(tokens)
        if text[tokens[place].start].isupper() or tokens[place].text == "s" or tokens[place].text.isdigit():
            last = place
        elif not inner:
            break
    return tokens[last].end


def _small_name(tokens: Sequence[Token], text: str, place: int) -> Span | None:
    """A name in a text without capitals: one or two words up to the next small word."""
    stop = frozenset(rules("entities")["people"]["not"].split()) - vessel_words("borne")
    last = place
    if tokens[place].text in stop or len(tokens[place].text) < 2:
        return None
    if (
        place + 1 < len(tokens)
        and tokens[place + 1].clause == tokens[place].clause
        and tokens[place + 1].text not in stop
    ):
        last = place + 1
    return Span(tokens[place].start, tokens[last].end, _NAME, 1.0)
