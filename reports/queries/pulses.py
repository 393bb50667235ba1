"""Pulses: when each part of the house was last seen to be well, by the process that can see it.

A part that nobody has looked at yet has no pulse, and nor has one that this house does without. So any page or command
knows of all parts by one small table, and a process that died is noticed by its silence. Of a new house the process
retention is missed once its first look is due.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from django.utils import timezone

from reports.models import Pulse

STARTED = "started"  # when clock and worker gave their first sign of life
BEAT, WATCHER = "beat", "watcher"
PAGE, PROVIDER, SCANNER, BUCKET, DISK, ALERTS = "page", "provider", "scanner", "bucket", "disk", "alerts"
DATABASE_DISK = "db_disk"
RETENTION, ERASURES, DELETIONS, RECEIPTS = "retention", "erasures", "deletions", "receipts"
TRAIL = "trail"
ARRIVALS, MAIL, MEMBERS, SAVED_TIPS, SAVED_KEYS = "arrivals", "mail", "members", "saved_tips", "saved_keys"
HELD, FREEING = "held", "freeing"
FREED = "freed"  # when a session that held rows was last ended (reports.lifecycle.freeing)
BEAT_LATE = timedelta(minutes=10)
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)
_TWO_LOOKS, _TWO_HOURS = timedelta(minutes=13), timedelta(minutes=130)  # what was missed once may be a restart


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the house: what to call it, how long its pulse may be away, and what is wrong then.

    `by`: the pulse of the process that looks. `carries`: without this part tips may not come in, or go on. `wakes`:
    somebody must be told at once; what may last for days would else keep the watcher from hearing of anything worse.
    """

    title: str
    limit: timedelta
    wrong: str
    by: str = BEAT
    carries: bool = False
    wakes: bool = True


