"""Parts of a receipt in a text. Parts that leave little to guess are taken out; what may be one waits for the worker.

Twelve digits of twenty leave a million possibilities or fewer, of which the mailbox answers a few a second: such a run
goes, unless it is called something else. Eight to eleven digits alone open nothing, but two such texts do; and they are
what telephone numbers and accounts have, which officers need. Those are kept back until the worker has seen what came
beside them (reports.triage.kept_back). The arithmetic stands in docs/decisions/0059.
"""

import re
import tomllib
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from pathlib import Path

from reports.intake.other_numbers import is_named, is_other, without_ends
from reports.intake.receipt import NO_PART, RUN, in_digits, joined, without_receipts
from reports.triage.opened import DOUBTFUL

_MOST_KEPT = 12  # numbers of one text: more are no receipt in pieces
_TELLING, _DOUBTED, _ALONE = 12, 8, 4  # digits from which a run goes; waits; waits in a text of digits alone
_BEFORE, _AFTER = 40, 20  # characters around a run in which it is called something
_LISTED = re.compile(r"\d{1,2}(?:, \d{1,2})+")


class _Weight(Enum):
    """What becomes of a run of digits."""

    TOLD = 0
    KEPT_BACK = 1
    OUT = 2


@dataclass(frozen=True, slots=True)
class Told:
    """A text as officers may read it. `numbers` are kept back; each has its mark at its place in the text."""

    text: str = field(repr=False)
    places: tuple[int, ...] = ()
    numbers: tuple[str, ...] = field(default=(), repr=False)


def told_in(text: str, *, keep_back: bool = False) -> Told:
    """Take receipts and telling parts of them out of a text; keep back, if so asked, what may be a part."""
    whole = without_receipts(text)
    plain = NO_PART.sub(lambda match: "x" * len(match.group()), in_digits(whole))
    least = (_DOUBTED if any(map(str.isalpha, plain.replace("x", ""))) else _ALONE) if keep_back else _TELLING
    kept, after = "", 0
    places: list[int] = []
    numbers: list[str] = []
    for run in RUN.finditer(plain):
        weighed = _weigh(plain, run, least)
        if weighed is _Weight.TOLD or (weighed is _Weight.KEPT_BACK and len(numbers) >= _MOST_KEPT):
            continue
        kept += whole[after : run.start()]
        after = run.end()
        if weighed is _Weight.KEPT_BACK:
            places.append(len(kept))
            numbers.append(whole[run.start() : run.end()])
        kept += DOUBTFUL
    return Told(kept + whole[after:], tuple(places), tuple(numbers))


def holds_part(text: str) -> bool:
    """Whether a text has a part of a receipt that officers will not read."""
    return told_in(text).text != without_receipts(text)


def may_be_piece(text: str) -> bool:
    """Whether a text is digits alone that are kept back: its sender may be on the way to send a receipt by groups."""
    return not any(map(str.isalpha, text)) and bool(told_in(text, keep_back=True).numbers)


def _weigh(plain: str, run: re.Match[str], least: int) -> _Weight:
    groups = [*re.compile(r"\d+").finditer(plain, *run.span())]
    many, called = len(joined(groups)), _called(plain, run)
    if many >= _DOUBTED and called == "receipt":
        return _Weight.OUT
    is_known = is_other(plain, groups, of_here=many < _TELLING) or _LISTED.fullmatch(run.group())
    if many < least or is_known or (many >= _TELLING and groups[0].group().startswith("00")):
        return _Weight.TOLD
    left = len(joined(without_ends(plain, groups)))
    if left < _TELLING or called == "other" or is_named(plain, groups):
        return _Weight.KEPT_BACK if least < _TELLING and left >= least else _Weight.TOLD
    return _Weight.OUT


def _called(plain: str, run: re.Match[str]) -> str:
    """Return what a run is called: by the nearest word before it, or by one behind it, where no receipt is named."""
    before = re.findall(r"[^\W\d_]+", plain[max(run.start() - _BEFORE, 0) : run.start()].casefold())
    behind = re.findall(r"[^\W\d_]+", plain[run.end() : run.end() + _AFTER].casefold())
    names = (name for word in reversed(before) for name, words in _names().items() if word in words)
    return next(names, "other" if _names()["other"].intersection(behind) else "")


@cache
def _names() -> dict[str, frozenset[str]]:
    told = tomllib.loads((Path(__file__).parent / "numbers.toml").read_text("utf-8"))
    return {name: frozenset(told[name].split()) for name in ("receipt", "other")}
