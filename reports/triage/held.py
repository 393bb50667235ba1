"""What judging waits for in vain: somebody else holds it."""

from django.db import OperationalError
from psycopg2.errors import LockNotAvailable


def is_held(problem: Exception) -> bool:
    """Whether we waited in vain for what somebody holds."""
    return isinstance(problem, OperationalError) and isinstance(problem.__cause__, LockNotAvailable)
