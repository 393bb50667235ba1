"""Danger that nobody has confirmed stands before each list, whatever the list's order.

It is found by the alerts that run, of which there are few and mostly none, and not by a column of the tips: who
confirms on the phone changes no tip, and whatever ends an alert ends this too.
"""

from collections.abc import Callable
from uuid import UUID

from reports.keyring import KeyRing
from reports.models import Tip
from reports.models.raw import ids, plain_rows
from reports.models.tip import TipQuerySet

MOST = 10  # before a list
# Of the whole house five thousand are looked at: those first of which more than their sender says that it is danger,
# and of these what has rung longest, so that what begins behind it hides none. Of them come the first two hundred that
# the officer may read and that do not read like junk; a merged one from which he was taken off brings nothing there.
_RUNNING = "SELECT tip, leading_tip FROM running_alerts(%s, %s::uuid[])"


def unconfirmed(tips: Callable[[], TipQuerySet], ring: KeyRing) -> list[Tip]:
    """Return those of these tips whose alerts run, the worst and then the oldest first; of very many the first few.

    For a merged tip also the one that leads it, in which it is worked on, if the ring shows both. What reads like junk
    keeps its place in its list: else whoever sends a hundred posts with danger ticked puts them all before somebody who
    is in danger.
    """
    places = _places(ring)
    if not places:
        return []
    return sorted(tips().filter(pk__in=places, looks_junk=False), key=lambda tip: places[tip.pk])[:MOST]


def _places(ring: KeyRing) -> dict[UUID, int]:
    """Return the tips whose alerts run and those that lead them, each with its place among them."""
    rows = plain_rows("default", _RUNNING, ring.officer.pk, ids(*ring.unit_ids))
    told = (one for both in rows for one in both if one)
    return {tip_id: place for place, tip_id in enumerate(dict.fromkeys(told))}
