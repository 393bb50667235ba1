"""Who talks to callers: an officer takes calls on a phone for some hours, and then no more. The trail has no number.

It ends by itself, so that a shift that nobody ended does not let the hotline promise somebody who has gone home. The
number lies sealed for the hour at which it ends, under a key that is in no database: whoever steals the database does
not get an officer's phone, and whoever writes to it cannot send callers to another (decision 31).
"""

from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from reports import audit, vault
from reports.dialogue.closing import in_full
from reports.models import Hotline, Officer
from reports.sealing.envelope import seal
from reports.sealing.keys import derive
from reports.sealing.opening import CannotOpen, unseal_by_any

LONGEST = 12  # hours
_PADDING = 32  # every number has the same sealed size


def begin_duty(*, number: str, hours: int, by: Officer) -> None:
    """Put callers who ask for an officer through to this number, for so many hours. Raises NotANumber."""
    dialled = in_full(number)
    until = timezone.now().astimezone(UTC).replace(second=0, microsecond=0) + timedelta(
        hours=min(max(hours, 1), LONGEST)
    )
    box = seal(_keys()[0], dialled.encode(), "duty phone", until.isoformat(), padding=_PADDING)
    _set(box=box, until=until, act="duty.begun", by=by)


def end_duty(*, by: Officer) -> None:
    """Put nobody through any more; the number is forgotten."""
    _set(box=b"", until=None, act="duty.ended", by=by)


def duty_phone(line: Hotline) -> str:
    """Return the number that callers are put through to, or "" for none: it is over, or not what an officer has set."""
    if not line.duty_until or line.duty_until <= timezone.now():
        return ""
    until = line.duty_until.astimezone(UTC).isoformat()
    try:
        return unseal_by_any(_keys(), line.duty_number, "duty phone", until, padding=_PADDING).decode()
    except CannotOpen:
        return ""


def _keys() -> list[bytes]:
    return [derive(key, "duty phone") for key in vault.versions("row_mac_key")]


@transaction.atomic
def _set(*, box: bytes, until: datetime | None, act: str, by: Officer) -> None:
    Hotline.objects.update_or_create(pk=1, defaults={"duty_number": box, "duty_until": until})
    audit.enter(act, by=by)
