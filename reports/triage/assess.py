"""Judging one arrival, exactly once: open its capsule, run the steps, save, wrap for the unit, destroy the capsule."""

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from reports import audit, keystore, outbox, vault
from reports.clock import in_seconds
from reports.keystore import KeyGone
from reports.models import (
    Capsule,
    Category,
    KeyPurpose,
    Mailbox,
    Officer,
    Record,
    Status,
    Tip,
    TriageState,
    UnitPurpose,
    Urgency,
)
from reports.sealing.handover import open_handover
from reports.sealing.keys import record_key
from reports.sealing.manifest import UnitKey
from reports.sealing.opening import CannotOpen, unseal
from reports.sealing.receipts import open_receipt
from reports.sealing.rowmac import RowChanged
from reports.signed_row import check_signed, sign_row
from reports.triage.assessment import UNJUDGED, Assessment, Finding, TipText, of_its_own_words, only_with
from reports.triage.candidates import earlier_tips
from reports.triage.conflict import keep_fingerprint, rekey_first, rekey_later, take_apart, wrap_for
from reports.triage.learning.train import weights_in_use
from reports.triage.pipeline import run
from reports.writing import RecordRoot

log = logging.getLogger(__name__)
JUNK = 0.9  # from here on the queue sorts a tip down within its urgency; under 1 % of real tips come so far
TRIES = 5  # openings of one capsule before the tip is left to reception
_LEASE = 60.0  # seconds before the sweep tries a capsule again
_APART = [UnitPurpose.STANDARDS, UnitPurpose.OVERSIGHT]


@dataclass(frozen=True, slots=True)
class _Opened:
    """What a capsule held."""

    root: bytes = field(repr=False)
    erasure: bytes = field(repr=False)
    receipt: str = field(repr=False)


def assess(record_id: UUID) -> None:
    """Judge the arrival with this record id. Safe to call twice, in parallel, and to be killed at any point."""
    _judge_first_before(record_id)
    leased = Capsule.objects.filter(pk=record_id)
    if not leased.update(attempts=F("attempts") + 1, due_at=in_seconds(_LEASE)):
        return
    try:
        # Past the last try every earlier worker was killed in the middle, so that nobody lived to count it as failed.
        over = leased.filter(attempts__gt=TRIES).exists()
        done = _leave_to_reception(record_id) if over else _assess(record_id)
    except (KeyGone, RowChanged) as problem:
        log.error("A capsule cannot be opened (%s): its tip stays with reception.", type(problem).__name__)
        done = _leave_to_reception(record_id)
    except Exception:  # CannotOpen too: the key store's file may only be late on this host
        if leased.filter(attempts__lt=TRIES).exists():
            raise
        log.exception("A tip could not be triaged %d times: it stays with reception.", TRIES)
        done = _leave_to_reception(record_id)
    if done:
        keystore.destroy(KeyPurpose.ONE_TIME, [record_id])


@transaction.atomic
def _assess(record_id: UUID) -> bool:
    capsule = Capsule.objects.select_for_update(skip_locked=True).filter(pk=record_id).first()
    if capsule is None:
        return False
    record = Record.objects.get(pk=record_id)
    tip = Tip.objects.select_for_update().get(pk=record.tip_id)
    check_signed(tip)
    opened = _open(capsule)
    beside, words = _waiting_beside(tip, record), _words(record, tip, opened)
    assessment = run(_tip_text(record, tip, words, beside))
    if beside:
        assessment = of_its_own_words(assessment, words["text"])
    keys = RecordRoot(tip.pk, record.pk, opened.root, opened.erasure)
    if record.pk == tip.pk:
        keys = _settle_first(tip, capsule, opened, record, assessment)
    elif assessment.conflict_of_interest and assessment.unit != tip.unit.slug:
        assessment = _with_origin(assessment, tip)
        tip, record, keys = _set_apart(tip, record, keys, assessment)
    elif tip.unit.purpose in _APART:
        keys = rekey_later(tip, record, keys)
    tip.urgency = min(tip.urgency, Urgency[assessment.urgency.upper()])
    is_junk = assessment.junk >= JUNK and tip.urgency != Urgency.IMMEDIATE
    tip.looks_junk = is_junk and (record.pk == tip.pk or tip.looks_junk)  # whoever says more can only bring it up
    _save_findings(record, keys, _for_the_unit(assessment, tip))
    tip.triage = TriageState.DONE
    tip.version += 1
    tip.save()
    audit.enter("tip.triaged", by=audit.WORKER, tip=tip.pk, unit=tip.unit_id, rules=assessment.rules_version)
    capsule.delete()
    for later in beside:
        outbox.enqueue(outbox.ASSESS, later.pk)
    return True


