"""Inserting fresh rows of several tables in one round trip: what a tipster waits for is mostly round trips."""

from contextlib import nullcontext
from functools import cache
from itertools import groupby
from typing import Any

from django.db import connections, router, transaction
from django.db.models import AutoField, Field, Model


def insert(*rows: Model) -> None:
    """Insert fresh rows, all or none, in the order given. They belong to one database; no signals are sent.

    Rows bring their own primary key; one that the database makes is not read back. Outside a transaction the whole is
    one of its own, for Postgres takes statements that come together as one; inside, it is undone alone if it fails.
    """
    alias = router.db_for_write(type(rows[0]))
    connection = connections[alias]
    statements, values = [], []
    for _, group in groupby(rows, type):
        same = list(group)
        model = type(same[0])
        marks = "(" + ", ".join(["%s"] * len(_fields(model))) + ")"
        into = f'INSERT INTO "{model._meta.db_table}" ({columns(model)}) VALUES '  # noqa: S608 - our own models' names
        statements.append(into + ", ".join([marks] * len(same)))
        values += [value for row in same for value in values_of(row, connection)]
    inside = transaction.atomic(using=alias) if connection.in_atomic_block else nullcontext()
    with inside, connection.cursor() as cursor:
        cursor.execute("; ".join(statements), values)
    for row in rows:
        row._state.adding, row._state.db = False, alias


def inserts(row: Model) -> tuple[str, list[Any]]:
    """Return what inserts one fresh row, and its values: for who writes it together with other things."""
    model = type(row)
    marks = ", ".join(["%s"] * len(_fields(model)))
    into = f'INSERT INTO "{model._meta.db_table}" ({columns(model)}) VALUES ({marks})'  # noqa: S608 - as above
    return into, values_of(row, connections[router.db_for_write(model)])


@cache
def columns(model: type[Model]) -> str:
    """Return the names of the columns that a fresh row fills, as SQL."""
    return ", ".join(f'"{field.column}"' for field in _fields(model))


def values_of(row: Model, connection: Any) -> list[Any]:
    """Return the values for those columns, as the database driver takes them."""
    return [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in _fields(type(row))]


@cache
def _fields(model: type[Model]) -> "tuple[Field[Any, Any], ...]":
    return tuple(field for field in model._meta.local_concrete_fields if not isinstance(field, AutoField))
