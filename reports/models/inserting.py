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
    for model, group in groupby(rows, type):
        into, fields, marks = _insertion(model)
        same = list(group)
        statements.append(into + ", ".join([marks] * len(same)))
        values += [_value(field, row, connection) for row in same for field in fields]
    inside = transaction.atomic(using=alias) if connection.in_atomic_block else nullcontext()
    with inside, connection.cursor() as cursor:
        cursor.execute("; ".join(statements), values)
    for row in rows:
        row._state.adding, row._state.db = False, alias


@cache
def _insertion(model: type[Model]) -> "tuple[str, tuple[Field[Any, Any], ...], str]":
    """Return the statement up to its values, the fields that it fills, and the marks of one row."""
    fields = tuple(field for field in model._meta.local_concrete_fields if not isinstance(field, AutoField))
    names = ", ".join(f'"{field.column}"' for field in fields)
    marks = "(" + ", ".join(["%s"] * len(fields)) + ")"
    return f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ', fields, marks  # noqa: S608 - names of our own models


def _value(field: "Field[Any, Any]", row: Model, connection: Any) -> Any:
    return field.get_db_prep_save(field.pre_save(row, add=True), connection)
