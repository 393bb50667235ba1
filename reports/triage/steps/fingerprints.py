"""What likeness is judged by: up to 120 features of a tip, each a kind and a hash.

A fingerprint is one version byte and 120 numbers of four bytes, the upper four bits a kind, the rest a hash; 0 is an
empty place. Words and triples of letters are kept by their smallest hashes (MinHash), so that two tips keep the same
ones. A detail ("truck") is the same in every language. It is readable without a key: whoever stores it must seal it.
"""

import struct
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple
from zlib import crc32

from reports.triage.assessment import Span
from reports.triage.steps.draft import Draft
from reports.triage.steps.gazetteer import districts
from reports.triage.steps.lexicon import Lexicon, Term, rules
from reports.triage.steps.wording import tokens_of

VERSION = 2
KINDS = (
    "none", "word", "letters", "detail", "place", "district", "plate", "phone", "vessel", "account", "person", "money",
    "category",
)  # fmt: skip
"""A kind's place in this tuple is its number in a feature; add at the end alone."""
FIRST_OF = {kind: number << 28 for number, kind in enumerate(KINDS)}
"""No feature of a kind is smaller than this, and each of the kinds before it is."""
_MOST = {"word": 40, "letters": 28, "detail": 30, "category": 2}
_MOST_THINGS = 20
_PLACES = 120
_SHAPE = struct.Struct(f">B{_PLACES}I")
_EMPTY = frozenset({0})
_STEM = 6
"""Letters of a word that are compared: the rest is its ending."""
_NAMES = ("place", "person", "plate", "phone", "vessel", "account", "money")
_READ = 3000
"""Words that are read for details and letters; a longer tip is known by its beginning."""


class _Thing(NamedTuple):
    """Something named, as it is written. `rule`: of a place, the name that stands for every spelling."""

    kind: str
    rule: str
    words: str


def kind_of(feature: int) -> str:
    """Return what a feature is a hash of."""
    number = feature >> 28
    return KINDS[number] if number < len(KINDS) else "none"


def pack(features: Iterable[int]) -> bytes:
    """Return a fingerprint: always of one length, with equal features in equal order."""
    kept = sorted(features)[:_PLACES]
    return _SHAPE.pack(VERSION, *kept, *[0] * (_PLACES - len(kept)))


def unpack(packed: bytes) -> frozenset[int]:
    """Return the features; none for a fingerprint of another version or length."""
    if len(packed) != _SHAPE.size or packed[0] != VERSION:
        return frozenset()
    return frozenset(_SHAPE.unpack(packed)[1:]) - _EMPTY


def features_of(draft: Draft) -> frozenset[int]:
    """Return what this tip is known by."""
    named = [(f.value, span) for f in draft.of("entities") for span in f.spans]
    names = _inside([span for kind, span in named if kind in _NAMES], draft)
    details, used = _details(draft, names)
    used |= names
    words = [token.text for at, token in enumerate(draft.tokens[:_READ]) if at not in used]
    found = {
        "detail": details,
        "word": {word[:_STEM] for word in words if len(word) > 2 and word not in _small() and not word.isdigit()},
        "letters": _triples(token.text for token in draft.tokens[:_READ]),
        "category": {finding.value for finding in draft.of("category")[:2]} - {"other"},
    }
    features = {feature for kind, names in found.items() for feature in _least(kind, names)}
    things = dict.fromkeys(_things([*_written(named, draft.tip.text), *_in_answers(draft)]))
    return frozenset(features | set(list(things)[:_MOST_THINGS]))


def _inside(spans: Iterable[Span], draft: Draft) -> set[int]:
    """The words that belong to a name, which say nothing else: no estate is meant by "Cap Estate"."""
    ranges = sorted((span.start, span.end) for span in spans)
    inside, at = set(), 0
    for place, token in enumerate(draft.tokens):
        while at < len(ranges) and ranges[at][1] <= token.start:
            at += 1
        if at < len(ranges) and ranges[at][0] <= token.start:
            inside.add(place)
    return inside


def _least(kind: str, names: Iterable[str]) -> list[int]:
    return sorted({_feature(kind, name) for name in names})[: _MOST[kind]]


def _feature(kind: str, name: str) -> int:
    return KINDS.index(kind) << 28 | (_mix(name) & 0x0FFFFFFF)


def _mix(text: str) -> int:
    """A 32-bit hash that is the same in every process. CRC alone spreads too evenly for MinHash."""
    mixed = crc32(text.encode("utf-8", "surrogatepass"))
    mixed = (mixed ^ (mixed >> 16)) * 0x85EBCA6B & 0xFFFFFFFF
    mixed = (mixed ^ (mixed >> 13)) * 0xC2B2AE35 & 0xFFFFFFFF
    return mixed ^ (mixed >> 16)


def _triples(words: Iterable[str]) -> set[str]:
    triples: set[str] = set()
    for word in {word[:24] for word in words}:
        padded = f" {word} "
        triples.update(padded[at : at + 3] for at in range(len(padded) - 2))
    return triples


@cache
def _small() -> frozenset[str]:
    listed = rules("likeness")["small"]["words"].split()
    return frozenset(token.text for word in listed for token in tokens_of(word))


@cache
def _lexicon() -> Lexicon:
    listed = rules("likeness")["details"].items()
    return Lexicon(
        Term("details", name, "any", 1.0, word.strip()) for name, words in listed for word in words.split(",")
    )


@cache
def detail_names() -> dict[int, str]:
    """Return the name of every detail by its feature, for reasons that people read."""
    return {_feature("detail", name): name.replace("_", " ") for name in rules("likeness")["details"]}


def _details(draft: Draft, names: set[int]) -> tuple[set[str], set[int]]:
    """The details told outside names, and the words that tell them."""
    hits = [hit for hit in _lexicon().read(draft.tokens[:_READ]) if hit.first not in names]
    return {hit.term.means for hit in hits}, {at for hit in hits for at in range(hit.first, hit.last)}


def _written(named: Iterable[tuple[str, Span]], text: str) -> Iterator[_Thing]:
    return (_Thing(kind, span.rule, text[span.start : span.end]) for kind, span in named)


def _in_answers(draft: Draft) -> Iterator[_Thing]:
    for name, found in draft.in_answers.items():
        named = ((f.value, span) for f in found if f.step == "entities" for span in f.spans)
        yield from _written(named, draft.tip.answers[name])


def _things(named: Iterable[_Thing]) -> Iterator[int]:
    """Plates, phones and the like first, since only so many are kept."""
    order = {kind: at for at, kind in enumerate(("plate", "phone", "vessel", "account", "person", "place", "money"))}
    for kind, place, words in sorted(named, key=lambda one: order.get(one.kind, 99)):
        if kind == "place":
            yield _feature("place", place)
            if district := districts().get(place):
                yield _feature("district", district)
        elif kind in order:
            for name in _names(kind, words):
                yield _feature(kind, name)


def _names(kind: str, text: str) -> Iterator[str]:
    """What stands for a thing however it is written; each word of a person's name stands for the person."""
    words = [token.text for token in tokens_of(text)]
    plain = "".join(words)
    if kind == "phone":
        yield "".join(letter for letter in plain if letter.isdigit())[-7:]
    elif kind == "money":
        digits = "".join(letter for letter in plain if letter.isdigit())
        if len(digits) > 2:
            yield digits
    elif kind == "person":
        yield from (
            word for word in words if len(word) > 2 and word not in rules("entities")["people"]["titles"].split()
        )
    else:
        yield plain
