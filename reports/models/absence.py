"""Officers who are away."""

from uuid import UUID

from django.db import models
from django.db.models import Q

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


def all_away(unit: UUID, *, but: Officer | None = None) -> bool:
    """Whether every officer of a unit is away, as if `but` were too. Units whose tips are about the police never are.

    One with no officer at all is not: nobody has gone away from it.
    """
    if but is None and not anybody_away():
        return False
    members = Membership.objects.filter(unit=unit, officer__is_active=True).exclude(unit__purpose__in=APART)
    here = members.exclude(is_away("officer__"))
    return members.exists() and not (here.exclude(officer=but) if but else here).exists()
