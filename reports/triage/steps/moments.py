"""Dates and times, recurring ones too, in five languages: a run of words of time that says enough to name a moment."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from reports.triage.assessment import Span
from reports.triage.steps.draft import Draft
from reports.triage.steps.lexicon import rules
from reports.triage.steps.wording import Token, tokens_of

_HOUR_WORDS = (
    r"una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve"
)
_FRENCH_NUMBERS = "une|un|deux|trois|quatre|cinq|six|sept|huit|dix|quinze|quelques"
_CREOLE_NUMBERS = "yon|de|twa|kat|senk|sis|sèt|uit|nèf|dis|kenz|kèk|plizyè"
# Every repeat is bounded.
_CLOCK = re.compile(
    r"(?<![\w:.,$€£/-])(?:\d{1,2}(?:[:.]\d{2})? ?(?:[ap]\.?m\b|o'? ?clock\b|heures?\b(?: \d{2})?|hrs\b)"
    r"|\d{1,2} ?[hH](?: ?\d{2})?(?!\w)|\d{1,2}[:hH]\d{2}(?!\w)|\d{1,2} ?z?è\b(?! \d)"
    r"|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}(?!\w)|\d{4}-\d{2}-\d{2}(?!\w)"
    rf"|(?:a las?|sobre las) (?:\d{{1,2}}(?:[:.]\d{{2}})?|{_HOUR_WORDS})\b"
    rf"|(?:{_HOUR_WORDS}) (?:[ap]\.?m\b|o'? ?clock\b)"
    r"|\d{1,2}(?:[:.]\d{2})? ?(?:in|of|n) ?(?:the|de|d|di|da) ?(?:morning|mornin|evening|evenin|afternoon|night|nite)\b"
    r"|(?:(?:in|before) )?(?:fore ?day|fo'day)(?: morning| mornin)?\b|old year'?s? (?:night|day)\b"
    r"|(?:por|en) la (?:noche|tarde|mañana|madrugada)\b|de (?:noche|madrugada)\b"
    r"|(?:(?:late|deep) )?in (?:the|d|di|da) (?:night|nite|morning|mornin|evening|evenin)\b"
    r"|(?:(?:los|el|cada) )?fin(?:es)? de semana\b|(?:(?:le|les|ce|chaque|tous les) )?week-ends?\b"
    rf"|il y a (?:\d{{1,3}}|{_FRENCH_NUMBERS}) (?:minutes?|min|heures?|jours?|semaines?|mois|ans?)\b"
    rf"|gen (?:\d{{1,2}}|{_CREOLE_NUMBERS}) (?:jou|semèn|simenn|mwa|lane|lanne|èdtan|minit)\b"
    r")(?: de la (?:tarde|noche|mañana|madrugada)\b)?",
    re.IGNORECASE,
)
_CLASSES = {
    "day": "D", "moment": "A", "part": "P", "every": "E", "last": "R", "length": "U", "month": "M", "number": "N",
    "since": "B", "about": "K", "small": "F", "ago": "G", "lasting": "L",
}  # fmt: skip
"""What a kind of word is called in a run. C is a clock or date, O an ordinal such as "3rd"."""
_ENOUGH = re.compile(
    r"[DAC]|E[FNR]*[UP]|R[FN]*[UP]|[UP]F*R|LK?NF*U|BK?NF*U|NUG|[NO]F*M|MF*[NO]|[BF]M|BF*M|OF*R?F*U|PF*O|KN$|BF*[OP]|FNF*P|FO|Y"
)
_LEADING = frozenset(
    one + other for one, others in (("N", "DUPMG"), ("K", "NC"), ("O", "M"), ("D", "PDM")) for other in others
)
"""What belongs to a moment when it stands before it: a number before a day, "about" before an hour."""
_LONGEST_RUN = 14
_IS = frozenset(["is", "was", "s", "are", "aged", "turning"])


@cache
def _classes() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, letter in _CLASSES.items():
        for word in rules("entities")["moments"][name].split():
            found.setdefault("".join(token.text for token in tokens_of(word)), letter)
    return found


def find_moments(draft: Draft) -> list[Span]:
    """Return the moments named, in text order."""
    tokens, text = draft.tokens, draft.tip.text
    clocks = _clocks(tokens, text)
    spans = []
    for first, last in _runs(tokens, text, clocks):
        letters = "".join(_letter(tokens, text, at, clocks) for at in range(first, last))
        cut = _cut(letters, ends=_ends(tokens, last))
        if cut is not None and not _is_an_age(tokens, letters, first, cut):
            start, end = tokens[first + cut[0]].start, _with_article(tokens, text, first + cut[1] - 1)
            spans.append(Span(start, max(end, clocks.get(first + cut[1] - 1, 0)), "time or date", 1.0))
    return spans


def _is_an_age(tokens: Sequence[Token], letters: str, first: int, cut: tuple[int, int]) -> bool:
    """Whether a number at the end is said of somebody: "he is about five"."""
    begins = first + cut[0]
    return letters[slice(*cut)] == "KN" and begins > 0 and tokens[begins - 1].text in _IS


def _with_article(tokens: Sequence[Token], text: str, at: int) -> int:
    """Where the word ends with the article that Creole puts behind: "òswè-a", "dimanch lan"."""
    if at + 1 < len(tokens) and tokens[at + 1].text in ("a", "an", "la", "lan"):
        between = text[tokens[at].end : tokens[at + 1].start]
        if between == "-" or (
            between == " " and tokens[at].text in ("jodi", "aswe", "oswe", "dimanch", "samdi", "vandredi")
        ):
            return tokens[at + 1].end
    return tokens[at].end


def _clocks(tokens: Sequence[Token], text: str) -> dict[int, int]:
    """The words that belong to a clock time or a date in digits, with the place where it ends."""
    found: dict[int, int] = {}
    at = 0
    for match in _CLOCK.finditer(text):
        while at < len(tokens) and tokens[at].end <= match.start():
            at += 1
        while at < len(tokens) and tokens[at].start < match.end():
            found[at] = match.end()
            at += 1
    return found


def _letter(tokens: Sequence[Token], text: str, at: int, clocks: dict[int, int]) -> str:
    """What kind of word of time this is; a blank for any other."""
    if at in clocks:
        return "C"
    word = tokens[at].text
    if word.isascii() and word.isdigit():
        year = len(word) == 4 and word[:2] in ("19", "20") and at and tokens[at - 1].text in ("in", "en", "since", "an")
        return "Y" if year else "N" if len(word) <= 2 else " "
    if word[:1].isdigit() and word[-2:] in ("st", "nd", "rd", "th") and word[:-2].isdigit() and len(word) <= 4:
        return "O"
    if (
        word == "las"
        and at + 1 < len(tokens)
        and tokens[at + 1].text in ("nite", "night", "week", "month", "nyt", "year")
    ):
        return "R"
    letter = _classes().get(word, " ")
    return letter if word not in _accented() or word != text[tokens[at].start : tokens[at].end].lower() else " "


@cache
def _accented() -> frozenset[str]:
    return frozenset(tokens_of(word)[0].text for word in rules("entities")["moments"]["accented"].split())


def _runs(tokens: Sequence[Token], text: str, clocks: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Words of time that stand side by side."""
    first = None
    for at in range(len(tokens) + 1):
        counts = at < len(tokens) and _letter(tokens, text, at, clocks) != " "
        if first is not None and (not counts or at - first >= _LONGEST_RUN or not _touches(tokens, text, at, clocks)):
            yield first, at
            first = None
        if counts and first is None:
            first = at


def _touches(tokens: Sequence[Token], text: str, at: int, clocks: dict[int, int]) -> bool:
    if at in clocks and at - 1 in clocks:
        return True
    between = text[tokens[at - 1].end : tokens[at].start]
    return len(between) <= 2 and not between.strip(" -'’")


def _ends(tokens: Sequence[Token], last: int) -> bool:
    return last >= len(tokens) or tokens[last].clause != tokens[last - 1].clause


def _cut(letters: str, *, ends: bool) -> tuple[int, int] | None:
    """The part of a run that names a moment, without the small words around it."""
    shown = letters if ends else letters + "."
    enough = [match.span() for match in _ENOUGH.finditer(shown)]
    if not enough:
        return None
    first, last = enough[0][0], min(enough[-1][1], len(letters))
    while last < len(letters) and letters[last] in "PDURMOCG":
        last += 1
    clock = re.match(r"F*KF*[NC]|F+C", letters[last:])
    last += clock.end() if clock else 0
    while first and (letters[first - 1] in "ERBL" or letters[first - 1] + letters[first] in _LEADING):
        first -= 1
    while letters[first] == "F" and first < last - 1:
        first += 1
    return first, last
