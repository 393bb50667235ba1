"""The monthly statement: fixed rows, whole months that are over, and no number so small that it points at somebody.

A count from one to four is told as "few". What came of tips, be it counted or weighed, is told only if at least five
tips brought it: in a small place the one seizure of a month is in everybody's mouth, be it of six rifles, and with it
who can have known. There are no sums
over months, for a sum less the other months would tell a month that was not told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count, QuerySet
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


class NotOver(Exception):
    """The month is not over."""


class EmptyMonth(Exception):
    """No tip came and nothing came of any: there is nothing to tell, and it could never be told again."""


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


def draw_statement(month: date) -> tuple[Row, ...]:
    """Count a month for the whole force. Raises NotOver."""
    if month >= month_of(timezone.now()):
        raise NotOver
    period = Period(month, month)
    units = list(Unit.objects.values_list("pk", flat=True))
    found = statistics(units, period)
    came = Outcome.objects.filter(at__gte=period.begins, at__lt=period.ends)
    told = [Row("tips", _count(found.tips))]
    told += [Row(word, _brought(found.counts[word], came.filter(**{f"{word}__gt": 0}))) for word in _COUNTED]
    told.append(Row("firearms", _brought(sum(found.firearms.values()), came.exclude(firearms={}))))
    told += [Row(word, _weight(found.counts[word], came.filter(**{f"{word}__gt": 0}))) for word in _WEIGHED]
    told += [Row(drug, _weight(found.drugs.get(drug, 0), came.filter(drugs__has_key=drug))) for drug in Drug.values]
    return tuple(told)


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
        if not any(value for _word, value in rows):
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


def _count(number: int) -> Value:
    return FEW if 0 < number < SMALLEST else number


def _brought(number: int, by: QuerySet[Outcome]) -> Value:
    return _count(number) if number < SMALLEST else _weight(number, by)


def _weight(number: int, by: QuerySet[Outcome]) -> Value:
    tips = by.aggregate(tips=Count("tip", distinct=True))["tips"]  # an erased one counts for none: it may be another
    return UNTOLD if number and tips < SMALLEST else number
