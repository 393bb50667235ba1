"""Whether an earlier tip may tell of the same thing. It suggests, with reasons, and merges nothing.

A fingerprint is one version byte, 128 bins of two bytes (one-permutation MinHash over words and
pairs of words, 0 for an empty bin) and 16 slots of five bytes: a kind and a hash of a plate,
phone, vessel, account or place. It is readable without a key: whoever stores it must seal it.
"""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from zlib import crc32

from reports.triage.assessment import EarlierTip, Finding, Span
from reports.triage.steps.draft import Draft, total
from reports.triage.steps.wording import tokens_of

_VERSION = 1
_BINS = 128
_SLOTS = 16
_SHAPE = struct.Struct(f">B{_BINS}H" + "BI" * _SLOTS)
_WEIGHTS = {"plate": 0.45, "phone": 0.45, "vessel": 0.35, "account": 0.35, "place": 0.1}
_KINDS = tuple(_WEIGHTS)
_LEAST = 0.4
_LEAST_SHARED = 4
"""Fewer equal bins are chance or a greeting."""
_MOST = 5
_COMMON = 2
"""Words of up to this many letters say too little alone."""

Print = tuple[tuple[int, ...], frozenset[tuple[int, int]]]


def find_duplicates(draft: Draft) -> Draft:
    own = _print(draft)
    found = [finding for earlier in draft.tip.earlier if (finding := _compare(own, earlier))]
    found.sort(key=lambda finding: (-finding.score, finding.value))
    return replace(draft.adding(*found[:_MOST]), fingerprint=_pack(own))


def _print(draft: Draft) -> Print:
    words = [token.text for token in draft.tokens]
    shingles = {word for word in words if len(word) > _COMMON}
    shingles.update(f"{one} {two}" for one, two in pairwise(words))
    bins = [0] * _BINS
    for shingle in shingles:
        mixed = _mix(shingle)
        at, value = mixed % _BINS, (mixed >> 16) or 1
        if not bins[at] or value < bins[at]:
            bins[at] = value
    return tuple(bins), frozenset(_things(draft))


def _mix(text: str) -> int:
    """A 32-bit hash that is the same in every process. CRC alone spreads too evenly for MinHash."""
    mixed = crc32(text.encode("utf-8", "surrogatepass"))
    mixed = (mixed ^ (mixed >> 16)) * 0x85EBCA6B & 0xFFFFFFFF
    mixed = (mixed ^ (mixed >> 13)) * 0xC2B2AE35 & 0xFFFFFFFF
    return mixed ^ (mixed >> 16)


def _things(draft: Draft) -> Iterator[tuple[int, int]]:
    things: dict[tuple[int, int], None] = {}
    for finding in sorted(draft.of("entities"), key=lambda f: -_WEIGHTS.get(f.value, 0)):
        if finding.value in _WEIGHTS:
            for span in finding.spans:
                name = _name(finding.value, draft.tip.text[span.start : span.end], span.rule)
                things[_KINDS.index(finding.value) + 1, _mix(name)] = None
    yield from list(things)[:_SLOTS]


def _name(kind: str, text: str, rule: str) -> str:
    if kind == "place":
        return rule
    plain = "".join(token.text for token in tokens_of(text))
    return plain[-7:] if kind == "phone" else plain


def _pack(own: Print) -> bytes:
    bins, things = own
    slots = sorted(things) + [(0, 0)] * (_SLOTS - len(things))
    return _SHAPE.pack(_VERSION, *bins, *(number for slot in slots for number in slot))


def _unpack(packed: bytes) -> Print | None:
    """None for a fingerprint of another version or length."""
    if len(packed) != _SHAPE.size or packed[0] != _VERSION:
        return None
    numbers = _SHAPE.unpack(packed)[1:]
    slots = zip(numbers[_BINS::2], numbers[_BINS + 1 :: 2], strict=True)
    return numbers[:_BINS], frozenset(slot for slot in slots if slot[0])


def _compare(own: Print, earlier: EarlierTip) -> Finding | None:
    other = _unpack(earlier.fingerprint)
    if other is None:
        return None
    spans = [*_same_words(own[0], other[0]), *_same_things(own[1] & other[1])]
    if total(spans) < _LEAST:
        return None
    reason = "It shares " + ", ".join(span.rule for span in spans) + "."
    return Finding(
        step="duplicates",
        value=earlier.tip,
        score=total(spans),
        reason=reason,
        spans=tuple(spans),
    )


def _same_words(one: Iterable[int], two: Iterable[int]) -> Iterator[Span]:
    pairs = [pair for pair in zip(one, two, strict=True) if pair != (0, 0)]
    same = sum(a == b for a, b in pairs)
    if same >= _LEAST_SHARED:
        share = round(same / len(pairs), 2)
        yield Span(0, 0, f"{share:.0%} of its wording", share)


def _same_things(things: Iterable[tuple[int, int]]) -> Iterator[Span]:
    for kind, _ in sorted(things):
        name = _KINDS[kind - 1]
        yield Span(0, 0, f"a {name}", _WEIGHTS[name])
