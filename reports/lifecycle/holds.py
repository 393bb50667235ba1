"""Legal holds: one officer asks, another confirms; only then is a tip kept past its day. Lifting takes two as well.

Who asks belongs to the unit that works on the tip; who answers, see reports.who_answers. The reason lies sealed in the
tip, and its key in a box to who answers.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from reports import audit
from reports.changing import changing
from reports.clock import today
from reports.keyring import KeyRing, NotYours, belongs
from reports.models import (
    HoldState,
    LegalHold,
    Officer,
    RecordKind,
    Recusal,
    Status,
    Tip,
    TriageState,
)
from reports.models.retention import OPEN
from reports.queries.reading import read_with_root
from reports.retention import WARNED_DAYS
from reports.sealing.envelope import seal_to
from reports.signed_row import check_signed
from reports.two_persons import is_here
from reports.wall import whole_house
from reports.who_answers import BY_WHO_MAY, answering, move_holds
from reports.writing import RecordRoot, write_record


class HoldRefused(Exception):
    """A hold cannot be asked for, answered or lifted like this; `reason` says why: one of REASONS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


REASONS = ("no_words", "not_judged", "is_open", "asked_before", "own_asking", "asker_gone", "not_asked", "not_held")


@dataclass(frozen=True, slots=True)
class WaitingHold:
    """A hold that this officer may answer, and why it was asked for; none where the words cannot be opened."""

    hold: LegalHold
    reason: str = field(repr=False)


def ask_hold(*, tip: Tip, reason: str, ring: KeyRing, version: int) -> LegalHold:
    """Ask that a tip be kept: until it is answered, at most fourteen days, it is not erased.

    Not of one that waits to be judged: it may yet go to standards, and no server process could seal the question anew.
    Raises HoldRefused, NotYours, StaleTip, RowChanged.
    """
    by = ring.officer
    if not reason.strip():
        raise HoldRefused("no_words")
    with changing(tip, act="hold.asked", by=by, version=version) as changed:
        if changed.holds.filter(state__in=OPEN).exists():
            raise HoldRefused("is_open")
        if changed.holds.filter(asked_by=by, state__in=[HoldState.REFUSED, HoldState.LAPSED]).exists():
            raise HoldRefused("asked_before")  # else one person alone could keep a tip for ever
        if changed.triage == TriageState.WAITING:
            raise HoldRefused("not_judged")
        check_signed(changed)
        unit = answering(changed, ring, at=changed.unit)
        root = RecordRoot.fresh(changed.pk)
        record = write_record(root, tip=changed, kind=RecordKind.HOLD, text=reason, by=by, at=timezone.now())
        box = seal_to(unit.public, root.root, "hold", changed.pk, root.record_id, unit.unit_id, unit.generation)
        return LegalHold.objects.create(
            tip=changed,
            record=record,
            unit_id=unit.unit_id,
            generation=unit.generation,
            box=box,
            asked_by=by,
            asked_on=today(),
        )


def confirm_hold(hold: LegalHold, *, by: Officer) -> None:
    """Keep the tip until two persons lift the hold. Raises HoldRefused, NotYours."""
    with _answering_to(hold, HoldState.ASKED, "not_asked", "hold.confirmed", by) as locked:
        if locked.asked_by_id == by.pk:
            raise HoldRefused("own_asking")
        if not is_here(locked.asked_by):
            raise HoldRefused("asker_gone")
        locked.state, locked.answered_by = HoldState.HELD, by


def refuse_hold(hold: LegalHold, *, by: Officer) -> None:
    """Do not keep it; who asked may refuse too, and so takes it back. Raises HoldRefused, NotYours."""
    with _answering_to(hold, HoldState.ASKED, "not_asked", "hold.refused", by) as locked:
        locked.state, locked.answered_by = HoldState.REFUSED, by
        if not is_here(locked.asked_by):
            _leave_time(locked)  # in which a colleague asks anew


def ask_lift(*, tip: Tip, ring: KeyRing, version: int) -> None:
    """Ask that a hold end; who answers is worked out anew. Raises HoldRefused, NotYours, StaleTip."""
    by = ring.officer
    with changing(tip, act="hold.lift_asked", by=by, version=version) as changed:
        if not changed.holds.filter(state=HoldState.HELD).update(state=HoldState.LIFTING, lift_asked_by=by):
            raise HoldRefused("not_held")
        move_holds(changed, ring, to=changed.unit)


