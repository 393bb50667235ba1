"""What lies at the provider though nothing here ordered its deletion, or the order was lost: it goes all the same.

Callbacks get lost, a worker dies between sending and noting, and of a test of the line nobody learns the names.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import islice

from django.utils import timezone

from reports import audit
from reports.gateways.twilio import Deletion, TwilioFault, twilio_gateway
from reports.gateways.twilio_list import calls_there, is_of_the_line, recordings_there, texts_there
from reports.models import ErrandKind

log = logging.getLogger(__name__)
_OURS = timedelta(hours=1)  # its deletion was mostly ordered within minutes
# What a tipster sent may have arrived nowhere else: an outage of our own hosts must be over before it goes unread.
THEIRS = timedelta(days=3)
_MOST = 500  # deletions in one go


def delete_leftovers() -> int:
    """Delete texts, recordings and records of calls that lie at the provider for too long; return how many.

    Raises Unavailable.
    """
    now, gateway = timezone.now(), twilio_gateway()

    def is_left(created: datetime | None, patience: timedelta) -> bool:
        return created is not None and now - created >= patience

    texts = [
        one.sid for one in texts_there() if one.is_over and is_left(one.created, THEIRS if one.is_inbound else _OURS)
    ]
    calls = [one.sid for one in calls_there() if one.is_over and is_left(one.created, _OURS)]
    said = [one for one in recordings_there() if one.is_over and is_left(one.created, THEIRS)]
    deleted = _delete(texts, ErrandKind.MESSAGE, gateway.delete_message)
    ours = (one.sid for one in said if is_of_the_line(one.call))
    deleted += _delete(ours, ErrandKind.RECORDING, gateway.delete_recording)
    deleted += _delete(calls, ErrandKind.CALL, gateway.delete_call)
    if deleted:
        log.warning("%d things lay at the provider for too long and were deleted there.", deleted)
    return deleted


def _delete(sids: Iterable[str], kind: ErrandKind, delete: Callable[[str], Deletion]) -> int:
    """Delete each, and go on where one is refused: the next turn tries again."""
    deleted = 0
    for sid in islice(sids, _MOST):
        try:
            is_gone = delete(sid) == Deletion.DELETED
        except TwilioFault:
            continue
        if is_gone:
            deleted += 1
            audit.enter("provider.deleted", by=audit.WORKER, kind=kind)
    return deleted
