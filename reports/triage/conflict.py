"""A tip that speaks of the police: whoever could open it until now is left with keys that open nothing.

Before triage a tip lies with reception, and an addition with the tip's unit; somebody there may have copied the boxes
and keys. So moving it is not enough: it is sealed anew under fresh keys, and the old erasure key is destroyed.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from reports import audit, keystore, vault
from reports.alarm import call_anew, raise_alarm
from reports.fingerprints import seal_fingerprint
from reports.kept_from import READS_LIKE
from reports.keystore import KeyGone
from reports.models import (
    Alert,
    Channel,
    Errand,
    Fingerprint,
    KeyPurpose,
    Membership,
    Merge,
    Officer,
    Record,
    RecordKind,
    Recusal,
    Status,
    Tip,
    TipKey,
    TriageState,
    Unit,
    UnitPurpose,
    Urgency,
)
from reports.models.absence import is_away
from reports.models.choices import ACT, APART, ORIGIN, WITHDRAWS
from reports.retention import opened_again
from reports.sealing.envelope import seal, seal_to
from reports.sealing.handover import seal_handover
from reports.sealing.keys import new_key, record_key, tip_pair
from reports.sealing.manifest import UnitKey
from reports.sealing.opening import CannotOpen, unseal
from reports.sealing.roots import open_root
from reports.signed_people import believed, members_of
from reports.taking_off import readers_left, take_off, units_answering, units_told
from reports.triage.assessment import Assessment, Finding
from reports.triage.candidates import remember
from reports.triage.opened import Opened, body_of
from reports.triage.waking import wake
from reports.worker_box import TRIAGE, open_handed
from reports.writing import Came, RecordRoot, tip_key, tip_without_mailbox

DO_NOT_TELL = "do not tell them"
"""What whoever reads of the police is told about the unit that the words were taken from."""


def rekey_first(tip: Tip, record: Record, old: RecordRoot) -> RecordRoot:
    """Seal a tip's first record under a new D and E; the tip's row gets the new public key and waits to be signed.

    Later arrivals keep their own keys, in boxes to the new public key. The capsule still holds the old keys, so that a
    failed transaction can be tried again.
    """
    new = RecordRoot(tip.pk, record.pk, new_key(), new_key())
    _reseal(record, old, new)
    after = tip_pair(new.root, tip.pk)
    for later in tip.records.exclude(pk=record.pk):
        root = open_root(old.root, later.root_box or b"", tip.pk, later.pk)
        later.root_box = seal_to(after.public, root, "record root", tip.pk, later.pk)
        later.save(update_fields=["root_box"])
    tip.public_key = after.public
    keystore.put_anew(KeyPurpose.ERASURE, record.pk, new.erasure)
    return new


def stand_anew(tip: Tip) -> None:
    """Undo whatever was decided about a tip before anybody knew that it speaks of the police; the caller saves it.

    The desk refuses to close or merge a tip that waits to be judged. Should one be closed all the same, those whom it
    speaks of may have done it.
    """
    for merge in Merge.objects.filter(tip=tip):  # mostly none, and then no right to delete is asked
        merge.delete()
    if tip.status == Status.CLOSED and tip.urgency == Urgency.IMMEDIATE:
        raise_alarm([tip.pk], borne_out=False, anew=True)
    tip.status, tip.outcome = Status.NEW, ""
    opened_again(tip)


def rekey_later(tip: Tip, record: Record, old: RecordRoot) -> RecordRoot:
    """Seal an addition under new keys: it may have come while the tip was still reception's."""
    new = RecordRoot(tip.pk, record.pk, new_key(), new_key())
    _reseal(record, old, new)
    record.root_box = seal_to(bytes(tip.public_key), new.root, "record root", tip.pk, record.pk)
    record.save(update_fields=["root_box"])
    keystore.put_anew(KeyPurpose.ERASURE, record.pk, new.erasure)
    return new


def _take_apart(
    tip: Tip, record: Record, old: RecordRoot, unit: UnitKey, *, at_last: bool
) -> tuple[Tip, Record, RecordRoot]:
    """Make an addition a tip of its own for `unit`, and leave of it where it was only that the tipster wrote.

    Whoever reads `tip` sees nothing of it, not even that something is missing; the tipster's mailbox still says "you
    wrote". The new tip has no mailbox: answering it from the old one would tell the old unit.
    """
    channel = record.channel or Channel.WEB  # an agency's answer has none: it came by a form
    apart, new = tip_without_mailbox(unit, channel=channel, arrived_hour=record.at, triage=TriageState.DONE)
    moved = Record(id=apart.pk, tip=apart, kind=RecordKind.TIP, channel=channel, position=0, at=record.at)
    moved.body = record.body
    moved.save(force_insert=True)
    record.attachments.update(record=moved)
    _reseal(moved, old, new)
    _take_errands(record.pk, moved, at_last=at_last)
    record.body, record.findings = b"", None
    record.save(update_fields=["body", "findings"])
    keystore.destroy(KeyPurpose.ERASURE, [record.pk])
    audit.enter("tip.set_apart", by=audit.WORKER, tip=apart.pk, unit=unit.unit_id)
    return apart, moved, new


