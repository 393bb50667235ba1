"""A file for a spreadsheet: what people typed is in it as words, and never as a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from django.http import HttpResponse

_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def spreadsheet(head: Sequence[str], rows: Iterable[Sequence[object]], *, name: str = "") -> HttpResponse:
    """Return the file, to be saved under a `name` where one is given.

    Words that Excel or LibreOffice would take for a formula begin with an apostrophe.
    """
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    if name:
        response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _harmless(cell: object) -> object:
    if isinstance(cell, int):
        return cell
    words = str(cell)
    return f"'{words}" if words.startswith(_BEGINS_FORMULA) else words
