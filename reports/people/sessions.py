"""Ending an officer's sessions: their rows go, and with them one half of each opened key.

Beside each that a suspension ended a row of nobody stays for its time, by which the browser that had it learns why.
"""

from hashlib import blake2b

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from reports.models import Officer

_SUSPENDED = "suspended officer"
_KEY = 40  # characters, the longest that a session's key may be


def end_sessions(officer: Officer, *, keep: str = "") -> int:
    """Delete the sessions of an officer, all but the one with the key `keep`. Returns how many there were."""
    return _end([row for row in _open_of(officer) if row.pk != keep])


def end_suspended(officer: Officer) -> int:
    """Delete the sessions of an officer who is suspended, and let their browsers know. Returns how many there were."""
    rows = _open_of(officer)
    told = Session.objects.encode({_SUSPENDED: str(officer.pk)})
    beside = [Session(pk=_beside(row.pk), session_data=told, expire_date=row.expire_date) for row in rows]
    Session.objects.bulk_create(beside, ignore_conflicts=True)
    return _end(rows)


def suspended_in(session_key: str) -> str:
    """Return the id of the officer whose session, under this key, was open when he was suspended; else nothing."""
    row = Session.objects.filter(pk=_beside(session_key), expire_date__gt=timezone.now()).first()
    return str(row.get_decoded().get(_SUSPENDED, "")) if row else ""


def _open_of(officer: Officer) -> list[Session]:
    return [row for row in Session.objects.all() if row.get_decoded().get(SESSION_KEY) == str(officer.pk)]


def _end(rows: list[Session]) -> int:
    return Session.objects.filter(pk__in=[row.pk for row in rows]).delete()[0]


def _beside(session_key: str) -> str:
    """Return the key of the row beside a session's: the session's own never comes back, whatever still writes to it."""
    return blake2b(f"suspended {session_key}".encode(), digest_size=_KEY // 2).hexdigest()
