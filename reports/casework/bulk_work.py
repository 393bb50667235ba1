"""What the worker does of one act on many tips: a slice at a time, each tip in a transaction of its own.

A worker that dies leaves rows that say what is done; whoever takes it up goes on with the others.
"""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from reports import audit, outbox
from reports.casework.bulk import RUNNING, WORK, refusals
from reports.casework.claim import claim_tip
from reports.casework.handing_over import hand_over
from reports.casework.macros import do_without_key
from reports.casework.setting import ask_again_on, set_category
from reports.casework.status import close_tip
from reports.changing import StaleTip
from reports.clock import latest
from reports.keyring import NotYours, require_member
from reports.models import Bulk, BulkAct, BulkState, BulkStep, BulkStepState, Officer, Status, Tip
from reports.models.due import due

SLICE = 50
_KEPT = ("status", "outcome", "assigned_to_id", "category", "waits_for_us", "left_behind", "rests_since", "erase_on")
_FIELDS = {field.attname: field for field in Tip._meta.concrete_fields}
_Verb = Callable[[Tip, Bulk], object]
_VERBS: dict[BulkAct, _Verb] = {
    BulkAct.CLAIM: lambda tip, bulk: claim_tip(tip=tip, by=bulk.officer, version=tip.version),
    BulkAct.GIVE: lambda tip, bulk: hand_over(tip=tip, to=UUID(bulk.value), by=bulk.officer, version=tip.version),
    BulkAct.CLOSE: lambda tip, bulk: close_tip(tip=tip, reason=bulk.value, by=bulk.officer, version=tip.version),
    BulkAct.CATEGORY: lambda tip, bulk: set_category(
        tip=tip, category=bulk.value, by=bulk.officer, version=tip.version
    ),
    BulkAct.MACRO: lambda tip, bulk: (
        bulk.macro and do_without_key(macro=bulk.macro, tip=tip, by=bulk.officer, version=tip.version)
    ),
    BulkAct.ASK_AGAIN: lambda tip, bulk: ask_again_on(
        tip=tip, day=date.fromisoformat(bulk.value), by=bulk.officer, version=tip.version
    ),
}


def work(bulk_id: UUID) -> None:
    """Go on with an act, or with undoing it. Safe to call at any time, and by several workers at once."""
    bulk = Bulk.objects.filter(pk=bulk_id, state__in=RUNNING).first()
    if bulk is None:
        return
    bulk.officer = Officer.objects.only("pk").get(pk=bulk.officer_id)  # the worker reads no key of an officer
    is_undoing = bulk.state == BulkState.UNDOING
    left = BulkStepState.DONE if is_undoing else BulkStepState.WAITING
    for step_id in list(bulk.steps.filter(state=left).order_by("id").values_list("pk", flat=True)[:SLICE]):
        (_put_back if is_undoing else _do)(step_id, bulk)
    if bulk.steps.filter(state=left).exists():
        outbox.enqueue(WORK, bulk.pk)
        return
    over = BulkState.UNDONE if is_undoing else BulkState.DONE
    Bulk.objects.filter(pk=bulk.pk, state=bulk.state).update(state=over, at=timezone.now())


@transaction.atomic
def _do(step_id: UUID, bulk: Bulk) -> None:
    step = BulkStep.objects.select_for_update(skip_locked=True).filter(pk=step_id, state=BulkStepState.WAITING).first()
    if step is None:
        return
    step.tip = tip = Tip.objects.select_for_update().get(pk=step.tip_id)
    step.why = refusals([step], bulk)[step.pk]
    if not step.why:
        try:
            with transaction.atomic():
                _VERBS[BulkAct(bulk.act)](tip, bulk)
        except (StaleTip, NotYours):
            step.why = "stale"
    step.state = BulkStepState.REFUSED if step.why else BulkStepState.DONE
    if not step.why:
        changed = Tip.objects.get(pk=tip.pk)
        step.before, step.after = _difference(tip, changed), changed.version
    step.save()


@transaction.atomic
def _put_back(step_id: UUID, bulk: Bulk) -> None:
    step = BulkStep.objects.select_for_update(skip_locked=True).filter(pk=step_id, state=BulkStepState.DONE).first()
    if step is None:
        return
    tip = Tip.objects.select_for_update().get(pk=step.tip_id)
    step.state = BulkStepState.UNDONE if tip.version == step.after and _may(tip, bulk) else BulkStepState.TOUCHED
    if step.state == BulkStepState.UNDONE:
        _restore(tip, step.before)
        audit.enter("tip.put_back", by=bulk.officer, tip=tip.pk, unit=tip.unit_id)
    step.save(update_fields=["state"])


def _may(tip: Tip, bulk: Bulk) -> bool:
    try:
        require_member(tip, bulk.officer)
    except NotYours:
        return False
    return True


def _difference(before: Tip, after: Tip) -> dict[str, Any]:
    """Return the fields that changed, as they were.

    That it was once taken on stays counted among the unit's numbers, which belong to no tip.
    By when a new tip had to be taken on is counted from its arrival, whose hour goes when a tip is closed: it is left
    out here, and counted again.
    """
    was: dict[str, Any] = {}
    for name in _KEPT:
        value = getattr(before, name)
        if value != getattr(after, name):
            was[name] = value if value is None or isinstance(value, bool) else str(value)
    if before.status != Status.NEW and before.due_at != after.due_at:
        was["due_at"] = before.due_at.isoformat() if before.due_at else None
    return was


def _restore(tip: Tip, was: dict[str, Any]) -> None:
    for name in _KEPT:
        if name in was:
            setattr(tip, name, _FIELDS[name].to_python(was[name]))
    if "due_at" in was:
        tip.due_at = parse_datetime(was["due_at"]) if was["due_at"] else None
    elif "status" in was:
        tip.due_at = due(tip, latest(tip.arrived_hour))
    tip.version += 1
    tip.save()
