"""What the public may read of a month, and what each line means."""

from collections.abc import Mapping

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from reports.models import Statement, StatementFault

SMALLEST = 5
FEW, UNTOLD = "few", "untold"
Value = int | str
WORDS: Mapping[str, Promise] = {
    "tips": gettext_lazy("Tips that arrived"),
    "arrests": gettext_lazy("People arrested"),
    "charges": gettext_lazy("People charged"),
    "cases_cleared": gettext_lazy("Cases cleared"),
    "homicides_solved": gettext_lazy("Killings solved"),
    "persons_safe": gettext_lazy("People found or made safe"),
    "vehicles": gettext_lazy("Vehicles and boats taken"),
    "firearms": gettext_lazy("Guns taken"),
    "rounds": gettext_lazy("Rounds of ammunition taken"),
    "cash": gettext_lazy("Cash taken, in dollars"),
    "property_value": gettext_lazy("Other things taken or given back, worth in dollars"),
    "cannabis": gettext_lazy("Cannabis taken, in grams"),
    "cocaine": gettext_lazy("Cocaine taken, in grams"),
    "heroin": gettext_lazy("Heroin and the like taken, in grams"),
    "mdma": gettext_lazy("MDMA and the like taken, in grams"),
    "other": gettext_lazy("Other drugs taken, in grams"),
}


FAULTS: Mapping[str, Promise] = {
    "number": gettext_lazy("A number was written down wrong."),
    "twice": gettext_lazy("Something was counted twice."),
    "lacks": gettext_lazy("Something was not counted."),
    "nothing": gettext_lazy("Something that was counted did not come about."),
}
"""What was found wrong in a month after it was published."""


def found_wrong(statement: Statement) -> StatementFault | None:
    """Return what the public is told of a month's mistake."""
    return StatementFault.objects.filter(statement=statement, day__isnull=False).first()


def statements() -> QuerySet[Statement]:
    """Return what the public may see, newest first; `is_wrong`: the public is told of a mistake in it."""
    told = StatementFault.objects.filter(statement=OuterRef("pk"), day__isnull=False)
    return Statement.objects.order_by("-month").annotate(is_wrong=Exists(told))
