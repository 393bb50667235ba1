"""Letting a phone go on with the tip of a receipt: only when somebody asks for it, for then its number is held."""

from uuid import UUID

from django.db import transaction

from reports import audit, keystore
from reports.dialogue.forget import close_line, only_line
from reports.dialogue.lines import find_surely, is_idle, new_line
from reports.models import Line, Tip


def has_line(tip_id: UUID) -> bool:
    """Return whether a phone goes on with a tip, so that no other can be linked to it."""
    return Line.objects.filter(tip=tip_id).exists()


@transaction.atomic
def link_phone(*, sender: str, tip_id: UUID) -> bool:
    """Make a phone's line to a tip. False where the phone has one, or the tip a phone. Raises NotSure."""
    tip = Tip.objects.select_for_update().get(pk=tip_id)
    line = only_line(sender) if find_surely(sender) else None
    if line and is_idle(line):
        close_line(tip=line.tip, act="line.idle", by=audit.TIPSTER)
        line = None
    if line or tip.lines.exists():
        return False
    made, keys = new_line(sender, tip_id)
    keystore.put(*keys)
    made.save(force_insert=True)
    Tip.objects.filter(pk=tip_id).update(unreachable=False)
    audit.enter("line.opened", by=audit.TIPSTER, tip=tip_id, unit=tip.unit_id)
    return True
