"""Judging several arrivals together: what is asked of the databases is asked once for all of them.

Only what is plain is judged so: a tip's first words, never tried before, with nothing waiting beside them and no
officer's name in them. Everything else, and whatever fails here, is judged alone (reports.triage.assess), so that none
suffers from another. No row that officers or tipsters change is held while the steps run. What somebody holds is waited
for once in a turn: the others come back with their lease, and the worker has time for what ends whoever holds it.
"""

import json
import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from reports import keystore
from reports.clock import in_seconds
from reports.fingerprints import seal_fingerprint
from reports.models import Capsule, Fingerprint, KeyPurpose, Mailbox, Record, Tip, TipKey, TriageState, Turn
from reports.models.inserting import insert
from reports.models.updating import update
from reports.sealing.receipts import ReceiptKeys
from reports.signed_row import check_signed
from reports.triage.alarming import alarm_all, duty_key
from reports.triage.assess import LEASE, Told, assess
from reports.triage.assessment import Assessment
from reports.triage.candidates import remember
from reports.triage.first_look import waiting
from reports.triage.held import is_held, tells_nothing
from reports.triage.opened import Known, Opened, known_here, open_capsule, tip_text, words_of
from reports.triage.pipeline import run
from reports.triage.settling import describe, move, moves, new_mailbox, receipt_keys, sort, unit_of
from reports.triage.shown import for_their_units
from reports.triage.standing_in import entry_of, key_of_the_lacking, stood_in_for
from reports.triage.told_again import tell_of_closed
from reports.writing import RecordRoot, tip_key

log = logging.getLogger(__name__)
MOST = 16  # of one turn: half a second, after which other work has its turn
_CHANGED = (
    "unit", "status", "urgency", "category", "language", "triage", "assigned_to", "looks_junk", "due_at", "version",
    "mailbox_key", "row_mac", "informed", "was_taken_on",
)  # fmt: skip


@dataclass(slots=True)
class _Judged:
    """One arrival between being judged and being saved. `tip` is the row as it was read, later the one that is held."""

    capsule: Capsule
    record: Record
    tip: Tip
    opened: Opened = field(repr=False)
    receipt: ReceiptKeys = field(repr=False)
    print_key: bytes = field(repr=False)
    assessment: Assessment = field(repr=False)
    mailbox: Mailbox | None = None


def assess_together(wanted: UUID | None, *, many_wait: bool = False) -> bool:
    """Judge the arrival `wanted`, and with it those that wait and whose turn is first. Safe to call at any time.

    `many_wait`: so many that what was not looked at yet waits for the next look. Return whether it were as many as are
    judged at once, so that more may wait.
    """
    names = _lease(wanted, many_wait=many_wait)
    done: set[UUID] = set()
    told: dict[UUID, Told] = {}
    try:
        done = _assess(names, told)
    except Exception as problem:
        if is_held(problem):
            raise
        # One of them made it fail: which one is found by judging each alone.
        log.warning("Some arrivals could not be judged together (%s).", type(problem).__name__)
    if done:
        keystore.destroy(KeyPurpose.ONE_TIME, done)
    # In the order in which they went through the steps, as the next may point at the one before.
    alone = [*told, *(name for name in names if name not in done and name not in told)]
    if wanted and wanted not in names:
        alone.append(wanted)
    _assess_alone(alone, told)
    return len(names) == MOST


def _assess_alone(names: Collection[UUID], told: Mapping[UUID, Told]) -> None:
    problems: list[Exception] = []
    for name in names:
        try:
            assess(name, told.get(name))
        except Exception as problem:
            if tells_nothing(problem):
                raise
            problems.append(problem)  # raised below, when the others have had their turn
    if problems:
        raise problems[0]


@transaction.atomic
def _lease(wanted: UUID | None, *, many_wait: bool) -> list[UUID]:
    """Take what is judged now; what a worker died over before is not among it. The newest of a turn come first.

    `wanted` is mostly older, as messages come in the order of arrivals: so the oldest have their turn too.
    """
    own = Capsule.objects.select_for_update(skip_locked=True).filter(pk=wanted, attempts=0)
    names = list(own.values_list("pk", flat=True)) if wanted else []
    others = waiting().select_for_update(skip_locked=True).exclude(pk=wanted).order_by("turn", "-due_at")
    # Where many wait, what came since the last look has the next one first: unseen it would be judged as if alone.
    parts = [others.exclude(turn=Turn.UNSEEN), others.filter(turn=Turn.UNSEEN)] if many_wait else [others]
    for part in parts:
        names += part.values_list("pk", flat=True)[: MOST - len(names)]
    if names:
        Capsule.objects.filter(pk__in=names).update(attempts=1, due_at=in_seconds(LEASE))
    return names


