"""The lists that tips stand on, in which order, and how a list is narrowed. Each order is that of one index."""

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.expressions import Combinable
from django.db.models.fields.tuple_lookups import TupleGreaterThan, TupleLessThan
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThan
from django.utils import timezone

from reports.clock import is_in_reach, this_hour, today
from reports.keyring import KeyRing
from reports.models import (
    Category,
    Channel,
    Delivery,
    Reading,
    Record,
    RecordKind,
    Recusal,
    Status,
    Tip,
    Urgency,
)
from reports.models.counting import Sight
from reports.models.tip import TipQuerySet

LANGUAGES = ("en", "acf", "fr", "es", "ht")
AGES = (1, 7, 30, 90)  # days
NOBODY = "nobody"  # in the place of who works on a tip
_LISTED_DAYS = 90  # how far back a narrowed list of all tips goes: so none has to look at every tip there ever was


class BadCursor(Exception):
    """The page address was changed by hand."""


class BadView(Exception):
    """The list, or what narrows it, is none that there is."""


@dataclass(frozen=True, slots=True)
class Order:
    """The columns that a list is sorted by, all in one direction; the last is the id."""

    columns: tuple[str, ...]
    falls: bool = False

    def sort(self, tips: TipQuerySet) -> TipQuerySet:
        """Return the tips in this order."""
        sign = "-" if self.falls else ""
        return tips.order_by(*(sign + column for column in self.columns))

    def place(self, tip: Tip) -> list[Any]:
        """Return where a tip stands in this order."""
        return [getattr(tip, column) for column in self.columns]

    def cursor(self, tip: Tip) -> str:
        """Return a word for the place of a tip, to go on after it."""
        place = [value if isinstance(value, int) else str(value) for value in self.place(tip)]
        return base64.urlsafe_b64encode(json.dumps(place).encode()).decode()

    def read(self, cursor: str) -> list[Any]:
        """Return the place that a cursor names. Raises BadCursor."""
        try:
            told = json.loads(base64.urlsafe_b64decode(cursor))
            return [_READ[column](value) for column, value in zip(self.columns, told, strict=True)]
        except (ValueError, TypeError, AttributeError):
            raise BadCursor from None

    def after(self, tips: TipQuerySet, cursor: str) -> TipQuerySet:
        """Return the tips behind a cursor. Raises BadCursor."""
        return self.behind(tips, self.read(cursor))

    def behind(self, tips: TipQuerySet, place: list[Any], *, backwards: bool = False) -> TipQuerySet:
        """Return the tips behind a place; before it, nearest first, if `backwards`."""
        order = Order(self.columns, self.falls is not backwards)
        comparison = TupleLessThan if order.falls else TupleGreaterThan
        return order.sort(tips.filter(comparison(self.columns, place)))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError
    return moment


_READ: Mapping[str, Callable[[Any], Any]] = {
    "urgency": Urgency,
    "looks_junk": lambda value: value is True,
    "arrived_hour": _moment,
    "due_at": _moment,
    "id": UUID,
}
_URGENT = Order(("urgency", "looks_junk", "arrived_hour", "id"))
_DUE = Order(("due_at", "id"))
_NEWEST = Order(("arrived_hour", "id"), falls=True)


@dataclass(frozen=True, slots=True)
class TipList:
    """One list: which tips are on it, in which order."""

    holds: Callable[[UUID], Q]
    order: Order = _URGENT
    is_open_work: bool = True
    is_of_others: bool = False

    def of(self, sight: Sight) -> TipQuerySet:
        """Return the tips on the list of an officer, in no order yet."""
        tips = sight.tips_for_information if self.is_of_others else sight.tips
        return (tips.open_work() if self.is_open_work else tips).filter(self.holds(sight.officer))


LISTS: Mapping[str, TipList] = {
    "open": TipList(lambda officer: Q()),
    "urgent": TipList(lambda officer: Q(urgency=Urgency.IMMEDIATE)),
    "unassigned": TipList(lambda officer: Q(assigned_to=None)),
    "mine": TipList(lambda officer: Q(assigned_to=officer)),
    "for_us": TipList(lambda officer: Q(waits_for_us=True)),
    "for_tipster": TipList(lambda officer: Q(status=Status.WAITING)),
    "overdue": TipList(lambda officer: Q(due_at__lte=this_hour()), _DUE),
    "again": TipList(
        # Not one because of a tip from which the officer stepped back: it would hint at that one.
        lambda officer: (
            Q(again_because__isnull=False, status=Status.CLOSED)
            & ~Q(again_because__in=Recusal.objects.filter(officer=officer).values("tip"))
        ),
        is_open_work=False,
    ),
    "informed": TipList(lambda officer: Q(), is_of_others=True),
    "all": TipList(lambda officer: Q(), _NEWEST, is_open_work=False),
}


def _unread_by(officer: UUID) -> LessThan:
    """Tips that hold more than this officer has read. A select of its own, so that a list keeps its index's order."""
    read = Reading.objects.filter(tip=OuterRef("pk"), officer=officer).values("arrivals")
    return LessThan(Coalesce(Subquery(read), 0), F("arrivals"))


def _with_undelivered(_officer: UUID) -> Exists:
    failed = (Delivery.FAILED, Delivery.UNKNOWN)
    return Exists(Record.objects.filter(tip=OuterRef("pk"), kind=RecordKind.QUESTION, delivery__in=failed))


