"""Messages fade: what a tipster has read vanishes from the mailbox, for the day somebody else finds the receipt.

What is stored of the reading is the Monday on which a message vanishes: the week, for everything read in it. The
officers' own record of what they asked stays with the tip.
"""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings

from reports.clock import today
from reports.models import MailboxCopy


def fading_day(read_on: date) -> date:
    """Return the first Monday that leaves a message its full days after it was read."""
    last = read_on + timedelta(days=settings.MAILBOX_DAYS)
    return last + timedelta(days=-last.weekday() % 7)


def fade_after_reading(copies: Collection[UUID]) -> None:
    """Set the day on which these copies vanish, for those that have none yet: reading again puts nothing off."""
    if copies:
        MailboxCopy.objects.filter(pk__in=copies, fades_on=None).update(fades_on=fading_day(today()))


def forget_read() -> None:
    """Delete the copies whose day has come. The keys that they lay under go with the tip."""
    MailboxCopy.objects.filter(fades_on__lte=today()).delete()
