"""What we keep: each stored field as the models have it, why, for how long and who can read it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

from reports.public.keeping import READERS, Kept
from reports.public.kept_words import KEPT


@dataclass(frozen=True, slots=True)
class Shelf:
    """All that the same people can read."""

    name: Promise
    reader: Promise
    rows: Sequence[tuple[Kept, str]]


def kept(request: HttpRequest) -> HttpResponse:
    return render(request, "public/kept.html", {"page": "about", "topic": "kept", "shelves": shelves()})


@cache
def shelves() -> list[Shelf]:
    """Return every entry with the names of the fields that it is about."""
    told = described()
    return [
        Shelf(name, sentence, [(entry, named(told[entry])) for entry in KEPT if entry.reader == reader])
        for reader, (name, sentence) in READERS.items()
    ]


def named(fields: Sequence[str]) -> str:
    """Return fields as they stand on the page, each table named once: it must come in one round trip."""
    parted = groupby((field.partition(".") for field in fields), key=lambda each: each[0])
    return "; ".join(f"{table}: {', '.join(column for _, _, column in columns)}" for table, columns in parted)


def described() -> dict[Kept, list[str]]:
    """Return the stored fields of each entry, as `table.column`, in the models' order."""
    found: dict[Kept, list[str]] = {entry: [] for entry in KEPT}
    for field in stored_fields():
        entry = entry_of(field)
        if entry:
            found[entry].append(field)
    return found


def entry_of(field: str) -> Kept | None:
    """Return the entry that names a field, or else the one that names its whole table."""
    whole = f"{field.partition('.')[0]}.*"
    return next((entry for name in (field, whole) for entry in KEPT if name in entry.fields), None)


def stored_fields() -> Iterator[str]:
    """Yield every column of every table that this installation has, however Django or a library came to make it."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            yield f"{model._meta.db_table}.{field.name}"