def _judge_first_before(record_id: UUID) -> None:
    """What joins a tip that still waits is judged together with it: the tip's first words have their turn now.

    Once they were tried and failed, what came later goes on without them.
    """
    first = Capsule.objects.filter(record__tip__records=record_id, pk=F("record__tip_id"), attempts=0)
    for tip_id in first.exclude(pk=record_id).values_list("pk", flat=True):
        assess(tip_id)


def _waiting_beside(tip: Tip, record: Record) -> list[Capsule]:
    """Return what came after a tip's first words and waits to be judged too, in the order of the thread."""
    if record.pk != tip.pk:
        return []
    waiting = Capsule.objects.filter(record__tip=tip).exclude(pk=record.pk).select_related("record")
    return list(waiting.order_by("record__position"))


@transaction.atomic
def _leave_to_reception(record_id: UUID) -> bool:
    """Give up on judging: flag the tip, make its mailbox if the capsule still opens, destroy the capsule.

    A row whose MAC does not fit gets no mailbox: making one would sign whatever keys somebody put there.
    """
    capsule = Capsule.objects.select_for_update(skip_locked=True).filter(pk=record_id).first()
    if capsule is None:
        return False
    tip = Tip.objects.select_for_update().get(records=record_id)
    tip.triage, tip.urgency = TriageState.FAILED, min(tip.urgency, Urgency.TODAY)
    try:
        check_signed(tip)
        opened = _open(capsule)
        keystore.put_anew(KeyPurpose.ERASURE, record_id, opened.erasure)  # a try that failed may have put a fresh one
        if record_id == tip.pk:
            _make_mailbox(tip, capsule, opened.receipt)
    except (CannotOpen, KeyGone, RowChanged):
        tip.unreachable = tip.unreachable or record_id == tip.pk
    tip.version += 1
    tip.save()
    audit.enter("tip.triage_failed", by=audit.WORKER, tip=tip.pk, unit=tip.unit_id)
    capsule.delete()
    return True


def _open(capsule: Capsule) -> _Opened:
    one_time = keystore.get(KeyPurpose.ONE_TIME, capsule.pk)
    held = open_handover(capsule.box, one_time, vault.worker_pair("triage_key"), "capsule", capsule.pk)
    return _Opened(bytes.fromhex(held["root"]), bytes.fromhex(held["erasure"]), held["receipt"])


def _words(record: Record, tip: Tip, opened: _Opened) -> dict[str, Any]:
    key = record_key(opened.root, opened.erasure, tip.pk, record.pk, "body")
    words: dict[str, Any] = json.loads(unseal(key, record.body, "body", tip.pk, record.pk))
    return words


def _words_beside(tip: Tip, beside: list[Capsule]) -> Iterator[str]:
    """Yield what was added within the quiet window. What does not open is reported when its own turn comes."""
    for capsule in beside:
        try:
            yield _words(capsule.record, tip, _open(capsule))["text"]
        except (CannotOpen, KeyGone):
            continue


def _tip_text(record: Record, tip: Tip, said: dict[str, Any], beside: list[Capsule]) -> TipText:
    return TipText(
        text="\n".join([said["text"], *_words_beside(tip, beside)]),
        answers=said["answers"],
        channel=record.channel,
        in_danger=tip.urgency == Urgency.IMMEDIATE,
        language_hint=tip.language,
        earlier=earlier_tips(tip),
        officers=tuple(Officer.objects.values_list("name", flat=True)),
        learned=weights_in_use(),
    )