@transaction.atomic
def _assess(names: Collection[UUID], told: dict[UUID, Told]) -> set[UUID]:
    """Judge what is plain among these and return what was judged; put down what was `told` of others that were read."""
    held = Capsule.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk__in=names)
    capsules = list(held.select_related("record__tip"))
    if not capsules:
        return set()
    one_time = keystore.get_many(KeyPurpose.ONE_TIME, names)
    prints = keystore.get_many(KeyPurpose.FINGERPRINT, names)
    known = known_here()
    judged = []
    for capsule in capsules:
        try:
            one = _judge(capsule, one_time[capsule.pk], prints.get(capsule.pk), known, told)
        except Exception:  # noqa: BLE001, S112 - it is judged alone, where the fault is told and counted
            continue
        if one:
            judged.append(one)
    judged = _still_plain(judged)
    if judged:
        _save(judged)
    return {one.tip.pk for one in judged}


def _judge(
    capsule: Capsule, one_time: bytes, print_key: bytes | None, known: Known, told: dict[UUID, Told]
) -> _Judged | None:
    """Run the steps and the slow hash; None for what is not plain."""
    record, tip = capsule.record, capsule.record.tip
    if record.pk != tip.pk or tip.triage != TriageState.WAITING or print_key is None or tip.self_test:
        return None
    check_signed(tip)
    opened = open_capsule(capsule, one_time)
    if opened.kept_back:
        return None
    text = tip_text(tip, record, words_of(record, opened), known)
    assessment = run(text)
    remember(tip.pk, assessment.fingerprint)  # now, so that the next of this batch is compared with it
    if assessment.conflict_of_interest or assessment.named:
        told[tip.pk] = Told(text, assessment)
        return None
    return _Judged(capsule, record, tip, opened, receipt_keys(opened.receipt), print_key, assessment)


def _still_plain(judged: Sequence[_Judged]) -> list[_Judged]:
    """Hold the tips' rows, as they are now, and leave out what somebody has changed or added to meanwhile.

    A row that somebody else holds is not waited for, as he may be waiting for a capsule held here.
    """
    rows = Tip.objects.select_for_update(skip_locked=True).in_bulk([one.tip.pk for one in judged])
    beside = Capsule.objects.filter(record__tip__in=list(rows)).exclude(pk__in=list(rows))
    crowded = set(beside.values_list("record__tip_id", flat=True))
    plain = []
    for one in judged:
        row = rows.get(one.tip.pk)
        if row and row.pk not in crowded and row.triage == TriageState.WAITING and _is_unchanged(row, one.tip):
            one.tip = row
            plain.append(one)
    return plain


def _is_unchanged(row: Tip, before: Tip) -> bool:
    """Tell whether unit and keys are still those whose MAC was checked."""
    return all(getattr(row, name) == getattr(before, name) for name in ("unit_id", "public_key", "mailbox_key"))


def _save(judged: Sequence[_Judged]) -> None:
    lacking = stood_in_for()
    moved = [key for one in judged if (key := _settle(one, lacking))]
    TipKey.objects.filter(tip__in=[key.tip_id for key in moved]).delete()
    insert(
        *(one.mailbox for one in judged if one.mailbox),
        *(_fingerprint(one) for one in judged),
        *moved,
        *(key for one in judged if (key := duty_key(one.tip, one.opened.root))),
        *(key for one in judged if (key := key_of_the_lacking(one.tip, one.assessment, one.opened.root, lacking))),
        *(entry_of(one.tip, one.assessment, lacking) for one in judged),
    )
    shown = for_their_units([(one.assessment, one.tip) for one in judged])
    for one, assessment in zip(judged, shown, strict=True):
        keys = RecordRoot(one.tip.pk, one.record.pk, one.opened.root, one.opened.erasure)
        one.record.findings = keys.seal_part(json.dumps(assessment.to_dict()).encode(), "findings")
    update([one.record for one in judged], "findings")
    update([one.tip for one in judged], *_CHANGED)
    tell_of_closed([(assessment, one.tip) for one, assessment in zip(judged, shown, strict=True)])
    alarm_all((one.tip, one.assessment) for one in judged)
    Capsule.objects.filter(pk__in=[one.tip.pk for one in judged]).delete()


def _settle(one: _Judged, lacking: Collection[UUID]) -> TipKey | None:
    """Set what judging makes of a tip's row; return the key for the unit that it goes to, if it goes to one."""
    tip, assessment = one.tip, one.assessment
    unit = unit_of(assessment, lacking)
    describe(tip, assessment)
    goes = moves(tip, unit, assessment)
    if goes:
        move(tip, unit)
    one.mailbox = new_mailbox(tip, one.capsule, one.receipt)
    sort(tip, assessment, Turn(one.capsule.turn), is_first=True)
    if not goes:
        return None
    tip.informed = []
    return tip_key(tip, unit, one.opened.root)


def _fingerprint(one: _Judged) -> Fingerprint:
    sealed = seal_fingerprint(one.assessment.fingerprint, one.print_key, one.tip.pk)
    return Fingerprint(tip_id=one.tip.pk, sealed=sealed)
