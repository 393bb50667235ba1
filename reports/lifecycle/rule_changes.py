"""Changing how long tips are kept: one person proposes a whole new version, another of another role confirms it.

An administrator and a member of oversight, in either order: who runs the system alone cannot make tips vanish, and
oversight alone cannot make it hoard them. What is in force stays so until then.
"""

from reports.keyring import belongs
from reports.models import Officer, RetentionRules, Unit, UnitPurpose
from reports.retention import Rules, in_force, of
from reports.two_persons import Book, is_here


def may_change(officer: Officer) -> bool:
    """Whether this officer may propose or answer."""
    return is_here(officer) and (officer.is_administrator or _oversees(officer))


def propose(rules: Rules, *, by: Officer) -> RetentionRules:
    """Put a new version to the second person. Raises ChangeRefused."""
    return BOOK.propose(rules.told(), standing=in_force().told(), by=by)


def _two_roles(one: Officer, other: Officer) -> bool:
    if not (is_here(one) and is_here(other)):
        return False
    pairs = ((one, other), (other, one))
    return any(first.is_administrator and _oversees(second) for first, second in pairs)


def _oversees(officer: Officer) -> bool:
    units = Unit.objects.filter(purpose=UnitPurpose.OVERSIGHT).values_list("pk", flat=True)
    return any(belongs(officer, unit_id) for unit_id in units)


BOOK = Book(
    model=RetentionRules,
    act="rules",
    may_change=may_change,
    fit_together=_two_roles,
    check=lambda row: of(row.told, version=row.version),
)
