"""Putting a tip with new words back before an officer; of a merged tip it is the one that leads that wakes.

It is done when the words are judged and stay with the tip, not when they arrive: what speaks of the police goes to
another unit, and then nothing here may show that anything came.
"""

from collections.abc import Collection

from django.conf import settings

from reports import audit
from reports.alarm import raise_alarm
from reports.models import Record, Status, Tip, Urgency
from reports.models.due import due
from reports.writing import Came


def wake(tip: Tip, record: Record, came: Collection[Came]) -> None:
    """Mark a tip as told more by a record, and enter that in the trail. A closed tip is opened again for a look.

    The tip's row is locked, and read anew here. A merged tip stays closed and the one that leads it wakes, unless
    somebody is in danger: then both do. So does one that leads no more in the same unit, whose officers could not read
    the words. What goes on with a tip's first words is no news of its tipster.
    """
    changed: dict[str, object] = {}
    leading = _leading(tip)
    if Came.IN_DANGER in came:
        tip.urgency = changed["urgency"] = Urgency.IMMEDIATE
        raise_alarm([tip.pk], borne_out=False, anew=True, wait=settings.ALERT_GRACE)
    if _rests(tip, None if Came.IN_DANGER in came else leading):
        changed |= _opened(tip)
    if Came.HAS_RECEIPT in came:
        changed |= {"unreachable": False}
    own = Tip.objects.filter(pk=tip.pk)
    _ = own.add_parts(**changed) if Came.GOES_ON in came else own.add_words(**changed)
    if leading:
        _wake_leading(leading)
    if Came.WITHDRAWS in came and own.filter(withdrawn=True).exists():  # else its tipster wants it used again
        _take_back_second(tip)
    tip.refresh_from_db()
    audit.enter("tip.added", by=audit.TIPSTER, tip=tip.pk, unit=tip.unit_id, channel=record.channel)
    if Came.LATE in came:
        audit.enter("text.came_late", by=audit.TIPSTER, tip=tip.pk, unit=tip.unit_id)


def _leading(tip: Tip) -> Tip | None:
    return Tip.objects.filter(led__tip=tip, unit=tip.unit_id).first()


def _rests(tip: Tip, leading: Tip | None) -> bool:
    """Whether new words put the tip itself back before an officer, and not only the one that leads it."""
    return tip.status == Status.WAITING or (tip.status == Status.CLOSED and leading is None)


def _wake_leading(leading: Tip) -> None:
    held = Tip.objects.select_for_update().get(pk=leading.pk)
    opened = _opened(held) if held.status in (Status.CLOSED, Status.WAITING) else {}
    Tip.objects.filter(pk=held.pk).add_words(**opened)


def _take_back_second(first: Tip) -> None:
    """Take back what officers made of its words, too: those tips have no mailbox in which it could be said."""
    for second in Tip.objects.select_for_update(of=["self"]).filter(split__origin=first).order_by("pk"):
        leading = _leading(second)
        opened = _opened(second) if _rests(second, leading) else {}
        Tip.objects.filter(pk=second.pk).add_words(withdrawn=True, **opened)
        if leading:
            _wake_leading(leading)
        audit.enter("tip.first_taken_back", by=audit.TIPSTER, tip=second.pk, unit=second.unit_id)


def _opened(tip: Tip) -> dict[str, object]:
    tip.status = Status.OPEN if tip.assigned_to_id else Status.NEW
    gone = dict.fromkeys(("rests_since", "erase_on", "again_because"))
    return {"status": tip.status, "outcome": "", "due_at": due(tip), **gone}
