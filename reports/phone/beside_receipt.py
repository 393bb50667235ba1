"""What stands beside a receipt: its name, a request, or nothing."""

import re

from reports.phone.clauses import bare
from reports.phone.wording import Asked, Wish, wish_alone, words

_LONGEST_REQUEST = 20  # words
_FEW_DIGITS = 4  # more may be a telephone number


def tells_nothing(beside: str) -> bool:
    """Whether what stands beside a receipt is no more than its name, a few digits too many, or a letter for a digit."""
    said = bare(beside).split()
    few = sum(map(len, filter(str.isdigit, said))) <= _FEW_DIGITS
    known = words()["beside_receipt"]
    return few and all(word.isdigit() or len(word) == 1 or word in known for word in said)


def without_labels(said: str) -> str:
    """Return a text without the words by which people call a receipt."""
    return re.sub(r"[^\W\d_]+", lambda word: "" if bare(word[0]) in words()["beside_receipt"] else word[0], said)


def wish_beside_receipt(beside: str) -> Asked | None:
    """What the words beside a receipt ask for: "My receipt … FORGET" is FORGET, whatever the receipt is called.

    The provider knows STOP as it stands alone; beside a receipt it is FORGET.
    """
    said = bare(beside).split()
    if len(said) > _LONGEST_REQUEST:  # trying every stretch of a long text would take minutes
        return None
    labels = frozenset(words()["beside_receipt"])
    for first in range(len(said)):
        for last in range(len(said), first, -1):
            others = (*said[:first], *said[last:])
            asked = wish_alone(" ".join(said[first:last])) if all(word in labels for word in others) else None
            if asked and asked.wish not in (Wish.RECEIPT, Wish.KEEP):
                return Asked(Wish.FORGET, asked.languages) if asked.wish is Wish.STOP else asked
    return None
