"""Whether the provider took the answer to a first text, which holds the receipt.

Where it had given up waiting for our webhook the phone would wait for ever. So the text is kept until the provider
tells that it has the answer; where it does not, its list is asked, and the text is sent once. Decision 85. One that
was sent for a receipt that was asked for is waited for alike, and never sent again unasked: decision 185.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from reports import audit
from reports.dialogue.lines import ANSWERED_WITHIN, find_line, forget_receipt, is_about
from reports.dialogue.owed import ask_for_receipt, give_receipt, is_given, opened_text, receipt_in
from reports.gateways.twilio import Unavailable
from reports.gateways.twilio_list import said_since
from reports.models import Line, Tip

_TOO_LATE = timedelta(seconds=60)  # after an answer was due: who waits for one has then waited for two minutes
_CLOCKS_DIFFER = timedelta(seconds=ANSWERED_WITHIN + 10)
_MOST = 200  # answers looked for in one go


@transaction.atomic
def note_there(sender: str, tag: str) -> None:
    """Note that the provider has the answer with the receipt, and has sent it: it is kept here no more.

    `tag` names that answer: news of an earlier tip's, which may come late, is none of this one's.
    """
    if line := _line_of(sender, tag):
        _keep_no_more(line)


@transaction.atomic
def note_reached(sender: str, tag: str) -> None:
    """Note that the text with the receipt reached a phone: one that an earlier text did not reach has it now."""
    line = _line_of(sender, tag)
    if line is None:
        return
    _keep_no_more(line)
    if line.stopped or line.renewed:
        return
    if Tip.objects.filter(pk=line.tip_id, unreachable=True).update(unreachable=False):
        audit.enter("line.reached", by=audit.TIPSTER, tip=line.tip_id, unit=line.tip.unit_id)


@transaction.atomic
def note_unanswered(sender: str, tag: str) -> None:
    """Note that the text with the receipt did not reach a phone. Its line stays: a question is texted all the same.

    So is the receipt, with what answers the phone's next text, if it never left the provider.
    """
    if line := _line_of(sender, tag):
        Line.objects.filter(pk=line.pk).update(answer_due=None)
        _flag(line, by=audit.TIPSTER)


@transaction.atomic
def give_refused(sender: str, tag: str) -> None:
    """Have the receipt sent that the provider refused a moment ago, for its phone gets texts again. Not one that wants
    silence: there it waits.
    """
    if line := _line_of(sender, tag):
        note_unanswered(sender, tag)
        if not line.silent:
            ask_for_receipt(sender)


def see_to_answers() -> None:
    """Look for the answers of which the provider has told nothing, as the relay worker, and send those it has not.

    Where it cannot be asked, or it is late, the receipt waits for the phone's next text. Until it is there the desk is
    told that nobody may have it.
    """
    due = Line.objects.select_related("tip").filter(answer_due__lt=timezone.now())
    lines = list(due.order_by("answer_due")[:_MOST])
    there = _receipts_there(lines[0].answer_due - _CLOCKS_DIFFER) if lines and lines[0].answer_due else None
    for line in lines:
        _see_to(line, there)


def _line_of(sender: str, tag: str) -> Line | None:
    line = find_line(sender) if sender else None
    return line if line and is_about(line, tag) else None


def _receipts_there(since: datetime) -> frozenset[str] | None:
    """Return the receipts in what left for any phone since; None where the provider does not tell.

    With message redaction it lists texts without words.
    """
    try:
        said = list(said_since(since))
    except Unavailable:
        return None
    return frozenset(filter(None, map(receipt_in, said))) if all(said) else None


def _see_to(line: Line, there: frozenset[str] | None) -> None:
    """Settle one: whoever takes the clock away does it, and nobody does it twice.

    Fetching the list takes time. Where the phone asked for silence meanwhile, the next look settles it.
    """
    receipt = receipt_in(opened_text(line))
    is_there = bool(receipt and there and receipt in there)
    is_in_time = line.answer_due is not None and timezone.now() < line.answer_due + _TOO_LATE
    may_ring = is_in_time and not line.silent and not is_given(line)
    is_sent = bool(receipt) and there is not None and not is_there and may_ring
    with transaction.atomic():
        ours = Line.objects.filter(pk=line.pk, answer_due=line.answer_due, silent=line.silent)
        changed = {"receipt": None} if is_there else {"asked": True} if is_sent else {}
        if not ours.update(answer_due=None, **changed):
            return
        if is_there:
            forget_receipt(line)
        else:
            _flag(line, by=audit.WORKER)
    if is_sent:
        give_receipt(line.pk)


def _keep_no_more(line: Line) -> None:
    """Forget a receipt, unless it was asked for since; that the news is of is gone, however often it was asked for."""
    kept = Line.objects.filter(pk=line.pk, receipt__isnull=False)
    kept = kept if is_given(line) else kept.filter(answer_due__isnull=False)
    if kept.update(answer_due=None, receipt=None, asked=False):
        forget_receipt(line)


def _flag(line: Line, *, by: str) -> None:
    if Tip.objects.filter(pk=line.tip_id, unreachable=False).update(unreachable=True):
        audit.enter("line.unanswered", by=by, tip=line.tip_id, unit=line.tip.unit_id)
