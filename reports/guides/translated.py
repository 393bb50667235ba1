"""Which texts of the guides a language has, which it lacks, and which no native speaker has checked."""

from collections.abc import Iterator
from functools import cache

from reports.guides.house import Table
from reports.guides.loading import DATA, PARTS, WORDS, categories, read_file

_NO_QUESTIONS = frozenset({"title", "advice", "at_a_call", "another"})


def untranslated(language: str) -> tuple[str, ...]:
    """The texts that are asked in English because this language has no words for them."""
    told = set(_leaves(read_file(WORDS / f"{language}.toml")))
    return tuple(key for key in _keys() if key not in told)


def unchecked(language: str) -> tuple[str, ...]:
    """The texts that stand in this language but that no native speaker has checked."""
    spoken = read_file(WORDS / f"{language}.toml")
    unread = set(_leaves(spoken)) - set(spoken.get("checked", ()))
    return tuple(key for key in _keys() if key in unread)


def strays(language: str) -> tuple[str, ...]:
    """Words of this language for something that is not asked (any more)."""
    known = set(_keys())
    return tuple(key for key in _leaves(read_file(WORDS / f"{language}.toml")) if key not in known)


def _leaves(table: Table, above: str = "") -> Iterator[str]:
    """The texts of a language's file by the names of `_keys`; a question written as one string is its `ask`."""
    for name, value in table.items():
        key = f"{above}/{name}" if above else name
        if isinstance(value, dict):
            yield from _leaves(value, key)
        elif key != "checked":
            yield f"{key}/ask" if above in _holding_questions() and name not in _NO_QUESTIONS else key


@cache
def _holding_questions() -> frozenset[str]:
    blocks = read_file(DATA / "core.toml")["blocks"]
    return frozenset(["core", *(f"core/{name}" for name in blocks), *categories()])


@cache
def _keys() -> tuple[str, ...]:
    """The name of every text, such as drugs/kind/ask, drugs/kind/cannabis, core/person/name/ask or theft/boat/crew."""
    core = read_file(DATA / "core.toml")
    keys = [f"core/words/{word}" for word in core["words"]]
    keys += [key for part in PARTS for table in core[part] for key in _of(table, "core")]
    for name, block in core["blocks"].items():
        keys += [f"core/{name}/title", f"core/{name}/another"]
        keys += [key for table in block["questions"] for key in _of(table, f"core/{name}")]
    for category in categories():
        own = read_file(DATA / f"{category}.toml")
        keys += [f"{category}/{text}" for text in ("title", "advice", "at_a_call") if own.get(text)]
        keys += [key for table in own["questions"] for key in _of(table, category)]
        keys += [f"{category}/{block}/{id}" for block, asks in own.get("asks", {}).items() for id in asks]
    return tuple(keys)


def _of(table: Table, above: str) -> Iterator[str]:
    yield f"{above}/{table['id']}/ask"
    if table.get("hint"):
        yield f"{above}/{table['id']}/hint"
    for option in table.get("options", {}):
        yield f"{above}/{table['id']}/{option}"
