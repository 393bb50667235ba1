"""Digits that are told and are no receipt: telephones, days, hours, years, amounts, serials, and what is called so.

Nobody parts the twenty digits of a receipt so that each part is such a number, so what is one wholly stays in a tip.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

type Groups = Sequence[re.Match[str]]

_LEAST = 18  # digits of what is nearly a receipt
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_DATE = rf"{_DAY} {_MONTH} {_YEAR}|{_MONTH} {_DAY} {_YEAR}|{_YEAR} {_MONTH} {_DAY}"
_HERE = r"(?:(?:1 ?)?758 ?)?[2-7]\d\d ?\d{4}"  # telephones of Saint Lucia
_ABROAD = r"1 ?[2-9]\d\d ?[2-9]\d\d ?\d{4}|[2-9]\d\d [2-9]\d\d ?\d{4}"
_AMOUNT = r"[1-9]\d{0,2}(?: 000)+|[1-9]\d{0,3}00"
_HOUR = r"(?:[01]?\d|2[0-3]):[0-5]\d"


def _list_of(*items: str) -> re.Pattern[str]:
    return re.compile(rf"(?>(?:{'|'.join(items)})(?: |$))++")


_OF_HERE = _list_of(_DATE, _HERE, _YEAR)
_ANY = _list_of(_DATE, _HERE, _ABROAD, _HOUR, rf"{_DAY} {_MONTH} \d\d", _AMOUNT, _YEAR)
_AT_AN_END = re.compile(rf"{_DATE}|(?:1 ?)?758 ?[2-7]\d\d ?\d{{4}}")
_MOST_GROUPS = 4  # of a day or a telephone number
_TELEPHONES = re.compile(r"(?>(?:1 ?)?\d{3} ?\d{3} ?\d{4}(?: |$))++")
_SERIAL, _FEWEST_SERIALS, _FEWEST_COUNTED = range(6, 10), 3, 9
_LOOKED_BACK = 48  # characters in which the name of a number stands, right before it


def typed(plain: str, groups: Groups) -> str:
    """Return groups as they stand in a text, with one blank, or the colon of an hour, between them."""
    return re.sub(r"(?!(?<=\d):\d\d\b)\D+", " ", plain[groups[0].start() : groups[-1].end()]) if groups else ""


def is_other(plain: str, groups: Groups, *, of_here: bool = False) -> bool:
    """Whether groups of digits are known wholly by their form; `of_here`: as telephones of this island, or days."""
    if of_here:
        return _OF_HERE.fullmatch(typed(plain, groups)) is not None
    return _ANY.fullmatch(typed(plain, groups)) is not None or _are_serials(groups) or _counts_up(groups)


def without_ends(plain: str, groups: Groups) -> Groups:
    """Return groups without the telephones of this island, and the days, before and behind them."""
    while groups:
        parted = ((groups[:at], groups[at:]) for at in range(1, _MOST_GROUPS + 1))
        turned = ((groups[-at:], groups[:-at]) for at in range(1, _MOST_GROUPS + 1))
        rest = next((rest for end, rest in (*parted, *turned) if _is_apart(plain, end, rest)), None)
        if rest is None:
            break
        groups = rest
    return groups


def is_named(plain: str, groups: Groups) -> bool:
    """Whether the words right before a number call it something that is no receipt, as "plates" or "call me on"."""
    before = plain[max(groups[0].start() - _LOOKED_BACK, 0) : groups[0].start()].casefold()
    named, called = _names()
    if named.search(before):
        return True
    return called.search(before) is not None and _TELEPHONES.fullmatch(typed(plain, groups)) is not None


def _is_apart(plain: str, end: Groups, rest: Groups) -> bool:
    """Ten digits in one may be half a receipt, unless a whole one is left beside them."""
    is_parted = len(end) > 1 or sum(len(group.group()) for group in rest) >= _LEAST
    return is_parted and _AT_AN_END.fullmatch(typed(plain, end)) is not None


def _are_serials(groups: Groups) -> bool:
    """Three numbers of one length, of no length in which a receipt is parted."""
    lengths = {len(group.group()) for group in groups}
    return len(groups) >= _FEWEST_SERIALS and len(lengths) == 1 and lengths <= {*_SERIAL} and _are_too_many(groups)


def _are_too_many(groups: Groups) -> bool:
    """Whether no neighbours among the numbers make twenty digits, two more or two fewer."""
    length = len(groups[0].group())
    return not any(length * many in range(_LEAST, 23) for many in range(1, len(groups) + 1))


def _counts_up(groups: Groups) -> bool:
    numbers = [int(group.group()) for group in groups]
    is_rising = all(one < other for one, other in pairwise(numbers))
    return len(numbers) >= _FEWEST_COUNTED and is_rising


@cache
def _names() -> tuple[re.Pattern[str], re.Pattern[str]]:
    told = tomllib.loads((Path(__file__).parent / "numbers.toml").read_text("utf-8"))
    between = "|".join(told["between"].split())

    def right_before(words: str) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{'|'.join(words.split())})(?:\W+(?:{between}))*\W*$")

    return right_before(told["named"]), right_before(told["called"])
