"""Who reads a tip for information, and ending that: its own unit, which let them, takes the key back."""

from django.conf import settings

from reports.changing import changing
from reports.models import Alert, Officer, Tip, TipKey, Unit
from reports.wall import whole_house


class NotInformed(Exception):
    """That unit does not read the tip for information."""


class StillRings(Exception):
    """The alert of the tip is running, and the duty unit may have to see to it."""


def informed_of(tip: Tip) -> list[Unit]:
    """Return the units that read a tip for information, by name; of most there are none, and none are asked for."""
    return list(Unit.objects.filter(pk__in=tip.informed).order_by("name")) if tip.informed else []


@whole_house()  # the key is another unit's
def end_informing(*, tip: Tip, unit: str, by: Officer, version: int) -> Tip:
    """Let a unit read the tip no more. What its officers have read they know, and the tip's words keep their keys.

    Raises NotInformed, StillRings, NotYours, StaleTip.
    """
    with changing(tip, act="tip.unshared", by=by, version=version, to=unit) as changed:
        other = next((one for one in informed_of(changed) if one.slug == unit), None)
        if other is None:
            raise NotInformed
        if unit == settings.DUTY_UNIT and Alert.objects.filter(tip=changed, due_at__isnull=False).exists():
            raise StillRings
        TipKey.objects.filter(tip=changed, unit=other, informs=True).delete()
        changed.informed = [one for one in changed.informed if one != other.pk]
    return changed
