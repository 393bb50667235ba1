"""Uploads that were too slow to clean while their sender waited: opened, made safe, sealed to the tip, and gone as they
came. Only the worker can open one, and only until its errand ends."""

import io
import json
import logging
from contextlib import suppress
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.db import Error, transaction
from django.db.models import F

from reports import audit, keystore
from reports.clock import in_seconds, this_hour
from reports.gateways.blobs import blobs
from reports.gateways.scanner import Infected, NotChecked, NoVerdict, scanner
from reports.intake.broken_off import BROKE_OFF, count_broken_off, until_next_try
from reports.intake.media import BrokenOff, FileRefused, MediaKind, Refusal, clean
from reports.intake.slow_work import Lane, in_turn
from reports.intake.uploads import HeldFile, Limit, hold, let_go
from reports.keystore import KeyGone
from reports.models import Capsule, Errand, ErrandKind, KeyPurpose, RecordKind, Tip
from reports.sealing.files import open_stream
from reports.sealing.opening import CannotOpen
from reports.signed_row import check_signed
from reports.worker_box import TRIAGE, open_handed
from reports.writing import RecordRoot, copy_for_mailbox, write_record

log = logging.getLogger(__name__)
_LEASE = 660.0  # seconds that one try holds an errand; longer than a cleaner may take
_FIRST_WAIT = 25.0  # seconds; a new errand is due in less, a held one only when its lease is nearly over
_UNTIL_TRIAGED, _UNTIL_ROOM = 5.0, 120.0  # seconds before what had to wait is tried again
_DEATHS = 5  # workers that one file may take down with it before it counts as unsafe
UNSAFE = "A file could not be opened safely. It was not kept."
UNFINISHED = "A file could not be made safe: each try of half a day broke off. It was not kept. Ask for a shorter one."
LOST = "lost"  # the sealed original is not where it was: a fault of ours, not of the file


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an upload: the clean file, or why there is none (a Refusal, a Limit, or LOST).

    `number` and `size` are what its sender can know it by, as it came; a file that an earlier release took has none.
    """

    media: str
    clean: HeldFile | None = None
    refused: str = ""
    number: int = 0
    size: int = 0

    def told(self, came_with: int) -> str:
        """Return what the tipster's mailbox says, as JSON: its words are for the page, in the tipster's language.

        `came_with`: the place in the thread of what it was sent with.
        """
        removed, told = (list(self.clean.removed), dict(self.clean.told)) if self.clean else ([], {})
        known_by = {"media": self.media, "number": self.number, "size": self.size, "came_with": came_with}
        return json.dumps(known_by | {"refused": self.refused, "removed": removed, "told": told})


class MustWait(Exception):
    """Nothing need be wrong with the file: this host has no room or time for it now. `seconds` until the next try."""

    def __init__(self, why: str, seconds: float = _UNTIL_ROOM) -> None:
        super().__init__(why)
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class _Box:
    key: bytes = field(repr=False)
    media: MediaKind
    number: int
    size: int


def make_safe(errand_id: UUID) -> None:
    """Do what is left of one upload's errand. Safe to repeat, and to be killed at any point."""
    errand = Errand.objects.filter(pk=errand_id, kind=ErrandKind.UPLOAD, due_at__lt=in_seconds(_FIRST_WAIT)).first()
    if errand is None or _waits_for_triage(errand):
        return
    with in_turn(Lane.UPLOADS) as is_ours:
        if is_ours:
            _make_safe(errand)


def _make_safe(errand: Errand) -> None:
    errand_id = errand.pk
    taken = Errand.objects.filter(pk=errand_id, attempts=errand.attempts, due_at=errand.due_at)
    if not taken.update(attempts=F("attempts") + 1, due_at=in_seconds(_LEASE)):
        return
    try:
        if not errand.fetched:
            box = _open_box(errand)
            outcome = replace(_outcome(errand, box), number=box.number, size=box.size)
            # What comes now cannot be the file's fault: this worker came through it alive.
            Errand.objects.filter(pk=errand_id).update(attempts=0)
            _store_once(errand, outcome)
    except KeyGone:  # not CannotOpen: the key store's file may only be late on this host, and the lease tries again
        log.error("The key of an upload is gone and it is given up.")
    except MustWait as problem:
        log.warning("An upload must wait: %s", problem)
        Errand.objects.filter(pk=errand_id).update(due_at=in_seconds(problem.seconds), attempts=0)
        return
    except Error:  # of a database: nothing is wrong with the file, and no worker died of it
        with suppress(Error):
            Errand.objects.filter(pk=errand_id).update(attempts=errand.attempts)
        raise
    _end(errand_id, errand.blob)


def _waits_for_triage(errand: Errand) -> bool:
    """Until the words beside it are judged, nobody knows which unit may see a file; and there may be no mailbox yet."""
    tip_id = errand.record.tip_id if errand.record else None
    if not Capsule.objects.filter(pk__in=[errand.record_id, tip_id]).exists():
        return False
    Errand.objects.filter(pk=errand.pk).update(due_at=in_seconds(_UNTIL_TRIAGED))
    return True


