"""What becomes of an arrival on which judging gave up, so that nobody knows yet whom it names."""

import json
import logging
from collections.abc import Callable
from contextlib import suppress
from uuid import UUID

from django.db import transaction

from reports import audit, keystore
from reports.alarm import call_anew, raise_alarm
from reports.keystore import KeyGone
from reports.models import Capsule, KeyPurpose, Record, RecordKind, Status, Tip, TriageState, UnitPurpose, Urgency
from reports.models.due import due, due_no_later
from reports.sealing.opening import CannotOpen
from reports.sealing.rowmac import RowChanged
from reports.signed_row import check_signed
from reports.triage.assessment import Assessment, Finding
from reports.triage.conflict import (
    DO_NOT_TELL,
    keep_from_named,
    leave_to_others,
    must_leave,
    set_apart,
    with_origin,
)
from reports.triage.kept_back import settle_numbers
from reports.triage.opened import Opened, body_of, open_capsule
from reports.triage.settling import describe, save_mailbox
from reports.triage.shown import for_their_units
from reports.triage.steps.lexicon import rules_version
from reports.triage.waking import wake
from reports.writing import Came

log = logging.getLogger(__name__)
# Who looks at an addition that nobody could judge, by the unit that reads its tip. What oversight reads may be about
# standards, so it stays; everywhere else the words go to a unit that sits above.
_LOOKS = {UnitPurpose.STANDARDS: "oversight", UnitPurpose.OVERSIGHT: ""}

type Judge = Callable[[Tip, Record, Opened], Assessment]


@transaction.atomic
def give_up(record_id: UUID, judge: Judge | None) -> bool:
    """Give up on judging: flag the tip, make its mailbox if the capsule still opens, destroy the capsule.

    What was added leaves the unit that reads the tip where nobody can tell whether it names somebody there. `judge`
    looks at it once more; there is none where each try killed its worker. Then nobody knows whether it tells of danger
    either, and somebody is called as if it did.
    """
    capsule = Capsule.objects.select_for_update(skip_locked=True).filter(pk=record_id).first()
    if capsule is None:
        return False
    tip = Tip.everything.select_for_update().get(records=record_id)
    opened = None
    with suppress(CannotOpen, KeyGone):
        opened = open_capsule(capsule)
    found, has_left, tells_danger = None, False, False
    if opened and record_id != tip.pk:
        found = _looked_at(tip, capsule.record, opened, judge)
        tells_danger = found is not None and found.urgency == "immediate"
        has_left = _left_its_unit(tip, capsule.record, opened, found, tells_danger=tells_danger, rings=judge is None)
    if not has_left:
        is_left = keep_from_named(tip, *_meant(found))
        _leave_it_there(tip, capsule, opened, tells_danger=tells_danger, rings=judge is None and not tip.self_test)
        if is_left:
            call_anew(tip)
    capsule.delete()
    return True


def _left_its_unit(
    tip: Tip, record: Record, opened: Opened, found: Assessment | None, *, tells_danger: bool, rings: bool
) -> bool:
    """Send an addition to the unit that may read it, if that is another one, and say whether it went."""
    in_danger = tells_danger or Came.IN_DANGER in (opened.came or ())
    if not _is_as_signed(tip):  # whoever changed the row may have chosen the unit that it names
        slug = "oversight"
    elif found and found.conflict_of_interest:
        slug = found.unit if must_leave(tip, found) else ""
    elif found and not found.cannot_tell:
        slug = ""
    else:
        stays = in_danger and record.kind != RecordKind.FEEDBACK  # an agency has the emergency number
        slug = "" if stays else _LOOKS.get(UnitPurpose(tip.unit.purpose), "standards")
    if not slug:
        return False
    try:
        with transaction.atomic():
            _send(tip, record, opened, slug, found, rings=in_danger or rings)
    except (CannotOpen, KeyGone) as problem:
        log.error("An addition cannot be kept from its unit (%s).", type(problem).__name__)
        return False
    return True


def _is_as_signed(tip: Tip) -> bool:
    try:
        check_signed(tip)
    except RowChanged:
        return False
    return True