def _for_the_unit(assessment: Assessment, tip: Tip) -> Assessment:
    """Return the assessment without likenesses to tips erased meanwhile, and to ones about the police themselves.

    Of those no other unit may know.
    """
    alike = {finding.value for finding in assessment.duplicates} | set(assessment.campaign)
    apart = Q(unit__purpose__in=_APART) & ~Q(unit=tip.unit_id)
    rows = Tip.objects.filter(pk__in=[UUID(one) for one in alike], fingerprint__isnull=False).exclude(apart)
    visible = {str(pk) for pk in rows.values_list("pk", flat=True)} if alike else set()
    shown = (one for found in assessment.findings if (one := _visible(found, visible)) is not None)
    return replace(assessment, findings=tuple(shown))


def _visible(finding: Finding, tips: set[str]) -> Finding | None:
    if finding.step == "duplicates" and finding.value != UNJUDGED:
        return finding if finding.value in tips else None
    return only_with(finding, tips) if finding.step == "campaign" else finding


def _save_findings(record: Record, keys: RecordRoot, assessment: Assessment) -> None:
    record.findings = keys.seal_part(json.dumps(assessment.to_dict()).encode(), "findings")
    record.save(update_fields=["findings"])


def _settle_first(tip: Tip, capsule: Capsule, opened: _Opened, record: Record, assessment: Assessment) -> RecordRoot:
    """What only a tip's first arrival brings: its category, its unit, its mailbox and its fingerprint."""
    keys = RecordRoot(tip.pk, record.pk, opened.root, opened.erasure)
    if assessment.conflict_of_interest:
        keys = rekey_first(tip, record, keys)
    _describe(tip, assessment)
    _route(tip, keys.root, assessment)
    _make_mailbox(tip, capsule, opened.receipt)
    keep_fingerprint(tip, assessment.fingerprint)
    return keys


def _set_apart(tip: Tip, record: Record, keys: RecordRoot, assessment: Assessment) -> tuple[Tip, Record, RecordRoot]:
    """Judge an addition that speaks of the police as a tip of its own, out of sight of the unit that reads the rest."""
    apart, moved, keys = take_apart(tip, record, keys, _unit(assessment))
    _describe(apart, assessment)
    keep_fingerprint(apart, assessment.fingerprint)
    return apart, moved, keys


def _with_origin(assessment: Assessment, tip: Tip) -> Assessment:
    reason = f"It was added to tip {tip.reference}. The unit that reads that tip no longer sees it: do not tell them."
    origin = Finding(step="conflict", value=assessment.unit, score=0.0, reason=reason)
    return replace(assessment, findings=(*assessment.findings, origin))


def _describe(tip: Tip, assessment: Assessment) -> None:
    tip.category = assessment.categories[0] if assessment.categories[0] in Category.values else Category.OTHER
    tip.language = assessment.language


def _unit(assessment: Assessment) -> UnitKey:
    units = vault.manifest().units
    return units.get(assessment.unit, units["reception"])


def _route(tip: Tip, d: bytes, assessment: Assessment) -> None:
    """Wrap D for the routed unit instead of reception, unless somebody at reception was faster.

    A tip that speaks of the police moves on in any case, and whoever had claimed it loses it.
    """
    unit, reception = _unit(assessment), vault.manifest().units["reception"]
    stays = tip.unit_id != reception.unit_id or unit == reception or tip.assigned_to_id is not None
    if stays and not assessment.conflict_of_interest:
        return
    wrap_for(tip, unit, d)
    tip.unit_id = unit.unit_id
    tip.assigned_to = None
    tip.status = Status.NEW if tip.status == Status.OPEN else tip.status


def _make_mailbox(tip: Tip, capsule: Capsule, receipt: str) -> None:
    """Make the mailbox; a capsule without the receipt's fast hash says that the tipster has ended it already."""
    keys = open_receipt(receipt, vault.secret("receipt_pepper"))
    Mailbox.objects.create(tip=tip, lookup=keys.lookup, is_open=capsule.waiting is not None)
    tip.mailbox_key = keys.pair.public
    sign_row(tip)