def _outcome(errand: Errand, box: _Box) -> Outcome:
    if errand.attempts >= _DEATHS:
        log.error("An upload is given up after %d tries that nobody lived to count.", _DEATHS)
        return Outcome(box.media.value, refused=Refusal.DAMAGED)
    try:
        return _whole(errand, box)
    except BROKE_OFF as problem:
        if count_broken_off(errand):
            raise MustWait(type(problem).__name__, until_next_try(errand)) from problem
        log.error("An upload is given up: each of its tries broke off.")
        return Outcome(box.media.value, refused=Refusal.BUSY)


def _whole(errand: Errand, box: _Box) -> Outcome:
    try:
        made = _cleaned(errand, box)
        return Outcome(made.media, clean=made)
    except BrokenOff:
        raise
    except FileRefused as refused:
        if refused.reason is Refusal.BUSY:
            raise MustWait(refused.reason) from refused
        return Outcome(box.media.value, refused=refused.reason)
    except Infected:
        return Outcome(box.media.value, refused=Limit.INFECTED)
    except NoVerdict:
        raise
    except NotChecked as problem:
        raise MustWait("the virus scanner did not look at it") from problem
    except FileNotFoundError:
        log.error("A sealed upload is not in the blob store.")
        return Outcome(box.media.value, refused=LOST)
    except CannotOpen:
        log.error("A sealed upload was changed or cut short.")
        return Outcome(box.media.value, refused=LOST)
    except OSError as problem:
        raise MustWait(type(problem).__name__) from problem


def _open_box(errand: Errand) -> _Box:
    one_time = keystore.get(KeyPurpose.ONE_TIME, errand.pk)
    labels = ("errand", errand.pk, errand.record_id or "no record")
    held = open_handed(TRIAGE, errand.box, one_time, *labels)
    number, size = int(held.get("number", 0)), int(held.get("size", 0))
    return _Box(key=bytes.fromhex(held["key"]), media=MediaKind(held["media"]), number=number, size=size)


def _cleaned(errand: Errand, box: _Box) -> HeldFile:
    """Open, scan, clean and seal again; the plain bytes are in this process's memory alone."""
    assert errand.blob is not None  # noqa: S101 - a constraint of the table
    plain = io.BytesIO()
    with blobs().open(errand.blob) as sealed:
        for piece in open_stream(box.key, sealed, "file", errand.blob):
            plain.write(piece)
    scanner().check(plain.getvalue())
    made = clean(plain.getvalue(), box.media)
    # Telephones put voice notes into the container of films: only now is it known that no picture is in it.
    return hold(made, MediaKind.SOUND if made.kind.startswith("audio/") else box.media)


def _store_once(errand: Errand, outcome: Outcome) -> None:
    """Write what became of the upload into the thread and the mailbox, unless another worker or an erasure was first.

    A clean copy that a failed commit leaves behind is swept later: nobody knows here whether it was claimed.
    """
    try:
        stored = _store(errand, outcome)
    except Tip.DoesNotExist:
        log.warning("The tip of an upload was erased meanwhile.")
        stored = False
    if not stored and outcome.clean:
        let_go([outcome.clean])


@transaction.atomic
def _store(errand: Errand, outcome: Outcome) -> bool:
    tip = Tip.objects.select_for_update().get(records__errands=errand.pk)
    check_signed(tip)
    if not Errand.objects.filter(pk=errand.pk, fetched=False).update(fetched=True):
        return False
    root, came_with = RecordRoot.fresh(tip.pk), tip.records.only("pk", "position").get(errands=errand.pk)
    note = "" if outcome.clean else UNFINISHED if outcome.refused == Refusal.BUSY else UNSAFE
    record = write_record(root, tip=tip, kind=RecordKind.FILE, text=note, by=None, at=this_hour())
    if clean_copy := outcome.clean:
        root.attach(clean_copy.blob, clean_copy.key, clean_copy.mime, clean_copy.removed, clean_copy.size).save(
            force_insert=True
        )
    if tip.mailbox_key:
        copy_for_mailbox(tip, record, outcome.told(came_with.position), root.erasure)
    Tip.objects.filter(pk=tip.pk).add_what_came(came_with.pk)
    audit.enter("file.made_safe", by=audit.WORKER, tip=tip.pk, unit=tip.unit_id, kept=bool(outcome.clean))
    return True


def _end(errand_id: UUID, blob: UUID | None) -> None:
    """Destroy the upload as it came. The blob goes first: the door takes a name whose errand is gone and whose blob is
    there for one that nobody claimed."""
    keystore.destroy(KeyPurpose.ONE_TIME, [errand_id])
    if blob:
        blobs().delete(blob)
    Errand.objects.filter(pk=errand_id).delete()
