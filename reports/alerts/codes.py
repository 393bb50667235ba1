"""The six digits that confirm an alert, as people and phones write them: "654839", "654 839", "65-48-39".

A text is one try: one in which more than a few such numbers stand is no answer but a guess, and none of them is tried.
"""

import re

_DIGITS = 6
_MOST = 3  # a day, the digits in the middle of a telephone number and the code may stand in one answer
_GROUP = re.compile(r"\d+")
_BETWEEN = re.compile(r"[\s.\u2010-\u2015-]{1,3}")  # groups of one number, always alike


def codes_in(text: str) -> list[str]:
    """Return what may be a code in a text, in its order; nothing where there is too much of it."""
    groups = list(_GROUP.finditer(text))
    found = (_from(text, groups[begin : begin + _DIGITS]) for begin in range(len(groups)))
    codes = list(dict.fromkeys(code for code in found if code))
    return codes if len(codes) <= _MOST else []


def is_code_alone(text: str) -> bool:
    """Whether a text is six digits and tells nothing else."""
    return len(codes_in(text)) == 1 and not any(map(str.isalpha, text)) and sum(map(str.isdecimal, text)) == _DIGITS


def _from(text: str, groups: list[re.Match[str]]) -> str:
    """Return the six digits that begin with the first of these groups, or ""."""
    digits, end, marks = "", groups[0].start(), set[str]()
    for group in groups:
        if digits and not _BETWEEN.fullmatch(text, end, group.start()):
            return ""
        marks |= {text[end : group.start()].strip()} if digits else set()
        digits, end = digits + group.group(), group.end()
        if len(digits) >= _DIGITS:
            break
    return "".join(str(int(digit)) for digit in digits) if len(digits) == _DIGITS and len(marks) <= 1 else ""