def must_leave(tip: Tip, assessment: Assessment) -> bool:
    """Whether words that were added may not be read where the tip is: another unit reads them, or it is shown to some
    that read nothing about the police.
    """
    shown_to = Unit.objects.filter(pk__in=tip.informed).exclude(purpose__in=APART)
    is_shown = tip.unit.purpose in APART and shown_to.exists()
    return assessment.conflict_of_interest and (assessment.unit != tip.unit.slug or is_shown)


def set_apart(
    tip: Tip, record: Record, opened: Opened, slug: str, *, at_last: bool = False
) -> tuple[Tip, Record, RecordRoot]:
    """Make an addition that may speak of the police a tip of its own, out of sight of the unit that reads the rest.

    That unit learns nothing of it, but that the tip was withdrawn, if it was, as of a tipster who gave no reason; of an
    agency's answer it keeps the numbers, as of one without words.
    Nobody stands in for a unit that reads of the police. `at_last`: no try comes after this one, so a file that cannot
    be fetched any more holds the words back no longer.
    """
    old = RecordRoot(tip.pk, record.pk, opened.root, opened.erasure)
    numbers = _without_numbers(record, opened, old) if record.kind == RecordKind.FEEDBACK else None
    apart, moved, keys = _take_apart(tip, record, old, vault.manifest().units[slug], at_last=at_last)
    if numbers is not None:
        leave_unworded(tip, record, numbers)
        Tip.objects.filter(pk=tip.pk).update(version=F("version") + 1)
    if Came.WITHDRAWS in (opened.came or ()):
        leave_unworded(tip, record, {ACT: WITHDRAWS})
        wake(tip, record, {Came.WITHDRAWS})
    return apart, moved, keys


def _without_numbers(record: Record, opened: Opened, keys: RecordRoot) -> dict[str, str]:
    """Take the numbers out of an agency's answer, unsaved, and return them: its words alone go to another unit."""
    said = body_of(record, opened)
    numbers: dict[str, str] = said["answers"]
    record.body = keys.seal_part(json.dumps(said | {"answers": {}}).encode(), "body")
    return numbers


def with_origin(assessment: Assessment, tip: Tip, record: Record, wanted: str) -> Assessment:
    """Return what was found of an addition with the tip it was added to, and what is `wanted` of its reader."""
    where = f"to tip {tip.reference} ({tip.get_category_display()}), which {tip.unit.name} reads."
    if record.kind == RecordKind.FEEDBACK:
        reason = f"An outside agency wrote it {where} They see its numbers there, and nothing of these words: {wanted}."
    else:
        reason = f"It was added {where} Nobody sees it there any more, nor that it came: {wanted}."
    origin = Finding(step=ORIGIN, value=str(tip.pk), score=0.0, reason=reason)
    return replace(assessment, findings=(*assessment.findings, origin))


def leave_unworded(tip: Tip, record: Record, answers: Mapping[str, str]) -> None:
    """Put a record without words where one was taken from its tip, under fresh keys."""
    new = RecordRoot(tip.pk, record.pk, new_key(), new_key())
    record.body = new.seal_part(json.dumps({"text": "", "answers": dict(answers)}).encode(), "body")
    record.root_box = seal_to(bytes(tip.public_key), new.root, "record root", tip.pk, record.pk)
    record.save(update_fields=["body", "root_box"])
    keystore.put_anew(KeyPurpose.ERASURE, record.pk, new.erasure)


def wrap_for(tip: Tip, unit: UnitKey, d: bytes) -> None:
    """Give D, the tip's key, to one unit and to nobody else."""
    TipKey.objects.filter(tip=tip).delete()
    tip.informed = []
    tip_key(tip, unit, d).save(force_insert=True)


def is_guess(assessment: Assessment) -> bool:
    """Whether no rule heard the police told of: it only reads like tips that accuse them."""
    return any(span.rule == READS_LIKE for finding in assessment.of("conflict") for span in finding.spans)


