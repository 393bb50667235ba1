"""What tells nothing of the arrival that is judged: somebody else holds what it needs, or a database is away."""

from django.db import InterfaceError, OperationalError
from psycopg2 import errorcodes
from psycopg2.errors import LockNotAvailable

# Ended, starting, full: codes of Postgres. A connection that broke has none.
_AWAY = {
    errorcodes.ADMIN_SHUTDOWN,
    errorcodes.CRASH_SHUTDOWN,
    errorcodes.CANNOT_CONNECT_NOW,
    errorcodes.TOO_MANY_CONNECTIONS,
    errorcodes.DISK_FULL,
    None,
}


def is_held(problem: Exception) -> bool:
    """Whether we waited in vain for what somebody holds."""
    return isinstance(problem, OperationalError) and isinstance(problem.__cause__, LockNotAvailable)


def is_away(problem: Exception) -> bool:
    """Whether a database ended, refused to let us in or had no room."""
    if isinstance(problem, OperationalError):
        return getattr(problem.__cause__, "pgcode", None) in _AWAY
    return isinstance(problem, InterfaceError)


def tells_nothing(problem: Exception) -> bool:
    """Whether whatever is judged at that moment would fail alike."""
    return is_held(problem) or is_away(problem)
