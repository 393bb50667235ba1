"""The monthly statement: fixed rows, whole months that are over, and no number so small that it points at somebody.

Fewer than five tips, be it none, are told as "few". What came of tips, be it counted or weighed, is told only if at
least five tips brought it, and none of them alone more than half: in a small place the one seizure of a month is in
everybody's mouth, be it of six rifles, and with it who can have known. All else is told as none is, "untold": a word
that is there for one and not for none tells that somebody talked (decision 237). There are no sums over months, for a
sum less the other months would tell a month that was not told.
"""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from operator import attrgetter
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise

from reports import audit
from reports.clock import month_of, today
from reports.models import Drug, Officer, Outcome, Statement, Unit
from reports.notices.editions import changed_since
from reports.notices.published import FEW, SMALLEST, UNTOLD, WORDS, Value
from reports.queries.statistics import Period, statistics

_COUNTED = ("arrests", "charges", "cases_cleared", "homicides_solved", "persons_safe", "vehicles")
_WEIGHED = ("rounds", "cash", "property_value")
_Amount = Callable[[Outcome], int]


class NotOver(Exception):
    """The month is not over."""


class EmptyMonth(Exception):
    """No number of it can be told, and it could never be told again; whether there were none or few, this says not."""


class OtherNumbers(Exception):
    """The numbers are no longer those that were looked at."""


class PublishedAlready(Exception):
    """A month is published once: what was said stays said."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: its word, and what is told of it."""

    word: str
    value: Value

    @property
    def label(self) -> Promise:
        """What the word means."""
        return WORDS[self.word]

    @property
    def told(self) -> str:
        """The value as the desk reads it."""
        return f"{self.value:,}" if isinstance(self.value, int) else self.value


def draw_statement(month: date) -> tuple[Row, ...]:
    """Count a month for the whole force. Raises NotOver."""
    if month >= month_of(timezone.now()):
        raise NotOver
    period = Period(month, month)
    found = statistics(list(Unit.objects.values_list("pk", flat=True)), period)
    came = list(Outcome.objects.filter(at__gte=period.begins, at__lt=period.ends))
    told = [Row("tips", found.tips if found.tips >= SMALLEST else FEW)]
    told += [Row(word, _brought(came, amount)) for word, amount in _amounts()]
    return tuple(told)


def tells_nothing(rows: Sequence[Row]) -> bool:
    """Whether no row has a number."""
    return all(isinstance(row.value, str) for row in rows)


def published_rows(month: date) -> tuple[Row, ...]:
    """Return a month as the public reads it; nothing where it is not published."""
    found = Statement.objects.filter(month=month).first()
    return tuple(Row(word, value) for word, value in found.rows if word in WORDS) if found else ()


def parts_of(rows: Sequence[Row]) -> dict[str, Value]:
    """Return what a statement is made of, as reports.notices.editions tells it."""
    return {row.word: row.value for row in rows}


@transaction.atomic
def publish_statement(month: date, *, by: Officer, seen: str | None = None) -> Statement:
    """Publish a month; `seen` is the edition of the rows that were looked at, None for who saw no page.

    Raises NotOver, PublishedAlready, EmptyMonth, OtherNumbers.
    """
    drawn = draw_statement(month)
    rows = [[row.word, row.value] for row in drawn]
    if not Statement.objects.filter(month=month).exists():
        if tells_nothing(drawn):
            raise EmptyMonth
        if seen is not None and changed_since(parts_of(drawn), seen):
            raise OtherNumbers
    statement, is_new = Statement.objects.get_or_create(
        month=month, defaults={"rows": rows, "published_by": by, "published_day": today()}
    )
    if not is_new:
        raise PublishedAlready
    audit.enter("statement.published", by=by, month=f"{month:%Y-%m}")
    return statement


def _amounts() -> list[tuple[str, _Amount]]:
    """Return how much of each row a report brought, in the order of the rows."""
    amounts: list[tuple[str, _Amount]] = [(word, attrgetter(word)) for word in _COUNTED]
    amounts.append(("firearms", lambda one: sum(one.firearms.values())))
    amounts += [(word, attrgetter(word)) for word in _WEIGHED]
    return amounts + [(drug, partial(_grams, drug)) for drug in Drug.values]


def _grams(drug: str, one: Outcome) -> int:
    grams: int = one.drugs.get(drug, 0)
    return grams


def _brought(came: Collection[Outcome], amount: _Amount) -> Value:
    """Return a sum; those whose tip is erased may all be of one, so they count for none, and together for one part."""
    by_tip = Counter[UUID | None]()
    for one in came:
        by_tip[one.tip_id] += amount(one)
    by_tip = +by_tip
    total = by_tip.total()
    is_told = len(by_tip.keys() - {None}) >= SMALLEST and 2 * max(by_tip.values()) <= total
    return total if is_told else UNTOLD
