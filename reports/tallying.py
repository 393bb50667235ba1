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


class Step(StrEnum):
    """Up to what a time is counted from a tip's arrival."""

    TAKEN = "taken"
    ANSWERED = "answered"
    CLOSED = "closed"


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


def counted(units: Collection[UUID], first: date, last: date) -> Counter[str]:
    """Return how often each word was counted for these units in whole months, with what waits for the night."""
    of_these = {"unit__in": units, "month__gte": first, "month__lte": last}
    found = Counter[str]()
    for word, number in TallyCount.objects.filter(**of_these).order_by().values_list("word").annotate(Sum("count")):
        found[word] += number
    for told, number in Tally.objects.filter(**of_these).order_by().values_list("word").annotate(Count("pk")):
        for word in words_counted(told):
            found[word] += number
    return found


def counted_apart(units: Collection[UUID], first: date, last: date) -> Counter[tuple[UUID, date, str]]:
    """Return, by unit and month, how often each span of a step was counted, and each channel of erased tips."""
    of_these = {"unit__in": units, "month__gte": first, "month__lte": last}
    spans = [f"{step}|{span}" for step in Step for span in (*SPANS, LONGER)]
    found = Counter[tuple[UUID, date, str]]()
    told = TallyCount.objects.filter(Q(word__in=spans) | Q(word__startswith=f"{_CAME}.channel."), **of_these)
    for unit, month, word, number in told.values_list("unit", "month", "word", "count"):
        found[unit, month, word] += number
    for unit, month, word in Tally.objects.filter(**of_these).values_list("unit", "month", "word"):
        if "|" in word or word.startswith(f"{_CAME}.channel."):
            found[unit, month, words_counted(word)[0]] += 1
    return found
