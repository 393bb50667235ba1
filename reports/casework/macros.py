"""What a unit often does to a tip, as one act: who leads the unit, or an administrator, puts it together.

Of standards and oversight, which look into the police, only who leads them.

Each part is done by its own verb, and stands in the trail by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from reports import audit
from reports.casework.claim import claim_tip
from reports.casework.setting import set_category
from reports.casework.status import close_tip
from reports.keyring import led_by
from reports.models import Category, CloseReason, Macro, Officer, Status, Tip, Unit
from reports.models.choices import APART
from reports.models.macro import MOST
from reports.models.raw import plain_rows

_ANY = "SELECT EXISTS (SELECT FROM macro WHERE unit_id = %s)"


class NotYourUnit(Exception):
    """Only who leads a unit, or an administrator, says what its macros do; an administrator not of those apart."""


class TooManyMacros(Exception):
    """Each macro of a unit has a digit as its key."""


class CannotBeOne(Exception):
    """It does nothing, or things that do not go together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Does:
    """What a macro does, in this order; one of the last three at most. `to` is the slug of a unit."""

    takes_on: bool = False
    category: str = ""
    question: str = ""
    outcome: str = ""
    to: str = ""

    @property
    def fits(self) -> bool:
        """Whether these acts go together."""
        ends = [one for one in (self.question, self.outcome, self.to) if one]
        is_known = self.category in {"", *Category.values} and self.outcome in {"", *CloseReason.values}
        is_some = self.takes_on or self.category or ends
        return bool(is_known and is_some and len(ends) <= 1 and not (self.to and self.takes_on))


def has_macros(unit: UUID) -> bool:
    """Return whether a unit has put any together: mostly it has not, which is seen sooner than none are found."""
    return bool(plain_rows("default", _ANY, unit)[0][0])


def macros_of(units: Iterable[UUID]) -> QuerySet[Macro]:
    """Return what these units have put together, by unit and key."""
    return Macro.objects.filter(unit__in=units).select_related("unit", "to").order_by("unit__name", "number")


def units_made_for(officer: Officer) -> list[Unit]:
    """Return the units whose macros an officer puts together, by name."""
    led = led_by(officer)
    units = Unit.objects.exclude(purpose__in=APART) if officer.is_administrator else Unit.objects.none()
    return list((units | Unit.objects.filter(pk__in=led)).order_by("name"))


@transaction.atomic
def make_macro(does: Does, *, unit: UUID, by: Officer) -> Macro:
    """Put a macro together; it gets the unit's first free key. Raises CannotBeOne, NotYourUnit, TooManyMacros."""
    own = _held(unit, by)
    to = Unit.objects.filter(slug=does.to).exclude(pk=unit).exclude(purpose__in=APART).first() if does.to else None
    if not does.fits or bool(does.to) != bool(to):
        raise CannotBeOne
    taken = set(Macro.objects.filter(unit=own).values_list("number", flat=True))
    free = [number for number in range(1, MOST + 1) if number not in taken]
    if not free:
        raise TooManyMacros
    macro = Macro.objects.create(
        unit=own,
        number=free[0],
        takes_on=does.takes_on,
        category=does.category,
        question=does.question,
        outcome=does.outcome,
        to=to,
    )
    audit.enter("macro.made", by=by, unit=unit, macro=str(macro.pk), **_parts(macro))
    return macro


@transaction.atomic
def drop_macro(macro_id: UUID, *, by: Officer) -> None:
    """Drop a macro. Raises NotYourUnit, Macro.DoesNotExist."""
    macro = Macro.objects.select_related("to").get(pk=macro_id)
    _held(macro.unit_id, by)
    macro.delete()
    audit.enter("macro.dropped", by=by, unit=macro.unit_id, macro=str(macro_id), **_parts(macro))


@transaction.atomic
def do_without_key(*, macro: Macro, tip: Tip, by: Officer, version: int) -> int:
    """Do what of a macro needs no key, and return from which version the rest goes on.

    Raises AlreadyClaimed, Decided, MoveNotAllowed, NotYours, StaleTip.
    """
    if macro.takes_on and (tip.assigned_to_id != by.pk or tip.status == Status.NEW):
        version = claim_tip(tip=tip, by=by, version=version).version
    if macro.category and tip.category != macro.category:
        version = set_category(tip=tip, category=macro.category, by=by, version=version).version
    if macro.outcome:
        version = close_tip(tip=tip, reason=macro.outcome, by=by, version=version).version
    return version


def _parts(macro: Macro) -> dict[str, Any]:
    """Return what a macro does, for the trail, which outlives it: all of it was chosen, and no word of it typed."""
    names = {"category": macro.category, "question": macro.question, "outcome": macro.outcome}
    parts = {"takes_on": int(macro.takes_on), **names, "to": macro.to.slug if macro.to else ""}
    return {name: part for name, part in parts.items() if part}


def _held(unit: UUID, by: Officer) -> Unit:
    found = Unit.objects.select_for_update().filter(pk=unit).first()
    if found is None or not ((by.is_administrator and found.purpose not in APART) or unit in led_by(by)):
        raise NotYourUnit
    return found
