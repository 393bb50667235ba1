"""The fingerprints of earlier tips in memory, so that the few that matter are found among a hundred thousand.

Blocks of some thousand tips hold their features twice: by tip, and sorted, so that a feature finds its tips. About 350
bytes a tip. Small blocks beside each other become one, for a question costs the more the more blocks there are. Nothing
of it is ever written anywhere. It knows no database: candidates.py fills it.
"""

from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice, takewhile
from math import log
from typing import Self

import numpy as np
from numpy.typing import NDArray

from reports.triage.assessment import EarlierTip, Likely
from reports.triage.steps.fingerprints import kind_of, unpack

_BLOCK = 2048
"""Tips of a small block."""
_JOINED = 8
"""Small blocks that become a large one. A block holds 65,536 tips at most."""
_COMMON = 0.2
"""A feature of more of all tips than this says nothing about which are alike."""
_LEAST = 1e-9
"""A score that is more than nothing."""
_SUGGESTED = 40
"""Tips that are worth a close look."""


class _Block:
    """Tips that no longer change, but for those that are taken out."""

    def __init__(self, names: list[str], counts: NDArray[np.uint16], features: NDArray[np.uint32]) -> None:
        """Take the tips' names, how many features each has, and the features one tip after the other."""
        self.names, self._counts, self._features = names, counts, features
        self._ends = np.cumsum(counts, dtype=np.uint32)
        rows = np.repeat(np.arange(len(names), dtype=np.uint16), counts)
        found_by = (features >> 28) != _LETTERS
        order = np.argsort(features[found_by], kind="stable")
        self._sorted: NDArray[np.uint32] = features[found_by][order]
        self._rows: NDArray[np.uint16] = rows[found_by][order]

    @classmethod
    def of(cls, prints: Mapping[str, frozenset[int]]) -> Self:
        listed = [sorted(features) for features in prints.values()]
        counts = np.fromiter(map(len, listed), np.uint16)
        return cls(list(prints), counts, np.fromiter((f for features in listed for f in features), np.uint32))

    @classmethod
    def joined(cls, blocks: Sequence[Self]) -> Self:
        names = [name for block in blocks for name in block.names]
        counts = np.concatenate([block._counts for block in blocks])
        return cls(names, counts, np.concatenate([block._features for block in blocks]))

    def without(self, tips: Collection[str]) -> Self:
        stays = np.fromiter((name not in tips for name in self.names), np.bool_)
        names = [name for name in self.names if name not in tips]
        return type(self)(names, self._counts[stays], self._features[np.repeat(stays, self._counts)])

    def holders(self, features: NDArray[np.uint32]) -> list[NDArray[np.uint16]]:
        """Return for each feature the rows of the tips that hold it."""
        firsts = np.searchsorted(self._sorted, features, "left").tolist()
        lasts = np.searchsorted(self._sorted, features, "right").tolist()
        return [self._rows[first:last] for first, last in zip(firsts, lasts, strict=True)]

    def print_of(self, row: int) -> tuple[int, ...]:
        """Return the features of a tip, in ascending order."""
        first = int(self._ends[row - 1]) if row else 0
        return tuple(self._features[first : int(self._ends[row])].tolist())


