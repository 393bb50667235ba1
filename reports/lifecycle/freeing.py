"""Ending what keeps rows for long in the name of the public pages: judging, texts and alerts must not wait for it."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import connections
from django.utils import timezone

from reports.models import Pulse
from reports.queries.pulses import FREED, FREEING, note

log = logging.getLogger(__name__)
_LOOKS = timedelta(minutes=6)  # the next look at the parts sees it


def free_held_rows() -> None:
    """Have both databases end such sessions, and note when one was. What they held goes to who waits for it.

    That it could is noted too: a run that fails, or cannot see the sessions, would else look like one that found none.
    """
    ended, can = 0, True
    for alias in settings.DATABASES:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT free_held_rows()")
            count = cursor.fetchone()[0]
        ended += count or 0
        can = can and count is not None
    if can:
        note(FREEING, True)
    if ended:
        log.error("%d sessions of the public pages held rows for over a minute: they were ended.", ended)
        Pulse.objects.update_or_create(name=FREED, defaults={"at": timezone.now()})


def none_was_held() -> bool:
    """Whether none was ended since the look before: once may be a host that slept, again and again is somebody."""
    return not Pulse.objects.filter(name=FREED, at__gte=timezone.now() - _LOOKS).exists()
