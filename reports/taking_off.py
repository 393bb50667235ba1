"""Taking officers off a tip: it leaves all they see, nobody calls them for it, and they give up working on it.

Where one of them saw to its danger, others are called.

It leaves no entry of its own: more may read the trail than may know that somebody is named. Who steps back by hand has
one (reports.casework.recuse).
"""

from collections.abc import Collection
from functools import cache
from uuid import UUID

from django.conf import settings

from reports import vault
from reports.alarm import call_others
from reports.models import LegalHold, Recusal, Tip
from reports.models.choices import APART
from reports.models.kept import ONE, Kept
from reports.models.retention import OPEN
from reports.signed_people import members_of
from reports.wall import whole_house


def readers_left(tip: Tip, off: Collection[UUID], *, unit: UUID | None = None) -> set[UUID]:
    """Return who of a unit, the tip's own unless another is asked about, could still read it without these officers."""
    return members_of([unit or tip.unit_id]).difference(gone_from(tip), off)


def gone_from(tip: Tip) -> set[UUID]:
    """Return who was taken off a tip, or stepped back from it."""
    return {officer for (officer,) in _gone().rows({ONE: tip.pk})}


@cache
def _gone() -> Kept:
    return Kept.of(Recusal.objects.filter(tip=ONE).values_list("officer"))


def units_told(tip: Tip) -> set[UUID]:
    """Return the units whose members read a tip, or are called for it.

    They are its own, those that read it for information, and the duty unit: that is called where nobody of its own is
    on duty, but of nothing that is kept apart.
    """
    units = {tip.unit_id, *tip.informed}
    duty = None if tip.unit.purpose in APART else vault.manifest().units.get(settings.DUTY_UNIT)
    return units | {duty.unit_id} if duty else units


def units_answering(tip: Tip) -> set[UUID]:
    """Return the units that are asked whether a tip is kept: they learn that it is there, and why it is needed."""
    return set(LegalHold.objects.filter(tip=tip, state__in=OPEN).values_list("unit", flat=True))


def all_told(tip: Tip) -> set[UUID]:
    """Return who of those units was not taken off the tip."""
    return members_of(units_told(tip)) - gone_from(tip)


@whole_house()  # tips made of its words may be another unit's, and the tip is out of sight before its row is saved
def take_off(tip: Tip, officers: Collection[UUID], *, waits_on: bool = False) -> None:
    """Take officers off a tip whose row the caller holds, and off the tips that were made of its words.

    `waits_on`: nothing came of the tipster, so that a question that was asked is still open.

    Whoever would be the last to read one of those stays there: what nobody reads helps nobody. Of the tip itself the
    caller has asked `readers_left`.
    """
    _off(tip, officers, waits_on=waits_on)
    for second in Tip.objects.select_for_update(of=("self",)).filter(split__origin=tip).order_by("pk"):
        if readers_left(second, officers):
            _off(second, officers, waits_on=True)


def _off(tip: Tip, officers: Collection[UUID], *, waits_on: bool) -> None:
    if tip.assigned_to_id in officers:
        tip.let_go(waits_on=waits_on)
    Recusal.objects.bulk_create((Recusal(tip=tip, officer_id=one) for one in officers), ignore_conflicts=True)
    call_others(tip, officers)