# What a list is narrowed to beside what stands in its index: each tip of the list is looked at until a page is full.
SHOWS: Mapping[str, Callable[[UUID], Q | Combinable]] = {
    "unread": _unread_by,
    "nobody_read": lambda officer: ~Exists(Reading.objects.filter(tip=OuterRef("pk"))),
    "not_junk": lambda officer: Q(looks_junk=False),
    "unreachable": lambda officer: Q(unreachable=True),
    "undelivered": _with_undelivered,
}
_EXACT = ("unit", "status", "category", "channel", "language")
_WORDS = (*_EXACT, "assigned_to", "shows")
_AGES = ("days", "older")
DATES = ("since", "until")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A list, and what narrows it; an empty word narrows nothing. Holds no word of any tip.

    `assigned_to` is who works on a tip: the id of an officer, or NOBODY. `days` is how long ago a tip came at most,
    `older` at least; `since` and `until` are the first and the last day on which it came, like 2026-11-29; `shows` one
    of SHOWS.
    """

    which: str = "open"
    unit: str = ""
    status: str = ""
    assigned_to: str = ""
    category: str = ""
    channel: str = ""
    language: str = ""
    shows: str = ""
    days: int = 0
    older: int = 0
    since: str = ""
    until: str = ""

    def __post_init__(self) -> None:
        """Raises BadView."""
        known = (
            self.which in LISTS,
            self.status in {"", *Status.values},
            self.category in {"", *Category.values},
            self.channel in {"", *Channel.values},
            self.language in {"", *LANGUAGES},
            self.shows in {"", *SHOWS},
            {self.days, self.older} <= {0, *AGES},
            all(_is_day(day) for day in (self.since, self.until) if day),
            not self.unit or is_id(self.unit),
            self.assigned_to in {"", NOBODY} or is_id(self.assigned_to),
        )
        if not all(known):
            raise BadView

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "View":
        """Return the view that these words name; what is missing narrows nothing. Raises BadView."""
        ages = {name: str(told.get(name) or 0) for name in _AGES}
        if not all(age.isascii() and age.isdigit() for age in ages.values()):
            raise BadView
        words = {name: str(told.get(name) or "") for name in (*_WORDS, *DATES)}
        days, older = (int(ages[name]) for name in _AGES)
        return cls(which=str(told.get("list") or "open"), days=days, older=older, **words)

    def told(self) -> dict[str, str]:
        """Return the words that name this view, without those that narrow nothing."""
        return {"list" if name == "which" else name: str(value) for name, value in asdict(self).items() if value}

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the list itself is asked for."""
        return set(self.told()) != {"list"}

    @property
    def listed_days(self) -> int:
        """How many days back the list of this view goes; 0 for all time."""
        wide = not LISTS[self.which].is_open_work and self.told().keys() - {"list", "unit", *_AGES, *DATES}
        ago = (today() - date.fromisoformat(self.until)).days if self.until else 0
        return self.days or (max(self.older, ago) + _LISTED_DAYS if wide else 0)

    @property
    def order(self) -> Order:
        """The order of its list."""
        return LISTS[self.which].order

    def of(self, seen: KeyRing | Sight) -> TipQuerySet:
        """Return the tips that an officer sees in the list of this view, in no order yet."""
        return self._since(self.listed_days, seen if isinstance(seen, Sight) else sight_of(seen))

    def news(self, ring: KeyRing, since: datetime, most: int) -> int:
        """Count the tips that came to this view from an hour on and of which the officer has not read all."""
        came = self.of(ring).filter(_unread_by(ring.officer.pk), arrived_hour__gte=since)
        return came[:most].count()

    def searched(self, ring: KeyRing) -> TipQuerySet:
        """Return the tips that a search of this view looks through: of all time, unless days were chosen."""
        return self._since(self.days, sight_of(ring))

    def _since(self, days: int, sight: Sight) -> TipQuerySet:
        chosen = {name: getattr(self, name) for name in _EXACT}
        found = LISTS[self.which].of(sight).filter(**{name: word for name, word in chosen.items() if word})
        if self.status == Status.CLOSED and LISTS[self.which].is_open_work:
            return found.none()  # as is known without going over all that is open
        if self.assigned_to:
            found = found.filter(assigned_to=None if self.assigned_to == NOBODY else UUID(self.assigned_to))
        if self.shows:
            found = found.filter(SHOWS[self.shows](sight.officer))
        if self.older:
            found = found.filter(arrived_hour__lt=this_hour() - timedelta(days=self.older))
        if self.until:
            found = found.filter(arrived_hour__lt=_midnight(self.until) + timedelta(days=1))
        starts = [this_hour() - timedelta(days=days)] if days else []
        for start in (*starts, *([_midnight(self.since)] if self.since else ())):
            if self.order is _DUE:
                found = found.filter(due_at__gte=start)  # nothing is due before it came: its index is read from there
            found = found.filter(arrived_hour__gte=start)
        return found


def sight_of(ring: KeyRing) -> Sight:
    """Return what a key ring shows now, without its keys."""
    return Sight.now(ring.officer.pk, ring.unit_ids)


def _is_day(text: str) -> bool:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return False
    return text == day.isoformat() and is_in_reach(day)


def _midnight(day: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(day))


def is_id(text: str) -> bool:
    """Return whether a text reads as an id of ours."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True
