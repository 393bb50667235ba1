"""Whose hands may change the rules of the house: who leads a unit, and administrators."""

from reports.keyring import led_by
from reports.models import Officer
from reports.two_persons import is_here


def may_change(officer: Officer) -> bool:
    """Whether this officer may propose or answer."""
    return is_here(officer) and (officer.is_administrator or bool(led_by(officer)))


def are_two(one: Officer, other: Officer) -> bool:
    """Whether these are two persons who may."""
    return one.pk != other.pk and may_change(one) and may_change(other)


def are_two_roles(one: Officer, other: Officer) -> bool:
    """Whether one of the two is an administrator and the other one leads a unit."""
    pairs = ((one, other), (other, one))
    return are_two(one, other) and any(first.is_administrator and led_by(second) for first, second in pairs)
