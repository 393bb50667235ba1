"""What in a message could speak for or against its being junk, each with its place: words, shapes, terms of the rules.

The model in junk.json.gz weighs the features of these marks. Its builder and its step read the same ones.
"""

import math
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reports.triage.assessment import URGENCIES, Finding, Span
from reports.triage.steps.draft import Draft, once_each, total
from reports.triage.steps.happening import HAPPENING
from reports.triage.steps.leaning import said_outright
from reports.triage.steps.letters import pieces_of, weights
from reports.triage.steps.lexicon import LANGUAGES, Hit, rules
from reports.triage.steps.senses import senses_of

_DIGIT = re.compile(r"\d")
_MOST_WORDS = 1200
"""Distinct words that are weighed; what comes after changes nothing in what a message is."""
_MOST_TERMS = 4.0
_MOST_IDEAS = 6
_SHORT = 8
_TERM_STRENGTH = 3.0
"""Listed terms are few and chosen: they are fitted with less restraint than letters."""
_SHAPES = {
    "link": re.compile(r"https?://|www\.|\b[a-z0-9-]{2,30}\.(?:com|net|org|co|ly|me|info|example)\b", re.IGNORECASE),
    "percent": re.compile(r"\d ?%"),
    "money": re.compile(
        r"[£$€]|\b(?:usd|eur|ec|dollars?|pounds?) ?\d|\d ?(?:dollars?|euros?|dola|pounds?)\b", re.IGNORECASE
    ),
    "premium": re.compile(r"(?<!\d)(?:0[89]\d{8,9}|[4-8]\d{4})(?!\d)"),
    "number": re.compile(r"\d{7}"),
    "shout": re.compile(r"!{2,}|\b[A-Z]{4,20} [A-Z]{3,20} [A-Z]{3,20}\b"),
    "laugh": re.compile(
        "[\U0001f600-\U0001f606\U0001f923\U0001f92a\U0001f61b-\U0001f61d]|\\b(?:[hj][aeiou]){3}|\\blol\\b",
        re.IGNORECASE,
    ),
    "kiss": re.compile("[\u2764\U0001f495-\U0001f49f\U0001f60d\U0001f618]|\\bx{1,3}\\s*$", re.IGNORECASE),
    "address": re.compile(r"@\w{3}"),
    "alphabet": re.compile(r"[\u0370-\u1dff\u2c00-\ufaff]"),
    "question": re.compile(r"\?"),
    "smiley": re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]"),
    "scene": re.compile(r"[\[(*](?:[^\])*]{0,40} )?(?:laugh|giggl|rire|ris[ao]|ri[\]) ]|wi[\]) ])", re.IGNORECASE),
    "count": re.compile(r"\b1[ ,.]{0,2}2[ ,.]{0,2}3"),
    "mash": re.compile(
        r"asdf|sdfg|dfgh|fghj|ghjk|hjkl|lkjh|kjhg|qwer|wert|uiop|poiu|azert|qsdf|zxcv|\b([a-z])\1{2,20}\b",
        re.IGNORECASE,
    ),
    "clock": re.compile(r"\b\d{1,2}(?::\d\d| ?[ap]m\b|h\d\d)", re.IGNORECASE),
}
CRIME = "words of crime"
HINT_OF_CRIME = "a word or two of crime"
NOBODY = "tells of nobody"
NOTHING = "tells nothing that could be looked into"
"""Weighed by junk.toml, not learned: it has no feature."""
_HASTE = "to be read "
_TELL_NOTHING = frozenset(("money", "datetime"))
"""What a message may name and still tell nothing: adverts and appointments name them."""
Feature = tuple[str, float]


class Mark(NamedTuple):
    """A place in the text (0 to 0 for a reason outside it), its name, and its features with their strengths."""

    start: int
    end: int
    rule: str
    features: tuple[Feature, ...]


def marks_of(draft: Draft) -> list[Mark]:
    """Every mark of a message. The strength of words falls with their number, so that length alone is no reason."""
    words = list(_words(draft))
    strength = 1 / math.sqrt(max(4, len(words)))
    marks = [Mark(start, end, "word", tuple((piece, strength) for piece in new)) for start, end, new in words]
    marks += _shapes(draft.tip.text)
    marks += _terms(draft)
    marks += _about(draft)
    marks += _crimes(draft)
    marks += _ideas(draft)
    marks += _senses(draft)
    marks += _entities(draft)
    marks += _nothing(draft, marks)
    return [*marks, Mark(0, 0, f"{min(len(words), 12)} words", tuple(_length(len(words))))]


def _nothing(draft: Draft, marks: Sequence[Mark]) -> Iterator[Mark]:
    """Yield a mark where nobody, nothing and no deed is told of, and nothing sounds like the beginning of that."""
    said = {mark.rule for mark in marks}
    is_read = any(finding.value in LANGUAGES for finding in draft.of("language"))
    named = {finding.value for finding in draft.of("entities")}
    tells = (
        NOBODY not in said
        or not said.isdisjoint((CRIME, HINT_OF_CRIME))
        or any(rule.startswith(_HASTE) for rule in said)
        or not named <= _TELL_NOTHING
        or not draft.words.keys().isdisjoint(rules("junk")["something_told"])
        or any(hit.term.means in ("beginning", "opening") for hit in draft.hits_in("junk"))
    )
    if is_read and not (tells or draft.of("signs") or draft.tip.answers or draft.tip.in_danger):
        yield Mark(0, 0, NOTHING, ())


