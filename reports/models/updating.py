"""Writing changed rows in one round trip: a batch would otherwise wait for the database once a row."""

from collections.abc import Collection

from django.db import connections, router
from django.db.models import Model


def update(rows: Collection[Model], *names: str) -> None:
    """Write the fields with these names of rows of one model. No signals are sent."""
    if not rows:
        return
    model = type(next(iter(rows)))
    connection = connections[router.db_for_write(model)]
    key, by_name = model._meta.pk, {field.name: field for field in model._meta.local_concrete_fields}
    fields = [by_name[name] for name in names]
    into = ", ".join(f'"{field.column}" = %s' for field in fields)
    statement = f'UPDATE "{model._meta.db_table}" SET {into} WHERE "{key.column}" = %s'  # noqa: S608 - our own names
    values = [
        field.get_db_prep_save(getattr(row, field.attname), connection) for row in rows for field in (*fields, key)
    ]
    with connection.cursor() as cursor:
        cursor.execute("; ".join([statement] * len(rows)), values)
