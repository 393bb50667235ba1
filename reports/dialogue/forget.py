"""FORGET and STOP: destroying a phone's line at once."""

from django.db import transaction

from reports import audit
from reports.dialogue.lines import destroy_lines, find_line
from reports.models import Tip


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