def keep_from_named(
    tip: Tip,
    named: Collection[str],
    by_unit: Collection[str] = (),
    *,
    are_apart: bool = False,
    is_guessed: bool = False,
) -> bool:
    """Take those who read a tip, or are called for it, and may be meant by it, off it, as if they had stepped back.

    They are not told of an alert that calls nobody either, but where nobody else above can be: then those of them are
    who are meant as members of a unit alone, `by_unit`. And where nobody of the tip's unit were left, its members stay:
    what nobody reads helps nobody. Only of words that standards or oversight read themselves nobody stays whom they
    name, or of whose unit they speak, unless that `is_guessed`; `are_apart`: the words are with another unit. Returns
    whether one saw to it.
    """
    if not named:  # nearly every tip: then nothing is asked of Postgres
        return False
    meant = [UUID(one) for one in named]
    places = Membership.objects.filter(unit__in=units_told(tip) | units_answering(tip), officer__in=meant)
    off = set(places.values_list("officer_id", flat=True)) | _above(tip, meant, by_unit)
    if not off:
        return False
    if are_apart or tip.unit.purpose not in APART:
        off -= set() if readers_left(tip, off) else members_of([tip.unit_id])
    elif is_guessed and not readers_left(tip, off):
        off -= {UUID(one) for one in by_unit}
    saw_to_it = tip.assigned_to_id in off or Alert.objects.filter(tip=tip, confirmed_by__in=off).exists()
    take_off(tip, off)
    return saw_to_it


def leave_to_others(tip: Tip, named: Collection[str], by_unit: Collection[str] = ()) -> None:
    """Keep a tip from whom words name that were added to it and set apart; where one saw to it others are called."""
    if keep_from_named(tip, named, by_unit, are_apart=True):
        call_anew(tip)


def _above(tip: Tip, named: Collection[UUID], by_unit: Collection[str]) -> set[UUID]:
    """Return who of these is not to be told where an alert of the tip can call nobody of its unit.

    Who is meant as a member of a unit alone is told where nobody else can be: that a tip waits, and no word of it.
    """
    told = Q(is_administrator=True)
    if tip.unit.purpose == UnitPurpose.STANDARDS:
        told |= Q(memberships__unit__purpose=UnitPurpose.OVERSIGHT)
    above = Officer.objects.defer(*Officer.SECRETS).filter(told)
    off = set(above.filter(pk__in=named).values_list("pk", flat=True))
    spared = {one for one in off if str(one) in by_unit}
    if spared:
        gone = Recusal.objects.filter(tip=tip).values_list("officer", flat=True)
        others = above.filter(is_active=True, alert_phone__isnull=False).exclude(is_away())
        off -= set() if believed(others.exclude(pk__in=members_of([tip.unit_id]).union(off, gone))) else spared
    return off


def keep_fingerprint(tip: Tip, fingerprint: bytes) -> None:
    """Seal what likeness is judged by under the likeness key and F, the tip's second key."""
    f = keystore.get(KeyPurpose.FINGERPRINT, tip.pk)
    Fingerprint.objects.create(tip=tip, sealed=seal_fingerprint(fingerprint, f, tip.pk))
    transaction.on_commit(partial(remember, tip.pk, fingerprint))


def _reseal(record: Record, old: RecordRoot, new: RecordRoot) -> None:
    """Seal body and attachments' headers, now under `old`, for `new`; findings are not yet written.

    The files themselves stay under their own keys: who copied a header opens that file (decision 14).
    """
    key = record_key(old.root, old.erasure, old.tip_id, old.record_id, "body")
    record.body = new.seal_part(unseal(key, record.body, "body", old.tip_id, old.record_id), "body")
    record.save(update_fields=["body"])
    before = record_key(old.root, old.erasure, old.tip_id, old.record_id, "attachments")
    after = record_key(new.root, new.erasure, new.tip_id, new.record_id, "attachments")
    for row in record.attachments.all():
        about = unseal(before, row.header, "attachment", old.tip_id, old.record_id, row.pk)
        row.header = seal(after, about, "attachment", new.tip_id, new.record_id, row.pk)
        row.save(update_fields=["header"])


def _take_errands(old_id: UUID, record: Record, *, at_last: bool) -> None:
    """What is still to be fetched for the record goes with it; `at_last` also what no longer opens, and stays shut."""
    for errand in Errand.objects.select_for_update().filter(record_id=old_id):
        try:
            one_time = keystore.get(KeyPurpose.ONE_TIME, errand.pk)
            held = open_handed(TRIAGE, errand.box, one_time, "errand", errand.pk, old_id)
            labels = ("errand", errand.pk, record.pk)
            errand.box = seal_handover(held, one_time, vault.manifest().triage, *labels)
        except (CannotOpen, KeyGone):
            if not at_last:
                raise
        errand.record = record
        errand.save(update_fields=["box", "record"])
