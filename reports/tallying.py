"""Counting how fast a unit acts, and the tips that are erased: in months, and of no named tip.

A tally is a row of its own only until the night; then it is added to the counts of its month (docs/decisions/0089).
"""

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import Count, Q, Sum
from django.utils import timezone

from reports.clock import is_day_alone, month_of
from reports.models import Tally, TallyCount, Tip

SPANS = {
    "2h": timedelta(hours=2),
    "1d": timedelta(days=1),
    "3d": timedelta(days=3),
    "7d": timedelta(days=7),
    "30d": timedelta(days=30),
}
LONGER = "more"
CAME_BY = ("category", "channel", "language", "outcome")
_CAME = "came"  # with dots: older versions, running beside this one or after it, take a word with "|" for a time
_ERASED = f"{_CAME}.channel."


class Step(StrEnum):
    """Up to what a time is counted from a tip's arrival."""

    TAKEN = "taken"
    ANSWERED = "answered"
    CLOSED = "closed"


_SPANS = frozenset(f"{step}|{span}" for step in Step for span in (*SPANS, LONGER))


def tally(tip: Tip, word: str) -> None:
    """Count something of a tip's unit in this month."""
    Tally.objects.create(month=month_of(timezone.now()), unit_id=tip.unit_id, word=word)


def tally_speed(tip: Tip, step: Step) -> None:
    """Count how long a tip waited for a step, by kind and channel. Of one whose day alone is known, nothing is.

    The arrival is known to the hour: what took less than two hours may have taken a minute.
    """
    if is_day_alone(tip.arrived_hour):
        return
    took = timezone.now() - tip.arrived_hour
    span = next((name for name, most in SPANS.items() if took < most), LONGER)
    tally(tip, f"{step}|{span}|{tip.category}|{tip.channel}")


def tally_erased(tip: Tip) -> None:
    """Count a tip that is erased now for the month in which it came, by each of CAME_BY alone: numbers outlive tips."""
    month, unit = month_of(tip.arrived_hour), tip.unit_id
    words = [f"{_CAME}.{by}.{getattr(tip, by)}" for by in CAME_BY]
    Tally.objects.bulk_create(Tally(month=month, unit_id=unit, word=word) for word in words)


def came_and_erased(tallied: Counter[str], by: str) -> Counter[str]:
    """Return how many erased tips came, by their word of one of CAME_BY, out of what `counted` found."""
    start = f"{_CAME}.{by}."
    return Counter({word.removeprefix(start): count for word, count in tallied.items() if word.startswith(start)})


def words_counted(word: str) -> list[str]:
    """Return the words under which a tally is counted: of a time apart by kind and by channel, which no count joins."""
    if "|" not in word:
        return [word]
    step, span, category, channel = word.split("|")
    return [f"{step}|{span}", f"{step}|{span}|category|{category}", f"{step}|{span}|channel|{channel}"]


type Apart = Counter[tuple[UUID, date, str]]


def counted(units: Collection[UUID], first: date, last: date) -> tuple[Counter[str], Apart]:
    """Return how often each word was counted for these units in whole months, with what waits for the night.

    And, by unit and month, how often each span of a step was, and each channel of erased tips.
    """
    of_these = {"unit__in": units, "month__gte": first, "month__lte": last}
    counts = TallyCount.objects.filter(**of_these).order_by()
    is_apart = Q(word__in=_SPANS) | Q(word__startswith=_ERASED)
    found = Counter(dict(counts.exclude(is_apart).values_list("word").annotate(Sum("count"))))
    apart: Apart = Counter()
    for unit, month, word, number in counts.filter(is_apart).values_list("unit", "month", "word", "count"):
        apart[unit, month, word] += number
    waiting = Tally.objects.filter(**of_these).order_by().values_list("unit", "month", "word").annotate(Count("pk"))
    for unit, month, told, number in waiting:
        for word in words_counted(told):
            if word in _SPANS or word.startswith(_ERASED):
                apart[unit, month, word] += number
            else:
                found[word] += number
    for (_unit, _month, word), number in apart.items():
        found[word] += number
    return found, apart
