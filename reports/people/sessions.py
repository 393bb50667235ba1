"""Ending an officer's sessions: their rows go, and with them one half of each opened key."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from reports.models import Officer


def end_sessions(officer: Officer, *, keep: str = "") -> int:
    """Delete the sessions of an officer, all but the one with the key `keep`. Returns how many there were."""
    own = [row.pk for row in Session.objects.exclude(pk=keep) if row.get_decoded().get(SESSION_KEY) == str(officer.pk)]
    return Session.objects.filter(pk__in=own).delete()[0]
