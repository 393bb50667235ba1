"""The notes in which colleagues mention an officer, of tips that he may open."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.fields.tuple_lookups import TupleLessThan

from reports.keyring import KeyRing
from reports.models import Mention, Recusal
from reports.models.counting import Sight, count_each
from reports.models.raw import plain_rows
from reports.queries.chased import told_to
from reports.queries.lists import sight_of

PAGE = 20
_COLUMNS = ("at", "id")
_MAY_BE = (
    "SELECT EXISTS (SELECT FROM mention WHERE officer_id = %s AND is_new),"
    " EXISTS (SELECT FROM chase WHERE officer_id = %s)"
)


def mentions_of(ring: KeyRing) -> QuerySet[Mention]:
    """Return the mentions of an officer, newest first, without any word of the notes."""
    return _of(sight_of(ring)).select_related("record__officer", "record__tip").order_by("-at", "-id")


def _of(sight: Sight) -> QuerySet[Mention]:
    # Asked of each mention as it comes, in the order of its index: few are looked at, for most may be opened.
    units = list(sight.units)
    readable = Q(record__tip__unit__in=units) | Q(record__tip__informed__overlap=units)
    gone = Recusal.objects.filter(officer=sight.officer).values("tip")
    found = Mention.objects.filter(readable, officer=sight.officer, record__tip__self_test=False)
    return found.exclude(record__tip__in=gone)


def mentions_page(ring: KeyRing, *, after: str = "") -> tuple[Sequence[Mention], str]:
    """Return one page of the mentions, and the word that the next one goes on after. Raises ValueError."""
    found = mentions_of(ring)
    if after:
        at, mention_id = after.split(" ")
        found = found.filter(TupleLessThan(_COLUMNS, (datetime.fromisoformat(at), UUID(mention_id))))
    page = list(found[: PAGE + 1])
    last = page[PAGE - 1] if len(page) > PAGE else None
    return page[:PAGE], f"{last.at.isoformat()} {last.pk}" if last else ""


def count_news(ring: KeyRing) -> tuple[int, int]:
    """Return how many mentions he has not opened, and of how many overdue tips he is told.

    Either count stops where nobody counts any more. Mostly there is none of one or of both, which is seen at once;
    which of them he may see, Postgres plans longer than it looks.
    """
    sight = sight_of(ring)
    there = plain_rows("default", _MAY_BE, sight.officer, sight.officer)[0]
    counts = iter(count_each(_NEWS[there], sight) if any(there) else ())
    mentions, overdue = (next(counts) if one else 0 for one in there)
    return mentions, overdue


def _mentions(sight: Sight) -> list[QuerySet[Any, Any]]:
    return [_of(sight).filter(is_new=True)[: PAGE + 1]]


def _overdue(sight: Sight) -> list[QuerySet[Any, Any]]:
    return [told_to(sight)[: PAGE + 1]]


def _both(sight: Sight) -> list[QuerySet[Any, Any]]:
    return _mentions(sight) + _overdue(sight)


_NEWS = {(True, False): _mentions, (False, True): _overdue, (True, True): _both}
