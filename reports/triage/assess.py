"""Judging one arrival alone, once: open its capsule, run the steps, save, wrap for the unit, destroy the capsule."""

import json
import logging
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any, NamedTuple
from uuid import UUID

from django.db import DatabaseError, InterfaceError, close_old_connections, transaction
from django.db.models import F, Model, QuerySet

from reports import keystore, outbox
from reports.clock import in_seconds
from reports.keystore import KeyGone
from reports.models import (
    Capsule,
    KeyPurpose,
    Record,
    RecordKind,
    Tip,
    Turn,
)
from reports.models.choices import APART, BY_MACHINE, HEARD
from reports.models.handovers import TRIES
from reports.sealing.opening import CannotOpen
from reports.sealing.rowmac import RowChanged
from reports.signed_row import check_signed
from reports.triage.alarming import alarm, duty_key, key_of_added
from reports.triage.answering import keep_answer
from reports.triage.assessment import Assessment, TipText
from reports.triage.conflict import (
    DO_NOT_TELL,
    is_guess,
    keep_fingerprint,
    keep_from_named,
    leave_to_others,
    must_leave,
    rekey_first,
    rekey_later,
    set_apart,
    stand_anew,
    with_origin,
    wrap_for,
)
from reports.triage.giving_up import give_up
from reports.triage.held import tells_nothing
from reports.triage.kept_back import settle_numbers
from reports.triage.opened import Opened, known_here, open_capsule, tip_text, words_of
from reports.triage.pipeline import run
from reports.triage.settling import (
    describe,
    describe_heard,
    move,
    moves,
    save_mailbox,
    sort,
    unit_of,
)
from reports.triage.shown import for_their_units, of_its_own_words
from reports.triage.standing_in import entry_of, key_of_the_lacking, stood_in_for
from reports.triage.told_again import tell_of_closed
from reports.triage.waking import wake
from reports.writing import Came, RecordRoot

log = logging.getLogger(__name__)
LEASE = 60.0  # seconds before the sweep tries a capsule again
LONGEST_WAIT = 3600.0  # seconds before it does so once giving up has failed too, each time later


class CannotTell(Exception):
    """Steps failed by which it is known whom an addition names."""


class Told(NamedTuple):
    """What the steps concluded, and all that they were told; earlier tips aside, which only grow."""

    text: TipText
    assessment: Assessment


def assess(record_id: UUID, told: Told | None = None) -> None:
    """Judge the arrival with this record id. Safe to call twice, in parallel, and to be killed at any point.

    `told`: what the steps said of it a moment ago, which holds if they would be told the same now.
    """
    _judge_first_before(record_id)
    leased = Capsule.objects.filter(pk=record_id)
    if not leased.update(attempts=F("attempts") + 1, due_at=in_seconds(LEASE)):
        return
    tries = leased.values_list("attempts", flat=True).first() or 0
    try:
        done = _judge_or_give_up(leased, record_id, told, tries)
    except Exception as problem:
        if tells_nothing(problem):
            _count_no_try(leased)
        raise
    if done:
        keystore.destroy(KeyPurpose.ONE_TIME, [record_id])


def _count_no_try(leased: QuerySet[Capsule]) -> None:
    """Take a try back, if Postgres is there again. One stays, or each turn would take the arrival along."""
    close_old_connections()
    with suppress(DatabaseError, InterfaceError):
        leased.filter(attempts__gt=1).update(attempts=F("attempts") - 1)


def _judge_or_give_up(leased: QuerySet[Capsule], record_id: UUID, told: Told | None, tries: int) -> bool:
    try:
        if tries > TRIES:
            # Every earlier worker was killed in the middle, so that nobody lived to count it as failed; or giving up
            # failed, and may do so again.
            leased.update(due_at=in_seconds(min(LONGEST_WAIT, LEASE * 2 ** min(tries - TRIES, 10))))
            return give_up(record_id, None)
        return _assess(record_id, told)
    except (KeyGone, RowChanged, CannotTell) as problem:
        log.error("An arrival cannot be judged (%s): a person must look at it.", type(problem).__name__)
    except Exception as problem:  # CannotOpen too: the key store's file may only be late on this host
        if tries < TRIES or tells_nothing(problem):
            raise
        log.exception("An arrival could not be judged %d times: a person must look at it.", TRIES)
    return give_up(record_id, _judge_alone)


