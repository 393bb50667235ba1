"""Somebody is told of overdue tips: who works on them, and in time who leads the unit. Without mail or words.

Each is told once, until the tip is overdue no more or its clock begins anew; who is told sees it at the queue and under
the own name.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from reports import audit
from reports.clock import this_hour
from reports.models import Chase, Membership, Recusal, Tip, Urgency
from reports.models.tip import OPEN_WORK, TipQuerySet
from reports.signed_people import believed, members_of

AT_ONCE = 500
# How long a tip is overdue before its unit's head is told too; one that nobody works on is told at once.
HEAD_AFTER = {Urgency.IMMEDIATE: timedelta(0), Urgency.TODAY: timedelta(days=1), Urgency.ROUTINE: timedelta(days=3)}


def chase_overdue() -> None:
    """Tell of what is overdue and was not told yet, and forget what is overdue no more. Safe to run at any time."""
    still = Q(tip__due_at=F("due_at"), tip__unit=F("unit"), tip__status__in=OPEN_WORK)
    standing = Chase.objects.filter(still, Q(to_head=True) | Q(tip__assigned_to=F("officer")))
    Chase.objects.exclude(pk__in=standing.values("pk")).delete()
    late = Tip.objects.open_work().filter(due_at__lte=this_hour())
    told = Chase.objects.filter(tip=OuterRef("pk"), to_head=False, officer=OuterRef("assigned_to"))
    for tip in late.filter(~Exists(told), assigned_to__isnull=False).order_by("due_at", "id")[:AT_ONCE]:
        if tip.assigned_to_id:
            _tell(tip, [tip.assigned_to_id], to_head=False)
    _tell_heads(late)


def _tell_heads(late: TipQuerySet) -> None:
    long_enough = Q(assigned_to=None)
    for urgency, wait in HEAD_AFTER.items():
        long_enough |= Q(urgency=urgency, due_at__lte=this_hour() - wait)
    waiting = late.filter(long_enough, ~Exists(Chase.objects.filter(tip=OuterRef("pk"), to_head=True)))
    units = waiting.order_by().values_list("unit", flat=True).distinct()
    members = {unit: members_of([unit]) for unit in units}
    heads = {unit: _heads(unit) & officers for unit, officers in members.items()}
    gone: dict[UUID, set[UUID]] = {}
    for recusal in Recusal.objects.filter(tip__in=waiting):
        gone.setdefault(recusal.tip_id, set()).add(recusal.officer_id)
    led = waiting.filter(unit__in=[unit for unit, officers in members.items() if officers])
    for tip in led.exclude(pk__in=_left_by_all(gone, members)).order_by("due_at", "id")[:AT_ONCE]:
        left = gone.get(tip.pk, set())
        _tell(tip, heads[tip.unit_id] - left or members[tip.unit_id] - left, to_head=True)


def _left_by_all(gone: Mapping[UUID, set[UUID]], members: Mapping[UUID, set[UUID]]) -> list[UUID]:
    """Return the tips from which all members stepped back: nobody can be told, and they stand in the way of others."""
    units = Tip.objects.filter(pk__in=gone).values_list("pk", "unit")
    return [tip for tip, unit in units if members.get(unit, set()) <= gone[tip]]


def _heads(unit: UUID) -> set[UUID]:
    return {row.officer_id for row in believed(Membership.objects.places().filter(unit=unit, is_head=True))}


@transaction.atomic
def _tell(tip: Tip, officers: Iterable[UUID], *, to_head: bool) -> None:
    """Tell these officers, if the tip still stands as it was found."""
    now = Tip.objects.select_for_update().filter(pk=tip.pk).first()
    if now is None or now.due_at is None:
        return
    if (now.due_at, now.assigned_to_id, now.unit_id) != (tip.due_at, tip.assigned_to_id, tip.unit_id):
        return
    if Chase.objects.filter(tip=now, to_head=to_head).exists():
        return
    for officer in officers:
        Chase.objects.create(tip=now, unit_id=now.unit_id, officer_id=officer, to_head=to_head, due_at=now.due_at)
        audit.enter("tip.chased", by=audit.WORKER, tip=now.pk, unit=now.unit_id, officer=str(officer))
