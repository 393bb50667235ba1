"""FORGET, STOP and NEW: destroying a phone's line at once. QUIET: keeping it, and sending nothing to it.

NEW after QUIET keeps it too, or the next text would be answered by one that rings. For that FORGET leaves a day's wish.
"""

import logging
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from reports import audit, keystore
from reports.clock import today
from reports.dialogue.lines import (
    destroy_lines,
    end_silence,
    find_lines,
    find_surely,
    forget_receipt,
    is_about,
    is_idle,
    keep_silence,
)
from reports.models import KeyPurpose, Line, Silence, StoredKey, Tip
from reports.models.stored_key import OFFICERS_NUMBERS
from reports.signed_row import is_signed

log = logging.getLogger(__name__)
EPOCH_DAYS = 190  # two quarters, and a few days
FORGOTTEN, OPTED_OUT, RENEWED = "line.forgotten", "line.opted_out", "line.renewed"
HELD = "line.held"


@transaction.atomic
def end_line(*, sender: str, act: str = FORGOTTEN, hushed: bool = False) -> bool:
    """Destroy the line of a phone number; its tip can then be reached by its mailbox only. False if there was none.

    `act` is what the trail calls it: line.forgotten; line.opted_out where the provider has blocked the phone, which
    ends a wish for silence as well; or line.renewed where it goes on with another tip. A phone that is forgotten and
    wanted silence keeps that for a day, `hushed` or not: its next text must not be answered by one that rings.
    """
    lines = find_surely(sender) if sender else []
    if sender and act == OPTED_OUT:
        end_silence(sender)
    elif act == FORGOTTEN and (hushed or any(line.silent and not is_idle(line) for line in lines)):
        keep_silence(sender)
    for line in lines:
        close_line(tip=line.tip, act=act, by=audit.TIPSTER)
    return bool(lines)


def only_line(sender: str) -> Line | None:
    """Return the line of a phone. Where it has two the newer one stays, as silent as the other was, which ends here.

    One that is not as it was signed ends in any case, for it may lead to somebody else's tip; its wish for silence
    is kept for a day.
    """
    return _only(sender, find_lines(sender)) if sender else None


def _only(sender: str, lines: list[Line]) -> Line | None:
    kept = next(filter(is_signed, lines), None)
    if lines and kept is None:
        log.error("A phone's line is not as it was signed: it ends, and the phone is a stranger.")
        if any(line.silent for line in lines):
            keep_silence(sender)
    if others := [line for line in lines if line is not kept]:
        _end_others(kept, others)
    return kept


@transaction.atomic
def _end_others(kept: Line | None, others: list[Line]) -> None:
    for other in others:
        destroy_lines([other.pk])
        if not other.tip.lines.exists():
            Tip.objects.filter(pk=other.tip_id).update(unreachable=True)
            audit.enter(RENEWED, by=audit.TIPSTER, tip=other.tip_id, unit=other.tip.unit_id)
    if kept and not kept.silent and any(other.silent for other in others):
        kept.silent = True
        Line.objects.filter(pk=kept.pk).update(silent=True, asked=False)


@transaction.atomic
def leave_tip(*, sender: str) -> bool:
    """Let the next text of a phone begin a new tip. False if it had none.

    A silent line stays, without the receipt that it is owed, for its silence alone.
    """
    line = only_line(sender)
    if line is None or not line.silent:
        return end_line(sender=sender, act=RENEWED)
    forget_receipt(line)
    Line.objects.filter(pk=line.pk).update(renewed=True, receipt=None, answer_due=None)
    Tip.objects.filter(pk=line.tip_id).update(unreachable=True)
    audit.enter(RENEWED, by=audit.TIPSTER, tip=line.tip_id, unit=line.tip.unit_id)
    return True


