"""How long a tip is kept: the rules in force, as a tipster reads them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from reports.models.choices import Category, CloseReason
from reports.public.away import may_be_away
from reports.retention import JUNK, Rules, in_force

NOTHING_TO_DO = _("What gave the police nothing to do")
"""What a tipster reads for each sort of junk: whose receipt opens nothing any more must not be called names."""


@dataclass(frozen=True, slots=True)
class Time:
    """How long such tips are kept."""

    which: str
    how_long: str


@may_be_away(_("How long a tip is kept"), page="about", topic="times")
def times(request: HttpRequest) -> HttpResponse:
    return render(request, "public/about/times.html", {"page": "about", "topic": "times", "lines": lines(in_force())})


def lines(rules: Rules) -> list[Time]:
    """Return how long a closed tip is kept, by what it was about and how it ended, as the rules in force have it.

    Rules that follow each other and differ in one thing alone stand in one line: it says the same.
    """
    told: list[tuple[list[str], list[str], int]] = []
    for rule in rules.rows:
        categories, outcomes, days = told[-1] if told else ([], [], 0)
        if days == rule.days and outcomes == [rule.outcome] and rule.category and all(categories):
            categories.append(rule.category)
        elif days == rule.days and categories == [rule.category] and rule.outcome and all(outcomes):
            outcomes.append(rule.outcome)
        else:
            told.append(([rule.category], [rule.outcome], rule.days))
    rows = [Time(_which(categories, outcomes), in_words(days)) for categories, outcomes, days in told]
    return [*rows, Time(str(_("Every other tip")), in_words(rules.default))]


def in_words(days: int) -> str:
    """Return a time in days, or in years where it is whole years."""
    years, rest = divmod(days, 365)
    if rest == 0:
        return ngettext("%(number)d year", "%(number)d years", years) % {"number": years}
    return ngettext("%(number)d day", "%(number)d days", days) % {"number": days}


def _which(categories: Iterable[str], outcomes: Iterable[str]) -> str:
    about = "; ".join(str(Category(code).label) for code in categories if code)
    labels = (str(NOTHING_TO_DO if code in JUNK else CloseReason(code).label) for code in outcomes if code)
    ended = "; ".join(dict.fromkeys(labels))
    return ": ".join(part for part in (about, ended) if part)
