"""The earlier tips that an arrival is compared with: this process's memory of opened fingerprints.

Nothing that could be searched by equality lies in a database, so likeness is judged in memory (decision 0010). Each
worker process opens the fingerprints itself: the newest first, a slice at each arrival until all are there, so that no
arrival waits long for it. Then it asks from time to time for those of other workers and for tips erased meanwhile.
"""

import logging
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from reports import keystore
from reports.clock import day_of, this_hour, today
from reports.fingerprints import open_fingerprint
from reports.models import Erasure, Fingerprint, KeyPurpose, Tip
from reports.sealing.opening import CannotOpen
from reports.triage.assessment import Likely
from reports.triage.likeness import Likeness

log = logging.getLogger(__name__)
MOST = 120_000  # tips compared with
_SLICE = 2_000
_LOADING = 0.5  # seconds an arrival may wait for older fingerprints
_ASKING = 5.0  # seconds between two questions for what others did
_PATIENCE = 20  # a question that took long is not asked again before so many times its length
_BACK = timedelta(hours=2)  # before the last question: hours are all that is known of arrivals


@dataclass(slots=True)
class _Memory:
    """What this process has opened, and how far."""

    process: int = field(default_factory=os.getpid)
    likeness: Likeness = field(default_factory=lambda: Likeness(MOST))
    reached: tuple[datetime, UUID] | None = None  # the oldest arrival that was looked at
    complete: bool = False
    asked: datetime = field(default_factory=this_hour)  # the hour of the last question that was answered whole
    asked_again_at: float = 0.0


_memory = _Memory()


def earlier_tips(tip: Tip) -> Callable[[bytes], Likely]:
    """Return what finds the earlier tips most like a fingerprint; this tip is none of them."""
    keep_up()
    memory, own = _memory, str(tip.pk)
    return lambda fingerprint: memory.likeness.like(fingerprint, but=own)


def keep_up() -> None:
    """Forget what was erased, take in what is new, and open more of what is old. Half a second at most."""
    memory = _of_this_process()
    _ask(memory)
    _load(memory)


def remember(tip_id: UUID, fingerprint: bytes) -> None:
    """Take in a tip that this process has just judged."""
    _of_this_process().likeness.add(str(tip_id), fingerprint)


def forget_all() -> None:
    """Begin anew, as a process that has just started."""
    global _memory
    _memory = _Memory()


def _of_this_process() -> _Memory:
    """A process forked from one that had opened some shares its memory, but not what it does from now on."""
    if _memory.process != os.getpid():
        forget_all()
    return _memory


def _load(memory: _Memory) -> None:
    """Open older fingerprints for half a second, from the newest down."""
    until = time.monotonic() + _LOADING
    while not memory.complete and time.monotonic() < until:
        rows = Tip.objects.newest_first().filter(fingerprint__isnull=False)
        if memory.reached:
            hour, pk = memory.reached
            rows = rows.filter(Q(arrived_hour__lt=hour) | Q(arrived_hour=hour, pk__lt=pk), arrived_hour__lte=hour)
        page = list(rows.values_list("arrived_hour", "pk")[:_SLICE])
        memory.likeness.add_older(dict(_opened([pk for _, pk in page if str(pk) not in memory.likeness])))
        memory.complete = len(page) < _SLICE or len(memory.likeness) > MOST - _SLICE
        memory.reached = page[-1] if page else memory.reached


def _ask(memory: _Memory) -> None:
    """Forget what was erased; open what other workers have judged."""
    began = time.monotonic()
    if began < memory.asked_again_at:
        return
    erased = Erasure.objects.filter(day__gte=today() - timedelta(days=1)).values_list("tip_id", flat=True)
    memory.likeness.forget(str(pk) for pk in erased)
    if memory.reached or memory.complete:
        now, recent = this_hour(), Fingerprint.objects.filter(_came_since(memory.asked - _BACK))
        unknown = [pk for pk in recent.values_list("pk", flat=True) if str(pk) not in memory.likeness]
        for name, fingerprint in _opened(unknown[:_SLICE]):
            memory.likeness.add(name, fingerprint)
        memory.asked = now if len(unknown) <= _SLICE else memory.asked
    memory.asked_again_at = began + max(_ASKING, _PATIENCE * (time.monotonic() - began))


def _came_since(hour: datetime) -> Q:
    """Pick what came since then; of what was closed meanwhile the day alone is kept."""
    days = range((today() - day_of(hour).date()).days + 1)
    return Q(tip__arrived_hour__gte=hour) | Q(tip__arrived_hour__in=[day_of(hour + timedelta(day)) for day in days])


def _opened(wanted: list[UUID]) -> Iterator[tuple[str, bytes]]:
    """Open fingerprints by tip; one that cannot be opened is left out."""
    sealed = dict(Fingerprint.objects.filter(pk__in=wanted).values_list("pk", "sealed"))
    keys = keystore.get_many(KeyPurpose.FINGERPRINT, sealed) if sealed else {}
    for pk in sealed.keys() & keys.keys():
        try:
            yield str(pk), open_fingerprint(sealed[pk], keys[pk], pk)
        except CannotOpen:  # one damaged row must not keep every later tip from being judged
            log.error("A fingerprint cannot be opened and is left out of the comparison.")
