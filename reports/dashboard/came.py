"""What came of a tip, as pages say it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from reports.casework.outcomes import Figures, totals
from reports.dashboard.wording import Words
from reports.models import Drug, Firearm, Missing, Outcome, Tip, Usefulness
from reports.models.outcome import COUNTS

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

    outcome: Outcome
    told: list[tuple[Words, str]]


def reports_of(tip: Tip) -> list[Report]:
    """Return each report by itself, the newest first; what was struck out is among them."""
    rows = Outcome.everything.filter(tip=tip).select_related("officer").order_by("-at")
    return [Report(row, told(totals([row]))) for row in rows]


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