def _words(draft: Draft) -> Iterator[tuple[int, int, list[str]]]:
    """Each distinct word at its first place with the pieces that no word before it had, and its pair with the last."""
    seen: set[str] = set()
    known: set[str] = set()
    before = "^"
    for token in draft.tokens:
        word = token.text[:24]
        if not word.isalpha():
            word = _DIGIT.sub("0", word)
        pair = f"{before} {word}"
        before = word
        if word in seen and pair in known:
            continue
        seen.add(word)
        new = [piece for piece in dict.fromkeys((*pieces_of(word), pair)) if piece not in known]
        known.update(new)
        yield token.start, token.end, new
        if len(seen) >= _MOST_WORDS:
            return


def _shapes(text: str) -> Iterator[Mark]:
    for name, shape in _SHAPES.items():
        match = shape.search(text)
        if match:
            yield Mark(match.start(), match.end(), name, ((f"shape {name}", 1.0),))


def _terms(draft: Draft) -> Iterator[Mark]:
    by_kind: dict[str, list[Hit]] = {}
    for hit in draft.hits_in("junk"):
        if hit.term.means in weights("junk").classes:
            by_kind.setdefault(hit.term.means, []).append(hit)
    long = len(draft.tokens) > _SHORT
    for kind, hits in by_kind.items():
        spans = []
        for hit in once_each(hits):
            span = draft.span(hit)
            # In a longer text one such word is about something: 'he failed a drug test'.
            share = 0.25 if long and kind in ("test", "abuse") and hit.last - hit.first == 1 else 1.0
            spans.append(Span(span.start, span.end, span.rule, share * span.weight))
        for span in _at_most(spans):
            yield Mark(span.start, span.end, span.rule, ((f"term {kind}", _TERM_STRENGTH * span.weight),))


def _about(draft: Draft) -> Iterator[Mark]:
    """What else the lists of junk know: questions for an office, prayers; and whether anybody is told of."""
    first: dict[str, Hit] = {}
    for hit in draft.hits_in("junk"):
        if hit.term.means not in weights("junk").classes:
            first.setdefault(hit.term.means, hit)
    for name, hit in first.items():
        span = draft.span(hit)
        yield Mark(span.start, span.end, f"is about {name}", ((f"about {name}", 1.0),))
    if "somebody" not in first:
        yield Mark(0, 0, NOBODY, (("nobody", 1.0),))
    for finding in draft.of("urgency"):
        if _has_rule_for_haste(finding):
            yield Mark(0, 0, f"{_HASTE}{finding.value}", ((f"urgency {finding.value}", 1.0),))


def _has_rule_for_haste(finding: Finding) -> bool:
    """Tell whether more than small signs speak for reading it soon: these alone are no feature of a tip."""
    return finding.value in URGENCIES[1:] and not all(span.rule.startswith(HAPPENING) for span in finding.spans)


def _at_most(spans: list[Span]) -> Iterator[Span]:
    left = _MOST_TERMS
    for span in spans:
        weight = min(span.weight, left)
        left -= weight
        if weight > 0:
            yield span if weight == span.weight else Span(span.start, span.end, span.rule, weight)


def _crimes(draft: Draft) -> Iterator[Mark]:
    """Words of crime, as far as a category was told by listed ones; ordinary words lean to some crime in any message.

    An advert reads like a fraud and most words have a use in some crime: only a clear word of another is CRIME.
    """
    scores = {finding.value: _listed(finding) for finding in draft.of("category") if finding.value != "other"}
    score = sum(scores.values())
    if score > 0:
        clear = score - scores.get("fraud", 0.0) >= rules("junk")["clear_crime"]
        rule = CRIME if clear else HINT_OF_CRIME
        yield Mark(0, 0, rule, (("crimes", min(_MOST_TERMS, score)), ("crime", 1.0)))


def _listed(finding: Finding) -> float:
    return max(0.0, total(said_outright(finding.spans)))


def _ideas(draft: Draft) -> Iterator[Mark]:
    """What the message speaks of, in whichever language: a tip in one tells of what tips in all of them tell."""
    for name, hits in draft.words.items():
        span = draft.span(hits[0])
        yield Mark(span.start, span.end, f"speaks of {name}", ((f"idea {name}", 1.0),))
    several = min(len(draft.words), _MOST_IDEAS)
    yield Mark(0, 0, f"speaks of {several} things", ((f"ideas {several}", 1.0),))


def _senses(draft: Draft) -> Iterator[Mark]:
    """The same of ordinary words that five languages share."""
    first: dict[str, int] = {}
    for name, at in senses_of(draft):
        first.setdefault(name, at)
    for name, at in first.items():
        token = draft.tokens[at]
        yield Mark(token.start, token.end, f"says {name}", ((f"sense {name}", 1.0),))


def _entities(draft: Draft) -> Iterator[Mark]:
    for finding in draft.of("entities"):
        for span in finding.spans[:1]:
            yield Mark(span.start, span.end, f"names a {finding.value}", ((f"entity {finding.value}", 1.0),))


def _length(words: int) -> Iterator[Feature]:
    yield "few" if words <= 3 else "short" if words <= 8 else "middle" if words <= 25 else "long", 1.0
