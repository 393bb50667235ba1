"""The names of the kinds of tips: none may have another one's, or a tipster picks one of two by chance."""

import unicodedata
from collections.abc import Iterator, Mapping

from reports.guides import categories, whole
from reports.guides.house import Table
from reports.models import Category


def is_of_another(category: str, name: str, tables: Mapping[str, Table]) -> bool:
    """Whether another kind is called so, in any language: as the desk names it, as it was shipped, or in `tables`."""
    others = (kind for kind in categories() if kind != category)
    return _bare(name) in {_bare(known) for kind in others for known in _names(kind, tables)}


def _names(kind: str, tables: Mapping[str, Table]) -> Iterator[str]:
    yield str(Category(kind).label)
    yield from whole(kind)["title"].values()
    if kind in tables:
        yield from tables[kind]["title"].values()


def _bare(name: str) -> str:
    """Letters and digits alone, without accents."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", name.casefold())))