class Likeness:
    """Earlier tips by their fingerprints. When there are more than `most`, the oldest leave, a block at a time."""

    def __init__(self, most: int = 120_000) -> None:
        self._most = most
        self._blocks: deque[_Block] = deque()
        self._newest: dict[str, frozenset[int]] = {}
        self._held_by: dict[int, list[str]] = {}
        self._known: set[str] = set()

    def __len__(self) -> int:
        return len(self._known)

    def __contains__(self, tip: str) -> bool:
        return tip in self._known

    def add(self, tip: str, fingerprint: bytes) -> None:
        """Take in a tip as the newest, unless it is known already or its fingerprint is of another version."""
        features = unpack(fingerprint)
        if tip in self._known or not features:
            return
        self._known.add(tip)
        self._newest[tip] = features
        for feature in features:
            if feature >> 28 != _LETTERS:
                self._held_by.setdefault(feature, []).append(tip)
        if len(self._newest) >= _BLOCK:
            self._blocks.append(_Block.of(self._newest))
            self._newest, self._held_by = {}, {}
            if len(last := self._small(reversed(self._blocks))) == _JOINED:
                for _ in last:
                    self._blocks.pop()
                self._blocks.append(_Block.joined(last[::-1]))
            self._shrink()

    def add_older(self, prints: Mapping[str, bytes]) -> None:
        """Take in tips as older than all others, if there is room."""
        known = {tip: unpack(fingerprint) for tip, fingerprint in prints.items() if tip not in self._known}
        fresh = {tip: features for tip, features in known.items() if features}
        if fresh and len(self._known) + len(fresh) <= self._most:
            self._known.update(fresh)
            self._blocks.appendleft(_Block.of(fresh))
            if len(first := self._small(self._blocks)) == _JOINED:
                for _ in first:
                    self._blocks.popleft()
                self._blocks.appendleft(_Block.joined(first))

    def forget(self, tips: Iterable[str]) -> None:
        """Take tips out, and all that was kept of them."""
        gone = self._known.intersection(tips)
        if not gone:
            return
        self._known -= gone
        for at, block in enumerate(self._blocks):
            if not gone.isdisjoint(block.names):
                self._blocks[at] = block.without(gone)
        for tip in gone & self._newest.keys():
            for feature in self._newest.pop(tip):
                if feature in self._held_by:
                    self._held_by[feature].remove(tip)

    def like(self, fingerprint: bytes, *, but: str = "") -> Likely:
        """Return the tips that share most of what is rare with this fingerprint, and how common each feature is."""
        own = sorted(feature for feature in unpack(fingerprint) if feature >> 28 != _LETTERS)
        wanted = np.array(own, np.uint32)
        held = [block.holders(wanted) for block in self._blocks]
        common = {feature: sum(len(rows[at]) for rows in held) for at, feature in enumerate(own)}
        for feature in own:
            common[feature] += len(self._held_by.get(feature, ()))
        weights = [_weight(common[feature], len(self._known)) for feature in own]
        best = self._newest_scores(own, weights)
        for block, rows in zip(reversed(self._blocks), reversed(held), strict=True):
            bar = best[-1][0] if len(best) > _SUGGESTED else 0.0
            best += _scores(block, rows, weights, bar)
            best.sort(key=lambda scored: -scored[0])
            del best[_SUGGESTED + 1 :]
        opened = self._opened((tip, block, row) for _, tip, block, row in best if tip != but)
        tips = tuple(EarlierTip(tip=tip, features=features) for tip, features in opened)
        return Likely(tips=tips, count=len(self._known), common=common)

    def _newest_scores(self, own: list[int], weights: list[float]) -> list[tuple[float, str, _Block | None, int]]:
        scores: Counter[str] = Counter()
        for feature, weight in zip(own, weights, strict=True):
            if weight:
                for tip in self._held_by.get(feature, ()):
                    scores[tip] += weight  # type: ignore[assignment]
        return [(score, tip, None, 0) for tip, score in scores.most_common(_SUGGESTED + 1)]

    def _opened(self, best: Iterable[tuple[str, _Block | None, int]]) -> Iterator[tuple[str, tuple[int, ...]]]:
        for tip, block, row in best:
            yield tip, block.print_of(row) if block else tuple(sorted(self._newest[tip]))

    @staticmethod
    def _small(blocks: Iterable[_Block]) -> list[_Block]:
        """The small blocks before the first large one, as many as are joined."""
        return list(islice(takewhile(lambda block: len(block.names) <= _BLOCK, blocks), _JOINED))

    def _shrink(self) -> None:
        while len(self._known) > self._most and self._blocks:
            self._known.difference_update(self._blocks.popleft().names)


def _weight(held: int, count: int) -> float:
    """How much a feature says: nothing when too many tips hold it."""
    return -log((held + 1) / (count + 2)) if held and held <= max(50, _COMMON * count) else 0.0


def _scores(
    block: _Block, holders: list[NDArray[np.uint16]], weights: list[float], bar: float
) -> list[tuple[float, str, _Block | None, int]]:
    """The best rows of a block above a bar, by the sum of the weights of what they hold."""
    used = [(rows, weight) for rows, weight in zip(holders, weights, strict=True) if weight and len(rows)]
    if not used:
        return []
    rows = np.concatenate([rows for rows, _ in used])
    worth = np.repeat([weight for _, weight in used], [len(rows) for rows, _ in used])
    scores = np.bincount(rows, weights=worth, minlength=len(block.names))
    best = np.flatnonzero(scores > max(bar, _LEAST))
    if len(best) > _SUGGESTED:
        above = scores[best]
        # Of those equally alike the last.
        best = best[above >= np.partition(above, -_SUGGESTED - 1)[-_SUGGESTED - 1]][-_SUGGESTED - 1 :]
    return [(float(scores[row]), block.names[row], block, row) for row in best.tolist()]


_LETTERS = next(kind for kind in range(16) if kind_of(kind << 28) == "letters")
