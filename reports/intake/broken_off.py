"""Files on which something broke off: a cleaner that this host ended, a scanner that came to no verdict.

Nobody knows then whether the file or the host is at fault. So it is tried again, each time after four times as long:
five waits of two minutes to eight and a half hours. After that the file counts as one that cannot be made safe.
"""

from typing import Final

from django.db.models import F

from reports.gateways.scanner import NoVerdict
from reports.intake.media import BrokenOff
from reports.models import Errand

TRIES: Final = 6
BROKE_OFF: Final = (BrokenOff, NoVerdict, MemoryError)
_FIRST_WAIT: Final = 120.0  # seconds


def count_broken_off(errand: Errand) -> bool:
    """Count one more, for good. Returns whether the file is worth another try."""
    errand.broken_off += 1
    Errand.objects.filter(pk=errand.pk).update(broken_off=F("broken_off") + 1)
    return errand.broken_off < TRIES


def until_next_try(errand: Errand) -> float:
    """Return the seconds until the next try of an errand that was just counted."""
    return _FIRST_WAIT * 4.0 ** max(0, errand.broken_off - 1)