PARTS: Final[Mapping[str, Part]] = {
    PAGE: Part(
        title="public page",
        limit=_TWO_LOOKS,
        wrong="the form on the public page cannot be fetched from outside",
        carries=True,
    ),
    PROVIDER: Part(
        title="telephone provider",
        limit=_TWO_LOOKS,
        wrong="the telephone provider does not answer, or has shut the account",
        carries=True,
    ),
    SCANNER: Part(
        title="virus scanner",
        limit=_TWO_LOOKS,
        wrong="the virus scanner does not answer: files are refused",
        carries=True,
    ),
    BUCKET: Part(
        title="bucket of files",
        limit=_TWO_LOOKS,
        wrong="the bucket does not answer: files are refused",
        carries=True,
    ),
    DISK: Part(title="disk space", limit=_TWO_LOOKS, wrong="a disk is nearly full"),
    DATABASE_DISK: Part(
        title="room of the databases",
        limit=_TWO_LOOKS,
        wrong="the databases take more than three quarters of their disk",
    ),
    ALERTS: Part(
        title="alerts",
        limit=_TWO_LOOKS,
        wrong="an alert has called everybody for long and nobody confirms, or it does not go on",
    ),
    HELD: Part(
        title="rows that nobody holds",
        limit=_TWO_LOOKS,
        wrong="sessions of the public pages hold rows again and again, and are ended: has somebody taken that host?",
        carries=True,
    ),
    FREEING: Part(
        title="ending of who holds rows",
        limit=_TWO_LOOKS,
        wrong="nothing would end a session of the public pages that holds rows: doctor tells why",
    ),
    MAIL: Part(title="daily mail", limit=timedelta(hours=26), wrong="officers' daily mail was not sent", wakes=False),
    MEMBERS: Part(
        title="two members for each unit",
        limit=_TWO_LOOKS,
        wrong="a unit has fewer than two members who can open its tips",
        wakes=False,
    ),
    DELETIONS: Part(
        title="deletions at the provider",
        limit=_TWO_HOURS,
        wrong="things should long have been deleted at the telephone provider",
    ),
    RECEIPTS: Part(
        title="receipts by text",
        limit=_TWO_HOURS,
        wrong="many texts with a receipt reach no phone",
        carries=True,
    ),
    ARRIVALS: Part(
        title="giving up on what cannot be judged",
        limit=_TWO_HOURS,
        wrong="words came in that nobody sees: they cannot be judged, and giving up fails too",
        carries=True,
    ),
    # It does one thing at a time, and moving all keys to a new file takes long in a large house.
    RETENTION: Part(
        title="process retention",
        limit=timedelta(hours=1),
        wrong="the process retention stands still: nothing is erased, and the key files stay as they are",
        by="",
    ),
    ERASURES: Part(
        title="erasures", limit=timedelta(hours=1), wrong="closed tips are past the day of their erasure", by=RETENTION
    ),
    TRAIL: Part(
        title="audit trail",
        limit=timedelta(hours=1),
        wrong="the audit trail does not fit its head outside the database: did somebody change or delete entries?",
        by=RETENTION,
    ),
    SAVED_TIPS: Part(
        title="backup of tips", limit=timedelta(hours=36), wrong="tips were not backed up since yesterday", by=""
    ),
    SAVED_KEYS: Part(
        title="backup of keys", limit=timedelta(hours=36), wrong="keys were not backed up since yesterday", by=""
    ),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """A part as it was seen last; `at` is None where it was never well."""

    name: str
    part: Part
    at: datetime | None
    is_well: bool


def note(name: str, is_well: bool | None) -> None:
    """Note what was seen of a part; None: this house does without it."""
    if is_well:
        Pulse.objects.update_or_create(name=name, defaults={"at": timezone.now()})
    elif is_well is None:
        Pulse.objects.filter(name=name).delete()
    else:
        Pulse.objects.get_or_create(name=name, defaults={"at": _NEVER})


def note_beat() -> None:
    """Note a sign of life of clock and worker."""
    Pulse.objects.get_or_create(name=STARTED, defaults={"at": timezone.now()})
    note(BEAT, True)


def is_alive(pulses: Mapping[str, datetime]) -> bool:
    """Whether clock and worker gave a sign of life."""
    return _is_fresh(pulses.get(BEAT), BEAT_LATE)


def pulses() -> dict[str, datetime]:
    """Return all pulses, in one query."""
    return dict(Pulse.objects.values_list("name", "at"))


def seen(pulses: Mapping[str, datetime]) -> Iterator[Seen]:
    """Yield the parts that were looked at, and the process retention once it must be there."""
    for name, part in PARTS.items():
        at = pulses.get(name)
        if at or (name == RETENTION and not is_awaited(pulses)):
            yield Seen(name, part, None if at == _NEVER else at, _is_fresh(at, part.limit))


def is_awaited(pulses: Mapping[str, datetime]) -> bool:
    """Whether this house is so new that the process retention need not have run yet."""
    if RETENTION in pulses or (STARTED not in pulses and BEAT in pulses):
        return False
    return STARTED not in pulses or _is_fresh(pulses[STARTED], _TWO_LOOKS)


def first_run_due(pulses: Mapping[str, datetime]) -> datetime | None:
    """When an awaited process retention is missed; None before clock and worker have begun."""
    return pulses[STARTED] + _TWO_LOOKS if STARTED in pulses else None


def wrong(pulses: Mapping[str, datetime]) -> list[Seen]:
    """Return the parts that are not well; not those whose looker is silent itself, which is told instead."""
    return [one for one in seen(pulses) if not one.is_well and not is_unseen(one, pulses)]


def is_unseen(one: Seen, pulses: Mapping[str, datetime]) -> bool:
    """Whether the process that looks at this part is silent itself, so that nobody knows how the part is."""
    if one.part.by == BEAT:
        return not is_alive(pulses)
    return one.part.by in PARTS and not _is_fresh(pulses.get(one.part.by), PARTS[one.part.by].limit)


def is_late(name: str) -> bool:
    """Whether a part was looked at, and was not well for longer than it may be away. One query."""
    at = Pulse.objects.filter(name=name).values_list("at", flat=True).first()
    return at is not None and not _is_fresh(at, PARTS[name].limit)


def _is_fresh(at: datetime | None, limit: timedelta) -> bool:
    """A pulse of the future is of a clock that was wrong."""
    return at is not None and abs(timezone.now() - at) < limit
