"""Putting a tip with new words back before an officer; of a merged tip it is the one that leads that wakes."""

from django.conf import settings

from reports.alarm import raise_alarm
from reports.intake.submission import Submission
from reports.models import Status, Tip, Urgency
from reports.models.due import due


def wake(tip: Tip, submission: Submission, *, has_new_line: bool) -> None:
    """Mark a tip as told more. A closed one is opened again for a look; the tip's row is locked.

    A merged tip stays closed and the one that leads it wakes, unless somebody is in danger: then both do. So does one
    that leads no more in the same unit, whose officers could not read the words. What goes on with a tip's first words
    is no news of its tipster.
    """
    changed: dict[str, object] = {}
    leading = Tip.objects.filter(led__tip=tip, unit=tip.unit_id).first()
    if submission.in_danger:
        tip.urgency = changed["urgency"] = Urgency.IMMEDIATE
        raise_alarm([tip.pk], borne_out=False, anew=True, wait=settings.ALERT_GRACE)
    if tip.status == Status.WAITING or (tip.status == Status.CLOSED and (leading is None or submission.in_danger)):
        changed |= _opened(tip)
    if submission.withdraws:
        changed |= {"withdrawn": True}
    if has_new_line:
        changed |= {"unreachable": False}
    own = Tip.objects.filter(pk=tip.pk)
    _ = own.add_parts(**changed) if submission.goes_on else own.add_words(**changed)
    if leading:
        _wake_leading(leading)


def _wake_leading(leading: Tip) -> None:
    held = Tip.objects.select_for_update().get(pk=leading.pk)
    opened = _opened(held) if held.status in (Status.CLOSED, Status.WAITING) else {}
    Tip.objects.filter(pk=held.pk).add_words(**opened)


def _opened(tip: Tip) -> dict[str, object]:
    is_free = tip.status == Status.CLOSED and tip.assigned_to_id is None
    tip.status = Status.NEW if is_free else Status.OPEN
    gone = dict.fromkeys(("rests_since", "erase_on", "again_because"))
    return {"status": tip.status, "outcome": "", "due_at": due(tip), **gone}
