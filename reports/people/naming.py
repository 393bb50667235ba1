"""Names as people read them: without hidden signs, and with letters that look alike taken for one another."""

import re
import unicodedata

from django.db import connection

from reports.as_seen import in_one_line

_NAMING = 20_229  # the lock of who gives a name
_ALIKE = str.maketrans("i1|0", "lllo")
_OF_APART = ({"standards"}, {"oversight"}, {"complaints"}, {"internal", "affairs"})


class BadName(Exception):
    """A user name has small letters, digits, dots and hyphens; and every officer and unit has a name."""


class NameInUse(Exception):
    """Another officer or unit is called so, or seems to be: one would be taken for the other."""


def plain_name(name: str) -> str:
    """Return a name with single spaces and no hidden signs, which is not like that of who judges the police.

    Nobody else gives a name until the transaction around it ends. Raises BadName, NameInUse.
    """
    seen = in_one_line(unicodedata.normalize("NFKC", in_one_line(name)))
    plain = " ".join("".join(sign for sign in seen if not unicodedata.category(sign).startswith("C")).split())
    if not words_of(plain):
        raise BadName
    if any(words <= set(words_of(plain)) for words in _OF_APART):
        raise NameInUse
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_NAMING])
    return plain


def reads_as(name: str, other: str) -> bool:
    """Whether a name is another but for marks and for letters that look alike."""
    ours, theirs = _look(name), _look(other)
    if len(ours) != len(theirs):
        return False
    pairs = zip(ours, theirs, strict=True)  # a letter of another script may look like any
    return all(one == another or not (one + another).isascii() for one, another in pairs)


def _look(name: str) -> str:
    return "".join(words_of(name.replace("|", "l"))).translate(_ALIKE)


def words_of(name: str) -> list[str]:
    """Return the words of a name in small letters without accents."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return re.findall(r"[^\W_]+", "".join(sign for sign in plain if not unicodedata.combining(sign)))
