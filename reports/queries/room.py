"""How much room the databases take on their disk, which may be one that no process of ours can look at.

Postgres tells how large a database is, and nothing of its write-ahead log, of the disk or of what else lies there. We
tell whole gigabytes: a number that grew with each tip would tell when one came.
"""

from django.conf import settings
from django.db import connections

_GB = 10**9
_MOST = 0.75  # of the disk: the rest is for the write-ahead log, and for the time that it takes to get a larger one


def gigabytes() -> int:
    """Return how much both databases take, rounded up."""
    return -(-_taken() // _GB)


def has_room() -> bool:
    """Tell whether they leave enough of their disk, where TIPLINE_DATABASE_DISK_GB says how large that is."""
    return _taken() < _MOST * settings.DATABASE_DISK_GB * _GB


def _taken() -> int:
    taken = 0
    for alias in settings.DATABASES:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            taken += cursor.fetchone()[0]
    return taken
