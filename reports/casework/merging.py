"""Working on several tips as on one: one leads, the others leave the open lists and point to it.

What the tipsters of the others write later wakes the one that leads (reports.triage.waking). Nothing of a tip is moved
or copied: each keeps its own words, keys and mailbox, so all can be put back.
"""

from contextlib import ExitStack
from functools import partial

from django.db import transaction

from reports import audit
from reports.called_in import call_in_if_it_opens
from reports.casework.status import closed_to_the_day, require_judged, stands_alone
from reports.changing import changing
from reports.keyring import KeyRing
from reports.models import AuditEntry, CloseReason, Merge, Officer, Recusal, Status, Tip, Urgency
from reports.signed_people import members_of
from reports.wall import whole_house


class CannotMerge(Exception):
    """The two are one tip or of different units, or one of them is closed or merged or leads others."""


class NotReadAlike(CannotMerge):
    """A colleague of the unit may read one of them and not the other: merged, each page would tell of the other."""


class NotMerged(Exception):
    """The tip is in no other."""


@transaction.atomic
def merge_tip(*, tip: Tip, into: Tip, ring: KeyRing, version: int, leads_version: int) -> Tip:
    """Let `into` lead `tip`; return it. Urgency and waiting words go along.

    Where the one that leads becomes immediate, the duty unit can open it from then on: it may be called to either.
    Undoing takes the urgency back only where it can have no other reason by then.
    Raises CannotMerge, NotReadAlike, NotJudged, NotYours, StaleTip.
    """
    if tip.pk == into.pk or Merge.objects.filter(tip=tip).exists():
        raise CannotMerge
    by = ring.officer
    acts = {
        tip.pk: partial(changing, tip, act="tip.merged", by=by, version=version, other=into.reference),
        into.pk: partial(
            changing, into, act="tip.leads", by=by, version=leads_version, other=tip.reference, arrivals=into.arrivals
        ),
    }
    with ExitStack() as held:
        # By id, so that two officers who merge the same two do not wait for each other.
        rows = {tip_id: held.enter_context(acts[tip_id]()) for tip_id in sorted(acts)}
        merged, leading = rows[tip.pk], rows[into.pk]
        _check(merged, leading)
        for one in (merged, leading):
            require_judged(one)
        Merge.objects.create(tip=merged, into=leading, status=merged.status, officer=by)
        was, leading.urgency = leading.urgency, min(leading.urgency, merged.urgency)
        leading.waits_for_us = leading.waits_for_us or merged.waits_for_us
        leading.has_news = leading.has_news or merged.has_news
        merged.status, merged.outcome = Status.CLOSED, CloseReason.DUPLICATE
        closed_to_the_day(merged)
        if leading.urgency == Urgency.IMMEDIATE != was:
            call_in_if_it_opens(leading, ring)
    return leading


@whole_house()  # the one that leads may have gone to another unit
def undo_merge(*, tip: Tip, by: Officer, version: int) -> Tip:
    """Put a merged tip back as it was, but for the hour of its arrival. Raises NotMerged, NotYours, StaleTip.

    So is the urgency of the one that leads, where nothing but the merge can have raised it and `by` may act on it.
    """
    leads = Tip.objects.filter(led__tip=tip, unit=tip.unit_id).first()
    told = {"other": leads.reference} if leads else {}
    with changing(tip, act="tip.unmerged", by=by, version=version, **told) as changed:
        merge = Merge.objects.select_related("into").filter(tip=changed).first()
        if merge is None:
            raise NotMerged
        if changed.status == Status.CLOSED:
            changed.status, changed.outcome = merge.status, ""
        stands_alone(changed)
        was = _urgency_before(merge.into, changed)
        is_another_s = merge.into.unit_id != changed.unit_id or merge.into.recusals.filter(officer=by).exists()
        if was is None or is_another_s:
            audit.enter("tip.leads_no_more", by=by, tip=merge.into_id, unit=merge.into.unit_id, other=changed.reference)
        else:
            with changing(
                merge.into, act="tip.leads_no_more", by=by, version=merge.into.version, other=changed.reference
            ) as leading:
                leading.urgency = was
    return changed


def _urgency_before(leading: Tip, merged: Tip) -> int | None:
    """Return the urgency that the leading tip had before this merge raised it; None where it has another reason by now:
    new words, a correction, a further merge.
    """
    acts = AuditEntry.objects.filter(tip_id=leading.pk).order_by("-at")
    entry = acts.filter(act="tip.leads", detail__other=merged.reference).first()
    told = entry.detail if entry else {}
    if not entry or told.get("urgency") != leading.urgency or told.get("arrivals") != leading.arrivals:
        return None
    since = acts.filter(at__gt=entry.at, act__in=("tip.corrected", "tip.leads"))
    return None if since.exists() else int(told["urgency_was"])


def _check(merged: Tip, leading: Tip) -> None:
    tied = Merge.objects.filter(tip__in=[merged, leading]).exists() or Merge.objects.filter(into=merged).exists()
    if tied or merged.unit_id != leading.unit_id or Status.CLOSED in (merged.status, leading.status):
        raise CannotMerge
    rows = Recusal.objects.filter(tip__in=[merged, leading], officer__in=members_of([merged.unit_id]))
    kept = set(rows.values_list("tip", "officer"))
    if {who for tip, who in kept if tip == merged.pk} != {who for tip, who in kept if tip == leading.pk}:
        raise NotReadAlike