def confirm_lift(hold: LegalHold, *, by: Officer) -> None:
    """End a hold: the tip is erased on its day again, and not before fourteen more. Raises HoldRefused, NotYours."""
    with _answering_to(hold, HoldState.LIFTING, "not_held", "hold.lifted", by) as locked:
        if locked.lift_asked_by_id == by.pk:
            raise HoldRefused("own_asking")
        if locked.lift_asked_by is None or not is_here(locked.lift_asked_by):
            raise HoldRefused("asker_gone")
        locked.state, locked.lifted_by = HoldState.LIFTED, by
        _leave_time(locked)


def refuse_lift(hold: LegalHold, *, by: Officer) -> None:
    """Let a hold go on. Raises HoldRefused, NotYours."""
    with _answering_to(hold, HoldState.LIFTING, "not_held", "hold.kept", by) as locked:
        locked.state, locked.lift_asked_by = HoldState.HELD, None


def open_hold(tip: Tip) -> LegalHold | None:
    """Return the hold on a tip that is asked for, stands, or is about to be lifted."""
    return _open_holds(Q(tip=tip)).select_related("unit").first()


def waiting_for(ring: KeyRing) -> list[WaitingHold]:
    """Return what waits for an answer by this officer, with the reasons opened; a reading that is audited."""
    mine = _open_holds(BY_WHO_MAY & Q(unit__in=ring.unit_ids, state__in=[HoldState.ASKED, HoldState.LIFTING]))
    with whole_house():  # oversight answers for tips that it cannot read
        waiting = list(mine.exclude(tip__recusals__officer=ring.officer).select_related("record"))
    for hold in waiting:
        audit.enter("hold.read", by=ring.officer, tip=hold.tip_id, unit=hold.unit_id)
    return [WaitingHold(hold, _reason(ring, hold)) for hold in waiting]


def standing_in(ring: KeyRing) -> list[LegalHold]:
    """Return the holds on tips of this officer's units, and those that these units answer for."""
    units: list[UUID] = ring.unit_ids
    mine = _open_holds(Q(tip__unit__in=units) | BY_WHO_MAY & Q(unit__in=units))
    with whole_house():  # oversight answers for tips that it cannot read
        return list(mine.exclude(tip__recusals__officer=ring.officer))


def _open_holds(which: Q) -> QuerySet[LegalHold]:
    people = ("asked_by", "answered_by", "lift_asked_by")
    return (
        LegalHold.objects.filter(which, state__in=OPEN).select_related("tip__unit", *people).order_by("asked_on", "pk")
    )


def _reason(ring: KeyRing, hold: LegalHold) -> str:
    labels = ("hold", hold.tip_id, hold.record_id, hold.unit_id, hold.generation)
    return read_with_root(ring, hold.record, hold.unit_id, hold.box, *labels)


@contextmanager
def _answering_to(hold: LegalHold, state: HoldState, reason: str, act: str, by: Officer) -> Iterator[LegalHold]:
    """Lock tip and hold, for an officer who may answer; then save and audit it."""
    with whole_house(), transaction.atomic():
        Tip.objects.select_for_update().get(pk=hold.tip_id)
        locked = LegalHold.objects.select_for_update().get(pk=hold.pk)
        is_askers = act == "hold.refused" and locked.asked_by_id == by.pk
        if not _may_answer(locked, by) and not is_askers:
            raise NotYours
        if locked.state != state:
            raise HoldRefused(reason)
        yield locked
        locked.save()
        audit.enter(act, by=by, tip=locked.tip_id, unit=locked.unit_id)


def _leave_time(hold: LegalHold) -> None:
    """Let its tip be erased no sooner than after the days for which each stands on the list."""
    soonest = today() + timedelta(days=WARNED_DAYS)
    Tip.objects.filter(pk=hold.tip_id, status=Status.CLOSED, erase_on__lt=soonest).update(erase_on=soonest)


def _may_answer(hold: LegalHold, officer: Officer) -> bool:
    """Whether this officer is of the unit that answers, which may know of the tip, and has not stepped back from it."""
    may = belongs(officer, hold.unit_id) and LegalHold.objects.filter(BY_WHO_MAY, pk=hold.pk).exists()
    return may and not Recusal.objects.filter(officer=officer, tip=hold.tip_id).exists()
