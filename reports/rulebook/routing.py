"""Changing which unit reads what: proposed by one person and confirmed by another of another role.

An administrator and somebody who leads a unit, in either order. A unit that fewer than two officers could open is no
target, and what is about the police is not asked: that stays code.
"""

from collections.abc import Mapping

from reports.models import HouseRules, HouseRulesKind, Membership, Officer, Unit
from reports.rulebook.hands import are_two_roles, may_change
from reports.signed_people import is_signed
from reports.triage.routes import BadRoutes, in_force, of, targets
from reports.two_persons import Book, is_here

FEWEST_MEMBERS = 2


def open_targets() -> list[Unit]:
    """Return the units that tips may be sent to: two officers at least can open what comes."""
    return [unit for unit in targets().values() if _members(unit) >= FEWEST_MEMBERS]


def propose(units: Mapping[str, str], *, by: Officer) -> HouseRules:
    """Put another table to the second person: slugs of units by category. Raises ChangeRefused, BadRoutes."""
    if may_change(by):
        _check(units, version=1)
    return BOOK.propose(dict(units), standing=dict(in_force().units), by=by)


def _check(units: Mapping[str, str], *, version: int) -> None:
    """Raise BadRoutes. A row that is as it was stays, also where its unit has become small."""
    standing = in_force().units
    able = {unit.slug for unit in open_targets()}
    wanted = of(units, version=version).units
    if any(unit not in able for category, unit in wanted.items() if unit != standing.get(category)):
        raise BadRoutes("few")


def _members(unit: Unit) -> int:
    places = Membership.objects.filter(unit=unit, generation=unit.generation).select_related("officer")
    return len({place.officer_id for place in places if is_signed(place) and is_here(place.officer)})


BOOK = Book(
    model=HouseRules,
    act="routing",
    may_change=may_change,
    fit_together=are_two_roles,
    check=lambda row: _check(row.told, version=row.version),
    fields={"kind": HouseRulesKind.ROUTING},
)
