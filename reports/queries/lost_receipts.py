"""Receipts by text that did not reach their phones: where many do not, our own number may be the cause."""

from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from reports.clock import day_of
from reports.models import Channel, Tip

_DAYS = timedelta(days=3)
_FEW = 3  # phones are off now and then, and that tells nothing
_SHARE = 4  # one in so many


def many_receipts_lost() -> bool:
    """Return whether, of the tips of the last days whose phone was answered and is still known, many have no receipt.

    No number is kept for this: a tip that is flagged while its phone's line still stands is one whose receipt failed.
    """
    since = day_of(timezone.now()) - _DAYS
    answered = Q(lines__silent=False, lines__stopped=False, lines__renewed=False)
    told = Tip.objects.filter(answered, channel=Channel.SMS, arrived_hour__gte=since)
    found = told.aggregate(all=Count("pk", distinct=True), lost=Count("pk", distinct=True, filter=Q(unreachable=True)))
    lost, of = int(found["lost"]), int(found["all"])
    return lost >= _FEW and lost * _SHARE >= of