@transaction.atomic
def _assess(record_id: UUID, told: Told | None) -> bool:
    capsule = Capsule.objects.select_for_update(skip_locked=True).filter(pk=record_id).first()
    if capsule is None:
        return False
    record = Record.objects.get(pk=record_id)
    tip = Tip.everything.select_for_update().get(pk=record.tip_id)
    check_signed(tip)
    opened = open_capsule(capsule)
    beside = _waiting_beside(tip, record)
    settle_numbers(tip, record, opened, beside)
    words = words_of(record, opened)
    assessment = _judge_with(beside, tip, record, words, opened, told)
    keys = RecordRoot(tip.pk, record.pk, opened.root, opened.erasure)
    lacking = stood_in_for(assessment.named) if record.pk == tip.pk else frozenset()
    leaves = record.pk != tip.pk and must_leave(tip, assessment)
    _wake(tip, record, None if leaves else opened.came)
    if record.pk == tip.pk:
        keys = _settle_first(tip, capsule, opened, record, assessment, lacking)
    elif leaves:
        assessment = with_origin(assessment, tip, record, DO_NOT_TELL)
        tip, record, keys = _leave(tip, record, opened, assessment)
    elif record.kind == RecordKind.FEEDBACK:
        return keep_answer(capsule, tip, keys, assessment)
    elif tip.unit.purpose in APART:
        keys = rekey_later(tip, record, keys)
    elif words["answers"].get(HEARD) == BY_MACHINE:
        describe_heard(tip, assessment)
    was, is_first = tip.urgency, record.pk == tip.pk
    sort(tip, assessment, Turn(capsule.turn), is_first=is_first)
    _let_others_read(tip, keys, assessment, lacking, is_first=is_first)
    is_left = keep_from_named(tip, assessment.named, assessment.by_unit, is_guessed=is_guess(assessment))
    alarm(tip, assessment, was=was, is_first=is_first, is_left=is_left)
    _save_findings(tip, record, keys, assessment)
    tip.save()
    entry_of(tip, assessment, lacking).save(force_insert=True)
    capsule.delete()
    for later in beside:
        outbox.enqueue(outbox.ASSESS, later.pk)
    return True


def _leave(tip: Tip, record: Record, opened: Opened, assessment: Assessment) -> tuple[Tip, Record, RecordRoot]:
    """Make what was added a tip of its own for the unit that it goes to. Whom it names is left out of the rest too."""
    apart, moved, keys = set_apart(tip, record, opened, assessment.unit)
    describe(apart, assessment)
    keep_fingerprint(apart, assessment.fingerprint)
    leave_to_others(tip, assessment.named, assessment.by_unit)
    return apart, moved, keys


def _wake(tip: Tip, record: Record, came: Collection[Came] | None) -> None:
    if came is not None:
        wake(tip, record, came)


def _judge(tip: Tip, record: Record, words: dict[str, Any], opened: Opened, told: Told | None = None) -> Assessment:
    """Run the steps. The line's test of itself goes through them too, but stays with reception and alerts nobody."""
    in_danger = Came.IN_DANGER in (opened.came or ())
    text = tip_text(tip, record, words, known_here(), in_danger=in_danger)
    is_told = told is not None and replace(text, earlier=told.text.earlier) == told.text
    assessment = told.assessment if told and is_told else run(text)
    return replace(assessment, findings=(), in_answers={}, named=frozenset()) if tip.self_test else assessment


def _judge_with(
    beside: list[Capsule], tip: Tip, record: Record, words: dict[str, Any], opened: Opened, told: Told | None
) -> Assessment:
    """Run the steps over a record's words and those that wait beside them. Raises CannotTell."""
    text = "\n".join([words["text"], *_words_beside(tip, beside)])
    assessment = _judge(tip, record, words | {"text": text}, opened, told)
    if record.pk != tip.pk and assessment.cannot_tell and not assessment.conflict_of_interest:
        raise CannotTell
    return of_its_own_words(assessment, words["text"]) if beside else assessment


def _judge_alone(tip: Tip, record: Record, opened: Opened) -> Assessment:
    return _judge(tip, record, words_of(record, opened), opened)


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


def _words_beside(tip: Tip, beside: list[Capsule]) -> Iterator[str]:
    """Yield what was added within the quiet window. What does not open is reported when its own turn comes."""
    for capsule in beside:
        try:
            yield words_of(capsule.record, open_capsule(capsule))["text"]
        except (CannotOpen, KeyGone):
            continue


def _save_findings(tip: Tip, record: Record, keys: RecordRoot, assessment: Assessment) -> None:
    shown = for_their_units([(assessment, tip)])[0]
    record.findings = keys.seal_part(json.dumps(shown.to_dict()).encode(), "findings")
    record.save(update_fields=["findings"])
    if record.pk == tip.pk:
        tell_of_closed([(shown, tip)])


def _settle_first(
    tip: Tip, capsule: Capsule, opened: Opened, record: Record, assessment: Assessment, lacking: Collection[UUID]
) -> RecordRoot:
    """What only a tip's first arrival brings: its category, its unit, its mailbox and its fingerprint."""
    keys = RecordRoot(tip.pk, record.pk, opened.root, opened.erasure)
    if assessment.conflict_of_interest:
        keys = rekey_first(tip, record, keys)
        stand_anew(tip)
    describe(tip, assessment)
    _route(tip, keys.root, assessment, lacking)
    save_mailbox(tip, capsule, opened.receipt)
    keep_fingerprint(tip, assessment.fingerprint)
    return keys


def _route(tip: Tip, d: bytes, assessment: Assessment, lacking: Collection[UUID]) -> None:
    """Wrap D for the routed unit instead of reception."""
    unit = unit_of(assessment, lacking)
    if moves(tip, unit, assessment):
        wrap_for(tip, unit, d)
        move(tip, unit)


def _let_others_read(
    tip: Tip, keys: RecordRoot, assessment: Assessment, lacking: Collection[UUID], *, is_first: bool
) -> None:
    """Give D to the duty unit where there is danger, and to a unit in whose place another works.

    Of what is added, the duty unit gets the key of these words alone: nobody else here has D.
    """
    if is_first:
        made: tuple[Model | None, ...] = (
            duty_key(tip, keys.root),
            key_of_the_lacking(tip, assessment, keys.root, lacking),
        )
    else:
        made = (key_of_added(tip, keys),)
    for key in made:
        if key:
            key.save(force_insert=True)