def _looked_at(tip: Tip, record: Record, opened: Opened, judge: Judge | None) -> Assessment | None:
    if judge is None:
        return None
    try:
        with transaction.atomic():
            return judge(tip, record, opened)
    except Exception as problem:  # noqa: BLE001 - it is why judging gave up
        log.warning("An addition is kept from its unit unjudged (%s).", type(problem).__name__)
        return None


def _send(tip: Tip, record: Record, opened: Opened, slug: str, found: Assessment | None, *, rings: bool) -> None:
    settle_numbers(tip, record, opened)
    apart, moved, keys = set_apart(tip, record, opened, slug, at_last=True)
    apart.urgency = Urgency.IMMEDIATE if rings else Urgency.TODAY
    apart.due_at = due(apart)
    if found and found.conflict_of_interest:
        apart.triage, told = TriageState.FAILED, with_origin(found, tip, record, DO_NOT_TELL)
        describe(apart, found)
    else:
        apart.triage, told = TriageState.UNJUDGED, _for_whoever_looks(tip, record, slug)
    apart.save()
    keep_from_named(apart, *_meant(found))
    shown = for_their_units([(told, apart)])[0]
    moved.findings = keys.seal_part(json.dumps(shown.to_dict()).encode(), "findings")
    moved.save(update_fields=["findings"])
    if rings:
        raise_alarm([apart.pk], borne_out=False)
    leave_to_others(tip, *_meant(found))
    audit.enter("tip.triage_failed", by=audit.WORKER, tip=apart.pk, unit=apart.unit_id)


def _meant(found: Assessment | None) -> tuple[frozenset[str], frozenset[str]]:
    """Return whom words may mean, and who of them as members of a unit alone; nobody where nothing was judged."""
    return (found.named, found.by_unit) if found else (frozenset(), frozenset())


def _for_whoever_looks(tip: Tip, record: Record, slug: str) -> Assessment:
    reason = (
        "Judging gave up: nobody has seen whether it names an officer. If it names none, pass it on to the unit that"
        " reads the tip it was added to. If it does, keep it."
    )
    unjudged = Finding(step="conflict", value=slug, score=0.0, reason=reason)
    found = Assessment(findings=(unjudged,), rules_version=rules_version())
    return with_origin(found, tip, record, "while it may name an officer, do not tell them")


def _leave_it_there(tip: Tip, capsule: Capsule, opened: Opened | None, *, tells_danger: bool, rings: bool) -> None:
    """A row whose MAC does not fit gets no mailbox: making one would sign whatever keys somebody put there."""
    record, came = capsule.record, opened.came if opened else None
    is_first = record.pk == tip.pk
    if not opened and not is_first and record.kind != RecordKind.FEEDBACK:
        came = frozenset()  # told twice rather than not at all
    if came is not None:
        wake(tip, record, came)
    if is_first or tip.triage != TriageState.WAITING:  # its first words have their own turn, and until then their wall
        tip.triage = TriageState.FAILED
    tip.urgency = min(tip.urgency, Urgency.IMMEDIATE if tells_danger or rings else Urgency.TODAY)
    if tip.status == Status.NEW:
        tip.due_at = due_no_later(tip)
    try:
        check_signed(tip)
        if opened is None:
            raise CannotOpen
        _keep_readable(record, opened)
        if is_first:
            save_mailbox(tip, capsule, opened.receipt)
        settle_numbers(tip, record, opened)
    except (CannotOpen, KeyGone, RowChanged):
        tip.unreachable = tip.unreachable or is_first
    tip.version += 1
    tip.save()
    if tells_danger or rings:
        raise_alarm([tip.pk], borne_out=tells_danger, anew=True)
    audit.enter("tip.triage_failed", by=audit.WORKER, tip=tip.pk, unit=tip.unit_id)


def _keep_readable(record: Record, opened: Opened) -> None:
    """Put a record's own erasure key back, where a try that failed put a fresh one. Raises CannotOpen.

    Only if the words open with it: whoever adds a capsule to somebody's old tip shall not destroy its key.
    """
    if keystore.get_many(KeyPurpose.ERASURE, [record.pk]).get(record.pk) != opened.erasure:
        body_of(record, opened)
        keystore.put_anew(KeyPurpose.ERASURE, record.pk, opened.erasure)
