"""FORGET and STOP: destroying a phone's line at once."""

from datetime import timedelta

from django.db import transaction

from reports import audit
from reports.clock import today
from reports.dialogue.lines import destroy_lines, find_line
from reports.models import KeyPurpose, Line, StoredKey, Tip

IDLE_DAYS = 60
EPOCH_DAYS = 190  # two quarters, and a few days


@transaction.atomic
def end_line(*, sender: str) -> bool:
    """Destroy the line of a phone number; its tip can then be reached by its mailbox only. False if there was none."""
    line = find_line(sender) if sender else None
    if line is None:
        return False
    close_line(tip=line.tip, act="line.forgotten", by=audit.TIPSTER)
    return True


@transaction.atomic
def close_line(*, tip: Tip, act: str, by: str) -> None:
    """Destroy every line of a tip and flag that no text reaches its tipster."""
    destroy_lines(list(tip.lines.all()))
    Tip.objects.filter(pk=tip.pk).update(unreachable=True)
    audit.enter(act, by=by, tip=tip.pk, unit=tip.unit_id)


def forget_idle_lines() -> None:
    """Destroy lines that were not used for sixty days, and the epoch keys that no line needs any more."""
    for line in Line.objects.filter(last_day__lt=today() - timedelta(days=IDLE_DAYS)).select_related("tip"):
        close_line(tip=line.tip, act="line.idle", by=audit.WORKER)
    StoredKey.objects.filter(purpose=KeyPurpose.EPOCH, day__lt=today() - timedelta(days=EPOCH_DAYS)).delete()
