"""Looking at the parts of the house, each from the process that can see it, and noting what is well."""

import logging
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from reports.clock import this_hour
from reports.gateways.blobs import blobs
from reports.gateways.mail import send_daily
from reports.gateways.own_line import Form, LineFault
from reports.gateways.scanner import scanner
from reports.gateways.twilio import TwilioFault
from reports.gateways.twilio_account import account_is_active
from reports.lifecycle.chain import fits_anchor
from reports.lifecycle.expiry import long_due
from reports.lifecycle.freeing import none_was_held
from reports.models import Alert, AlertState
from reports.queries.ledger import overdue
from reports.queries.lost_receipts import many_receipts_lost
from reports.queries.pulses import (
    ALERTS,
    ARRIVALS,
    BUCKET,
    DATABASE_DISK,
    DELETIONS,
    DISK,
    ERASURES,
    FREEING,
    HELD,
    MAIL,
    MEMBERS,
    PAGE,
    PROVIDER,
    RECEIPTS,
    RETENTION,
    SCANNER,
    TRAIL,
    note,
)
from reports.queries.room import has_room
from reports.queries.stuck import stuck_arrivals
from reports.signed_people import few_open

log = logging.getLogger(__name__)
_FREE_BYTES, _FREE_SHARE = 5 * 10**9, 0.1  # a disk is nearly full with less than both
_STUCK, _HELD_UP = timedelta(minutes=30), timedelta(minutes=5)


def look_around() -> None:
    """The worker's look: it alone reaches the world outside. Nothing is sent to the line, only asked."""
    _look(PAGE, _page)
    _look(PROVIDER, account_is_active, is_used=bool(settings.TWILIO_ACCOUNT_SID))
    _look(SCANNER, scanner().answers, is_used=bool(settings.CLAMAV))
    _look(BUCKET, _bucket, is_used=bool(settings.BLOB_BUCKET))
    _look(DISK, _disk)
    _look(DATABASE_DISK, has_room, is_used=bool(settings.DATABASE_DISK_GB))
    _look(ALERTS, _alerts)
    _look(HELD, none_was_held)
    note(FREEING, False)  # each run notes itself; what never ran is told by this
    _look(MEMBERS, lambda: not few_open())


def look_at_ledger() -> None:
    """The worker's look at what should be deleted at the provider: hourly, for its change must not tell of one call."""
    late = overdue()
    if late:
        log.error("%d things should long have been deleted at the provider: manage.py purge_status", late)
    note(DELETIONS, not late)


def look_at_receipts() -> None:
    """The worker's look at what became of texts with a receipt: hourly for the same reason."""
    note(RECEIPTS, not many_receipts_lost() if settings.TWILIO_ACCOUNT_SID else None)


def look_at_arrivals() -> None:
    """The worker's look at what is neither judged nor given up: hourly for the same reason."""
    stuck = stuck_arrivals()
    if stuck:
        log.error("%d arrivals can be neither judged nor given up: nobody sees them.", stuck)
    note(ARRIVALS, not stuck)


def look_behind() -> None:
    """The look of the process retention, which so shows that it lives."""
    note(RETENTION, True)
    note(ERASURES, not long_due().exists())
    note(TRAIL, fits_anchor())


def send_mail() -> None:
    """Send the daily mail, and note whether it went out. It is not tried again: a mail out of its hour would tell."""
    _look(MAIL, send_daily, is_used=bool(settings.MAIL))


def _look(name: str, check: Callable[[], bool], *, is_used: bool = True) -> None:
    try:
        note(name, check() if is_used else None)
    except (OSError, ValueError, LineFault, TwilioFault) as problem:
        log.error("This part is not well: %s (%s).", name, type(problem).__name__)
        note(name, False)


def _page() -> bool:
    return Form(settings.PUBLIC_URL).is_whole


def _bucket() -> bool:
    """Ask for the list's first page: a single name would be answered with "no such thing" by no bucket, too."""
    next(blobs().names(), None)
    return True


def _disk() -> bool:
    return not any(map(_is_nearly_full, filter(Path.exists, _volumes())))


def _volumes() -> list[Path]:
    """What a tip needs room in. The databases' own disks cannot be seen from here where they are others: `has_room`."""
    return [settings.SECRETS_DIR / "keystore_keys", settings.DATA_DIR / "state", settings.DATA_DIR / "blobs"]


def _is_nearly_full(path: Path) -> bool:
    disk = os.statvfs(path)
    return disk.f_bavail * disk.f_frsize < min(_FREE_BYTES, disk.f_blocks * disk.f_frsize * _FREE_SHARE)


def _alerts() -> bool:
    """Of clocks cut to the hour: what we tell outside must not tell when a tip came."""
    unheard = Q(state=AlertState.EVERYBODY, begun_at__lt=this_hour() - _STUCK)
    return not Alert.objects.filter(unheard | Q(due_at__lt=this_hour() - _HELD_UP)).exists()
