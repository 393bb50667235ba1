"""Danger that nobody has confirmed stands before each list, whatever the list's order.

It is found by the alerts that run, of which there are few and mostly none, and not by a column of the tips: who
confirms on the phone changes no tip, and whatever ends an alert ends this too.
"""

from uuid import UUID

from reports.keyring import KeyRing
from reports.models import Tip
from reports.models.raw import ids, plain_rows
from reports.models.tip import TipQuerySet

MOST = 10  # before a list
# As many of the whole house are looked at: those come first of which more than their sender says that it is danger.
# Of these, those that the officer may read: a merged one from which he was taken off brings nothing to the top, and
# what else rings in the house makes no page slower.
_RUNNING = (
    "SELECT running.tip_id, into_id FROM"
    " (SELECT tip_id, borne_out, begun_at FROM alert WHERE due_at IS NOT NULL"
    " ORDER BY borne_out DESC, due_at LIMIT 200) AS running"
    " JOIN tip ON tip.id = running.tip_id AND (tip.unit_id = ANY(%s::uuid[]) OR tip.informed && %s::uuid[])"
    " LEFT JOIN tip_merge ON tip_merge.tip_id = tip.id"
    " WHERE NOT EXISTS (SELECT FROM recusal WHERE recusal.tip_id = tip.id AND recusal.officer_id = %s)"
    " ORDER BY borne_out DESC, begun_at, running.tip_id"
)


def unconfirmed(tips: TipQuerySet, ring: KeyRing) -> list[Tip]:
    """Return those of these tips whose alerts run, the worst and then the oldest first; of very many the first few.

    For a merged tip also the one that leads it, in which it is worked on, if the ring shows both. What reads like junk
    keeps its place in its list: else whoever sends a hundred posts with danger ticked puts them all before somebody who
    is in danger.
    """
    places = _places(ring)
    if not places:
        return []
    return sorted(tips.filter(pk__in=places, looks_junk=False), key=lambda tip: places[tip.pk])[:MOST]


def _places(ring: KeyRing) -> dict[UUID, int]:
    """Return the tips whose alerts run and those that lead them, each with its place among them."""
    units = ids(*ring.unit_ids)
    rows = plain_rows("default", _RUNNING, units, units, ring.officer.pk)
    told = (one for both in rows for one in both if one)
    return {tip_id: place for place, tip_id in enumerate(dict.fromkeys(told))}
