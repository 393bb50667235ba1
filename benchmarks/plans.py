"""What the databases are asked while a block runs, and how Postgres carries each statement out."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connections, transaction

from reports.models.raw import BEGIN, END
from reports.models.rights import Role
from reports.models.walls import READING
from reports.wall import told_before

MOST_BUFFERS = 400  # that a statement may touch for a page
COUNT_BUFFERS = 100  # for each list that a statement counts up to a thousand
_COUNTING = {"count_lists(": 9}  # functions, and how many lists they count; of their own plans only pages are seen
BIG = 10_000  # rows from which a table may not be read from end to end
_ALIASES = ("default", "keystore")
_COUNTED = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "(")
_LISTED = re.compile(r"\((%s(, )?)+\)")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as Django sent it, and what the desk told Postgres before it (reports.wall)."""

    alias: str
    text: str
    values: Any = field(repr=False)
    before: str = ""

    @property
    def has_plan(self) -> bool:
        """Whether there is anything to choose: rows that are written are simply written."""
        return not self.text.lstrip().startswith("INSERT") and ";" not in self.text

    @property
    def shape(self) -> str:
        """The statement without the length of its lists."""
        return f"{self.alias}: {_LISTED.sub('(…)', self.text)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a statement was carried out: 8 kB pages touched, milliseconds, and what is wrong with it."""

    statement: Statement
    buffers: int
    milliseconds: float
    problems: tuple[str, ...]


@contextmanager
def recorded() -> Iterator[list[Statement]]:
    """Collect the statements that are sent to either database meanwhile."""
    asked: list[Statement] = []

    def keeper(alias: str) -> Callable[..., Any]:
        def keep(execute: Callable[..., Any], sql: str, values: Any, many: bool, context: dict[str, Any]) -> Any:
            bare = sql.removeprefix(BEGIN).removesuffix(END)
            if bare.lstrip().startswith(_COUNTED):
                asked.append(Statement(alias, bare, values, told_before(bare) if alias == "default" else ""))
            return execute(sql, values, many, context)

        return keep

    main, keys = (connections[alias].execute_wrapper(keeper(alias)) for alias in _ALIASES)
    with main, keys:
        yield asked


@contextmanager
def at_the_desk() -> Iterator[None]:
    """Ask in the role of the desk's process meanwhile."""
    for alias in _ALIASES:
        with connections[alias].cursor() as cursor:
            cursor.execute(f"SET ROLE {Role.DESK}")
    yield
    for alias in _ALIASES:
        with connections[alias].cursor() as cursor:
            cursor.execute("RESET ROLE")


def explain(statement: Statement, *, most: int = MOST_BUFFERS) -> Plan:
    """Carry a statement out once more, in a transaction that is rolled back, and judge how Postgres did it."""
    connection = connections[statement.alias]
    with transaction.atomic(using=statement.alias), connection.cursor() as cursor:
        if statement.before:
            cursor.execute(f"SET LOCAL ROLE {Role.DESK}; {statement.before}")
        if any(f"{one}(" in statement.text for one in READING):
            cursor.execute(statement.text, statement.values)  # a function makes its plans when it is first asked
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement.text}", statement.values)
        told = cursor.fetchone()[0]
        transaction.set_rollback(True, using=statement.alias)
    whole = (json.loads(told) if isinstance(told, str) else told)[0]
    top = whole["Plan"]
    buffers = top["Shared Hit Blocks"] + top["Shared Read Blocks"]
    problems = [f"scans {table}" for table in _scanned(top, _big_tables(statement.alias))]
    counts = statement.text.count("SELECT count(*)") + sum(_COUNTING[one] for one in _COUNTING if one in statement.text)
    if buffers > max(most, COUNT_BUFFERS * counts):
        problems.append(f"touches {buffers:,} pages")
    took = whole["Execution Time"]
    return Plan(statement=statement, buffers=buffers, milliseconds=took, problems=tuple(problems))


def _scanned(node: dict[str, Any], big: set[str]) -> Iterator[str]:
    if node["Node Type"] == "Seq Scan" and node["Relation Name"] in big and node["Actual Loops"]:
        yield node["Relation Name"]
    for below in node.get("Plans", ()):
        yield from _scanned(below, big)


_big: dict[str, set[str]] = {}


def _big_tables(alias: str) -> set[str]:
    if alias not in _big:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples >= %s", [BIG])
            _big[alias] = {name for (name,) in cursor.fetchall()}
    return _big[alias]
