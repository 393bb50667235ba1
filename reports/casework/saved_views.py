"""Keeping a list with what narrows it, alone or for the whole unit, and being told of what comes to it."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from reports import audit
from reports.clock import this_hour
from reports.keyring import led_by
from reports.models import Officer, SavedView, Unit
from reports.models.kept import REMEMBERED, Kept, WithOfficer

MOST = 20
MOST_TELL = 5
_VIEW = WithOfficer(SavedView, "officer")


class TooManyViews(Exception):
    """An officer keeps a handful of views; more would hide them from each other."""


def views_of(officer: Officer, units: Iterable[UUID]) -> list[SavedView]:
    """Return the views an officer keeps, and those that colleagues share with these units, of which names are read."""
    return [_view(values) for values in _asked(officer.pk, tuple(sorted(units))).rows()]


@lru_cache(REMEMBERED)
def _asked(officer: UUID, units: tuple[UUID, ...]) -> Kept:
    kept = SavedView.objects.filter(Q(officer=officer) | Q(shared_with__in=units))
    return Kept.of(kept.order_by("shared_with__name", "id").values_list(*_VIEW.columns, "shared_with__name"))


def _view(values: tuple[Any, ...]) -> SavedView:
    view = _VIEW.row(values)
    view.filters = json.loads(str(view.filters))
    if view.shared_with_id is not None:
        view.shared_with = Unit(pk=view.shared_with_id, name=values[-1])
    return view


class TooManyTell(Exception):
    """Each that tells is counted with every look at the queue."""


@transaction.atomic
def keep_view(filters: Mapping[str, str], *, by: Officer, shared_with: UUID | None = None) -> SavedView:
    """Keep a view; one that the officer keeps already is shared anew, or no more. Raises TooManyViews."""
    Officer.objects.select_for_update().get(pk=by.pk)
    kept = {tuple(sorted(view.filters.items())): view for view in SavedView.objects.filter(officer=by)}
    view = kept.get(tuple(sorted(filters.items())))
    if view is None and len(kept) >= MOST:
        raise TooManyViews
    view = view or SavedView(officer=by, filters=dict(filters))
    view.shared_with_id = shared_with
    view.save()
    audit.enter("view.kept", by=by, unit=shared_with)
    return view


def drop_view(view_id: UUID, *, by: Officer) -> None:
    """Drop a view of the officer's own, or take a colleague's from a unit that the officer leads.

    Raises SavedView.DoesNotExist.
    """
    view = SavedView.objects.get(pk=view_id)
    if view.officer_id == by.pk:
        view.delete()
    elif view.shared_with_id in led_by(by):
        SavedView.objects.filter(pk=view.pk).update(shared_with=None)
    else:
        raise SavedView.DoesNotExist
    audit.enter("view.dropped", by=by, unit=view.shared_with_id)


@transaction.atomic
def set_telling(view_id: UUID, *, by: Officer, tells: bool) -> None:
    """Let a view of the officer's own tell of tips that come to it from now on, or no more.

    Raises SavedView.DoesNotExist, TooManyTell.
    """
    Officer.objects.select_for_update().get(pk=by.pk)
    own = SavedView.objects.filter(officer=by)
    view = own.get(pk=view_id)
    if tells and own.exclude(pk=view_id).filter(tells_since__isnull=False).count() >= MOST_TELL:
        raise TooManyTell
    view.tells_since = _from_now() if tells else None
    view.save(update_fields=["tells_since"])


def looked_through(view: SavedView) -> None:
    """Tell of tips that came to a view up to now no more, but for the last: nobody knows which were on the list."""
    if view.tells_since is not None and view.tells_since < _from_now():
        SavedView.objects.filter(pk=view.pk, tells_since=view.tells_since).update(tells_since=_from_now())


def _from_now() -> datetime:
    """Return from which hour's tips on is told: the one before, too, for its last tips are judged in this one."""
    return this_hour() - timedelta(hours=1)
