"""Whether a tipster can be reached, and whose wish it may be that a tip is not used: what the page of a tip tells."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from reports.dashboard.wording import LOST, NO_READER, WHY_NO_READER
from reports.dialogue.timetable import leaves_at
from reports.intake.submission import WITHOUT_RECEIPT
from reports.models import AuditEntry, Channel, Tip
from reports.models.choices import ACT, WANTED, WITHDRAWS
from reports.queries.history import lost_by, nobody_has_receipt, waits_for_start
from reports.queries.reading import ReadEntry

_HAS_RECEIPT = ("line.silenced", "line.receipt_given", "line.reached")  # the first one: silence was asked for later


def reach_of(tip: Tip, silent: Collection[bool] = ()) -> dict[str, Any]:
    """Return why no text reaches the tipster, or "", whether he ended the dialogue, and whether nobody can be asked.

    `silent`: of each phone that goes on with the tip, whether it wants no texts; then also whether its receipt waits.
    """
    if not tip.unreachable:
        has_no_receipt = True in silent and _has_no_receipt(tip)
        return {"lost": "", "ended": False, "is_mute": False, "has_no_receipt": has_no_receipt}
    cause = "line.held" if waits_for_start(tip) else lost_by(tip.pk)
    is_ended, has_no_reader = cause == "dialogue.ended", nobody_has_receipt(tip)
    lost = NO_READER if has_no_reader and cause not in WHY_NO_READER else LOST.get(cause, LOST[""])
    return {"lost": lost, "ended": is_ended, "is_mute": is_ended or has_no_reader}


def when_texts_leave(tip: Tip) -> str:
    """Return when what an officer asks now leaves as a text; "" where the force lets all leave at once."""
    leaves = leaves_at(tip)
    if leaves:
        at = date_format(localtime(leaves), "H:i")
        return gettext("As a text it leaves at %s, with whatever else waits then.") % at
    return gettext("As a text it leaves at once, since somebody may be in danger.") if settings.TEXTS_EVERY else ""


def _has_no_receipt(tip: Tip) -> bool:
    """Return whether the receipt of a tip told in silence by text was not sent yet, as far as the trail tells."""
    return tip.channel == Channel.SMS and not AuditEntry.objects.filter(tip_id=tip.pk, act__in=_HAS_RECEIPT).exists()


def is_by_phone_alone(entries: Iterable[ReadEntry]) -> bool:
    """Return whether a tip was taken back by whoever holds its phone, and never with its receipt.

    What was wished before its tipster wanted it used again counts no more.
    """
    wishes: list[Mapping[str, str]] = []
    for answers in (entry.answers for entry in entries):
        wishes = [] if answers.get(ACT) == WANTED else [*wishes, answers] if answers.get(ACT) == WITHDRAWS else wishes
    return bool(wishes) and all(WITHOUT_RECEIPT in answers for answers in wishes)
