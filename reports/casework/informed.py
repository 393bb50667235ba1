"""Who reads a tip for information, and ending that: its own unit, which let them, takes the key back."""

from django.conf import settings

from reports.alarm import may_be_called_for
from reports.changing import changing
from reports.models import Officer, Tip, TipKey, Unit
from reports.models.choices import APART
from reports.wall import whole_house


class NotInformed(Exception):
    """That unit does not read the tip for information."""


class StandsIn(Exception):
    """The duty unit is called where nobody of the tip's own unit is on duty, and could not open it again."""


def informed_of(tip: Tip) -> list[Unit]:
    """Return the units that read a tip for information, by name; of most there are none, and none are asked for."""
    return list(Unit.objects.filter(pk__in=tip.informed).order_by("name")) if tip.informed else []


@whole_house()  # the key is another unit's
def end_informing(*, tip: Tip, unit: str, by: Officer, version: int) -> Tip:
    """Let a unit read the tip no more. What its officers have read they know, and the tip's words keep their keys.

    Raises NotInformed, StandsIn, NotYours, StaleTip.
    """
    with changing(tip, act="tip.unshared", by=by, version=version, to=unit) as changed:
        other = next((one for one in informed_of(changed) if one.slug == unit), None)
        if other is None:
            raise NotInformed
        if _may_be_called(other, changed):
            raise StandsIn
        TipKey.objects.filter(tip=changed, unit=other, informs=True).delete()
        changed.informed = [one for one in changed.informed if one != other.pk]
    return changed


def _may_be_called(unit: Unit, tip: Tip) -> bool:
    """Tell whether this is the duty unit, and danger may still be told to the tip, of which it could get no key again.

    Of what is kept apart the duty unit is told nothing.
    """
    if unit.slug != settings.DUTY_UNIT or unit.purpose in APART or tip.unit.purpose in APART:
        return False
    return may_be_called_for(tip)
