"""Cries of a word or two, of which the judge knows nothing: DANGER mistyped, and the emergency number in words."""

from functools import cache

from reports.phone.clauses import bare
from reports.phone.nearly import nearest, put_together
from reports.phone.wording import without_please, words


def cried_in(said: str) -> str:
    """Return the language of a word for danger that stands alone, "" where it is none or belongs to several."""
    plain = {bare(said), *without_please(bare(said))}
    listed = words()["danger_alone"].items()
    return next((language for language, cries in listed if not plain.isdisjoint(map(bare, cries))), "")


def nearly_cried(said: str) -> str:
    """Return the language of a text that is nothing but a cry with a slip in it, once or more often; "" for any other.

    A word as it is taught, once, is left to the judge, and one that people use for something else is none: "ranger".
    """
    plain = min([bare(said), *without_please(bare(said))], key=len)
    if spelt := _spelt().get(plain):
        return spelt
    taught, typed = _taught(), {*put_together(plain).split()}
    word = min(typed, default="")
    if len(typed) != 1 or word in words()["danger_nearly"]["people_use"]:
        return ""
    if word in taught:
        return taught[word] if word != plain else ""
    found = nearest(word, taught, taught)
    return found[1] if found else ""


@cache
def _taught() -> dict[str, str]:
    return _by_word("taught")


@cache
def _spelt() -> dict[str, str]:
    return _by_word("spelt")


def _by_word(name: str) -> dict[str, str]:
    listed = words()["danger_nearly"][name]
    return {bare(one): language for language, those in reversed(listed.items()) for one in those}
