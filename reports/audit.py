"""The audit trail: each act leaves an entry in the same transaction; beat chains them later."""

from collections.abc import Iterable
from itertools import chain
from uuid import UUID

from django.db import connection
from django.utils import timezone

from reports.clock import this_hour
from reports.models.inserting import inserts
from reports.models.officer import Officer
from reports.models.tip import Tip
from reports.models.trail import AuditEntry

TIPSTER, WORKER = "tipster", "worker"
# Between a list without a tip and the next one with it lies the minute in which the tip came. The minute in which an
# officer wrote a call down is that of the call, and an alert is confirmed minutes after its tip came. Who
# collects a reward stands before a camera. The phone company knows the second of a text, and whose number it went to.
TO_THE_HOUR = frozenset(
    {
        "list.read",
        "tips.compared",
        "tip.taken_down",
        "alert.confirmed",
        "reward.collected",
        "tipster.asked",
        "text.sent_again",
    }
)


def enter(
    act: str, *, by: Officer | str, tip: UUID | None = None, unit: UUID | None = None, **detail: str | int
) -> None:
    """Write one entry: officers' acts to the second, everybody else's to the hour. `detail` holds no content."""
    _write([entry(act, by=by, tip=tip, unit=unit, **detail)])


def enter_list(which: str, tips: Iterable[Tip], *, by: Officer) -> None:
    """Write that words of these tips were shown on a list: one entry for each of their units."""
    shown: dict[UUID, list[str]] = {}
    for tip in tips:
        shown.setdefault(tip.unit_id, []).append(tip.reference)
    told = ((unit, " ".join(references)) for unit, references in shown.items())
    _write([entry("list.read", by=by, unit=unit, list=which, tips=references) for unit, references in told])


def _write(entries: Iterable[AuditEntry]) -> None:
    """Write entries at once: outside a transaction they are one of their own."""
    written = [inserts(one) for one in entries]
    if written:
        with connection.cursor() as cursor:
            values = chain.from_iterable(values for _, values in written)
            cursor.execute("; ".join(statement for statement, _ in written), list(values))


def entry(
    act: str, *, by: Officer | str, tip: UUID | None = None, unit: UUID | None = None, **detail: str | int
) -> AuditEntry:
    """Return one entry unsaved, for who writes it together with the act's other rows."""
    if isinstance(by, Officer) and by.by_token:
        detail |= {"token": str(by.by_token)}
    is_exact = isinstance(by, Officer) and act not in TO_THE_HOUR
    return AuditEntry(
        at=timezone.now() if is_exact else this_hour(),
        actor=f"officer:{by.pk}" if isinstance(by, Officer) else by,
        act=act,
        tip_id=tip,
        unit_id=unit,
        detail=detail,
    )
