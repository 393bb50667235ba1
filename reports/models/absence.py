"""Officers who are away."""

from collections.abc import Collection
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q

from reports.clock import today
from reports.models.choices import APART
from reports.models.officer import Officer
from reports.models.unit import Membership


class Absence(models.Model):
    """An officer is away; `until` is the day on which he is back."""

    officer = models.OneToOneField(Officer, on_delete=models.CASCADE, primary_key=True, related_name="absence")
    until = models.DateField()

    class Meta:
        db_table = "absence"


def is_away(of: str = "") -> Q:
    """Return what tells that an officer is away today; `of` is the way to the officer, with its underscores."""
    return Q(**{f"{of}absence__until__gt": today()})


def anybody_away() -> bool:
    """Whether any officer is away today."""
    return Absence.objects.filter(until__gt=today()).exists()


def all_away(unit: UUID, *, but: Collection[str] = ()) -> bool:
    """Whether every officer of a unit is away, `but` for those with these ids. Units apart never are.

    One with no officer at all is not: nobody has gone away from it.
    """
    if not anybody_away():
        return False
    members = Membership.objects.filter(unit=unit, officer__is_active=True).exclude(unit__purpose__in=APART)
    members = members.exclude(officer__in=[*but])
    return members.exists() and not members.exclude(is_away("officer__")).exists()


def left_without(officer: UUID) -> Q:
    """Return what tells of a unit that every officer of it is away, as if this one were too."""
    members = Membership.objects.filter(unit=OuterRef("pk"), officer__is_active=True)
    return Exists(members) & ~Exists(members.exclude(is_away("officer__")).exclude(officer=officer))
