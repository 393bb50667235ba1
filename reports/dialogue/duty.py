"""Who talks to callers: an officer takes calls on a phone for some hours, and then no more. The trail has no number.

It ends by itself, so that a shift that nobody ended does not let the hotline promise somebody who has gone home. The
number lies sealed for its officer and for the hour at which it ends, under a key that is in no database: whoever steals
the database does not get an officer's phone, and whoever writes to it cannot send callers to another (decision 31). It
ends with the officer's place in the house, too.
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from reports import audit, vault
from reports.dialogue.closing import in_full
from reports.models import Hotline, Officer
from reports.officers_phones import NOBODY
from reports.sealing.envelope import seal
from reports.sealing.keys import derive
from reports.sealing.opening import CannotOpen, unseal_by_any

LONGEST = 12  # hours
_PADDING = 32  # every number has the same sealed size


def begin_duty(*, number: str, hours: int, by: Officer) -> None:
    """Put callers who ask for an officer through to a phone of `by`, for so many hours. Raises NotANumber."""
    dialled = in_full(number)
    until = timezone.now().astimezone(UTC).replace(second=0, microsecond=0) + timedelta(
        hours=min(max(hours, 1), LONGEST)
    )
    box = seal(_keys()[0], dialled.encode(), *_labels(until, by.pk), padding=_PADDING)
    _set({"duty_number": box, "duty_until": until, "duty_officer": by}, act="duty.begun", by=by)


def end_duty(*, by: Officer) -> None:
    """Put nobody through any more; the number is forgotten."""
    _set(NOBODY, act="duty.ended", by=by)


def duty_phone(line: Hotline) -> str:
    """Return the number that callers are put through to, or "" for none: it is over, or not what an officer has set."""
    if not line.duty_until or not line.duty_officer_id or line.duty_until <= timezone.now():
        return ""
    labels = _labels(line.duty_until, line.duty_officer_id)
    try:
        number = unseal_by_any(_keys(), line.duty_number, *labels, padding=_PADDING).decode()
    except CannotOpen:
        return ""
    return number if Officer.objects.filter(pk=line.duty_officer_id, is_active=True).exists() else ""


def _labels(until: datetime, officer: UUID) -> tuple[str, str, UUID]:
    return "duty phone", until.astimezone(UTC).isoformat(), officer


def _keys() -> list[bytes]:
    return [derive(key, "duty phone") for key in vault.versions("row_mac_key")]


@transaction.atomic
def _set(phone: dict[str, Any], *, act: str, by: Officer) -> None:
    Hotline.objects.update_or_create(pk=1, defaults=phone)
    audit.enter(act, by=by)
