"""What came of a tip, as pages say it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from reports.casework.outcomes import Figures, numbers_of, totals
from reports.dashboard.wording import Words, actor
from reports.models import AuditEntry, Drug, Firearm, Missing, Outcome, Struck, Tip, Usefulness
from reports.models.outcome import COUNTS
from reports.queries.history import actor_names

COUNTED: dict[str, Words] = {
    "arrests": _("Arrests"),
    "charges": _("Charges"),
    "cases_cleared": _("Cases cleared"),
    "homicides_solved": _("Killings solved"),
    "persons_safe": _("Persons found or made safe"),
    "rounds": _("Rounds of ammunition"),
    "vehicles": _("Vehicles and boats"),
    "cash": _("Cash, in dollars"),
    "property_value": _("Other property, worth in dollars"),
}


def came_of(tip: Tip) -> Figures:
    """Return what came of a tip so far."""
    return totals(tip.outcomes.order_by("at"))


@dataclass(frozen=True, slots=True)
class Report:
    """One report of what came of a tip, as its page shows it."""

    number: int
    outcome: Outcome
    told: list[tuple[Words, str]]
    struck: "Striking | None"


@dataclass(frozen=True, slots=True)
class Striking:
    """Who struck a report out, when, and why."""

    who: Words
    at: datetime
    why: Words


def reports_of(tip: Tip) -> list[Report]:
    """Return each report by itself, the newest first; what was struck out is among them."""
    rows = Outcome.everything.filter(tip=tip).select_related("officer").order_by("-at", "-id")
    numbers, struck = numbers_of(tip), _struck(tip)
    return [Report(numbers[row.pk], row, told(totals([row])), struck.get(numbers[row.pk])) for row in rows]


def _struck(tip: Tip) -> dict[int, Striking]:
    """Return what the trail tells of the striking, by the report's number; older entries name no report."""
    entries = list(AuditEntry.objects.filter(tip_id=tip.pk, act="outcome.struck", detail__has_key="report"))
    names = actor_names(entries)
    return {
        one.detail["report"]: Striking(actor(names[one.actor]), one.at, Struck(one.detail["why"]).label)
        for one in entries
    }


def told(sums: Figures) -> list[tuple[Words, str]]:
    """Return it as the page says it."""
    said: list[tuple[Words, str]] = [
        (COUNTED[name], f"{sums.counts[name]:,}") for name in COUNTS if name in sums.counts
    ]
    said += [(one.label, f"{sums.firearms[one]:,}") for one in Firearm if one in sums.firearms]
    said += [(one.label, f"{sums.drugs[one]:,} g") for one in Drug if one in sums.drugs]
    if sums.usefulness is not None:
        said.append((_("Worth"), str(Usefulness(sums.usefulness).label)))
    if sums.missing:
        said.append((_("It lacked"), ", ".join(str(Missing(word).label) for word in sums.missing)))
    return said