@transaction.atomic
def silence_line(*, sender: str, silent: bool) -> bool:
    """Send nothing to a phone any more, or again; its texts still join its tip. False if no line changed.

    A receipt that was about to be sent waits until it is asked for again. A line that was kept for its silence alone
    ends with it. The wish of a phone that goes on with no tip is kept for the one that it may tell.
    """
    line = _only(sender, find_surely(sender)) if sender else None
    is_stranger = line is None or is_idle(line)
    if sender and (is_stranger or not silent):
        (keep_silence if silent else end_silence)(sender)
    if line is None or line.silent is silent:
        return False
    if line.renewed:
        destroy_lines([line.pk])
    else:
        Line.objects.filter(pk=line.pk).update(silent=silent, asked=False)
    act = "line.silenced" if silent else "line.opened"
    audit.enter(act, by=audit.TIPSTER, tip=line.tip_id, unit=line.tip.unit_id)
    return True


@transaction.atomic
def forget_tip(tip_id: UUID) -> None:
    """Destroy the lines of a tip: somebody with its receipt asks that, who may have lost the phone."""
    tip = Tip.objects.get(pk=tip_id)
    if tip.lines.exists():
        close_line(tip=tip, act=FORGOTTEN, by=audit.TIPSTER)


@transaction.atomic
def silence_tip(tip_id: UUID) -> None:
    """Send nothing more about a tip to its phone: somebody with its receipt asks that, who may not have the phone."""
    tip = Tip.objects.get(pk=tip_id)
    if tip.lines.filter(silent=False).update(silent=True, asked=False):
        audit.enter("line.silenced", by=audit.TIPSTER, tip=tip.pk, unit=tip.unit_id)


@transaction.atomic
def note_stopped(sender: str, tag: str = "") -> None:
    """Note that the provider lets no text of ours through to a phone, which goes on writing. See `stop_line`.

    `tag` names the answer with a receipt that told of it: news of an earlier tip's may be from before a START.
    """
    line = _only(sender, find_surely(sender)) if sender else None
    if line is None or line.stopped or (tag and not is_about(line, tag)):
        return
    stop_line(line)
    if tag:  # it was the receipt that did not get through
        audit.enter("line.unanswered", by=audit.TIPSTER, tip=line.tip_id, unit=line.tip.unit_id)


@transaction.atomic
def stop_line(line: Line) -> None:
    """Mark a line whose phone has stopped all texts at the provider; what that phone writes still joins its tip.

    One that is owed a receipt keeps it, and the number to which START brings it, for as long as a line told in silence
    does. The number of any other is of no use and cannot be read from now on; there START begins anew.
    """
    is_owed = line.receipt is not None
    if not is_owed:
        keystore.destroy(KeyPurpose.LINE, [line.pk])
    Line.objects.filter(pk=line.pk).update(stopped=True, asked=False, answer_due=None)
    Tip.objects.filter(pk=line.tip_id).update(unreachable=True)
    audit.enter(HELD if is_owed else "line.stopped", by=audit.TIPSTER, tip=line.tip_id, unit=line.tip.unit_id)


@transaction.atomic
def note_refused(tip: Tip) -> None:
    """Note that the provider refused an officer's words to the phone of a tip, for it has stopped all texts."""
    owed = tip.lines.filter(receipt__isnull=False).first()
    if owed is None:
        close_line(tip=tip, act=OPTED_OUT, by=audit.WORKER)
    elif not owed.stopped:
        stop_line(owed)


@transaction.atomic
def close_line(*, tip: Tip, act: str, by: str) -> None:
    """Destroy every line of a tip and flag that no text reaches its tipster."""
    destroy_lines(list(tip.lines.values_list("pk", flat=True)))
    Tip.objects.filter(pk=tip.pk).update(unreachable=True)
    audit.enter(act, by=by, tip=tip.pk, unit=tip.unit_id)


def forget_idle_lines() -> None:
    """Destroy lines that were not used for LINE_DAYS days, wishes whose day is over, and epoch keys of no use."""
    Silence.objects.filter(until__lte=timezone.now()).delete()
    idle = Line.objects.filter(last_day__lt=today() - timedelta(days=settings.LINE_DAYS))
    for tip in Tip.everything.filter(pk__in=idle.values("tip")):
        close_line(tip=tip, act="line.idle", by=audit.WORKER)
    over = StoredKey.objects.filter(purpose=KeyPurpose.EPOCH, day__lt=today() - timedelta(days=EPOCH_DAYS))
    over.exclude(id=OFFICERS_NUMBERS).delete()
