"""Who has a tip's page open: told to colleagues, so that two do not work against each other."""

from uuid import uuid4

from django.db import connection
from django.utils import timezone

from reports.clock import in_seconds
from reports.models import Officer, Presence, Tip
from reports.taking_off import all_told

LASTS = 40.0  # seconds; pages say so again every fifteen
_LOOKS = (
    "INSERT INTO presence (id, tip_id, officer_id, until) VALUES (%s, %s, %s, %s)"
    " ON CONFLICT (tip_id, officer_id) DO UPDATE SET until = excluded.until"
)
# Nobody waits until the row is on the disk: it tells of seconds, and a crash may forget it. Alone in its transaction!
_UNAWAITED = "; SET LOCAL synchronous_commit = off"


def look_at(tip: Tip, by: Officer) -> None:
    """Keep for some seconds that an officer has the page of a tip open."""
    with connection.cursor() as cursor:
        alone = "" if connection.in_atomic_block else _UNAWAITED
        cursor.execute(_LOOKS + alone, [uuid4(), tip.pk, by.pk, in_seconds(LASTS)])


def look_away(tip: Tip, by: Officer) -> None:
    """Forget it."""
    Presence.objects.filter(tip=tip, officer=by).delete()


def others_looking(tip: Tip, by: Officer) -> list[str]:
    """Return the names of the colleagues who have the page open and may read the tip still."""
    open_now = Presence.objects.filter(tip=tip, until__gt=timezone.now(), officer__is_active=True)
    there = open_now.exclude(officer=by).order_by("officer__name")
    found = dict(there.values_list("officer", "officer__name"))
    readers = all_told(tip) if found else ()
    return [name for officer, name in found.items() if officer in readers]
