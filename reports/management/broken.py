"""Why a check of the doctor's broke, in one line that says what to do."""

from django.db import OperationalError
from psycopg2.errors import UndefinedTable


def why_it_broke(problem: Exception) -> str:
    """Say it; where a table is not there, or a database does not answer, say that and no more of where in the code."""
    if isinstance(problem.__cause__, UndefinedTable):
        return (
            "a table is not there: run manage.py init, or on a line that was founded manage.py grant_rights --migrate"
        )
    told = " ".join(str(problem).split())
    if isinstance(problem, OperationalError):
        return f"nothing could be looked at, for a database does not answer: {told}"
    return f"{type(problem).__name__}: {told}"
