"""One act on many tips: chosen, shown beforehand, done by the worker in steps, and undone within a day.

Each tip is changed by the same verb as on its own page, and as the officer saw it: what refuses an act there refuses it
here. Only acts that need no key are done so: the worker holds none (docs/decisions).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from reports import audit, outbox
from reports.casework.handing_over import takers
from reports.casework.setting import BadDay, check_day
from reports.changing import moved_on
from reports.clock import in_seconds
from reports.keyring import belongs
from reports.models import (
    Alert,
    Bulk,
    BulkAct,
    BulkState,
    BulkStep,
    BulkStepState,
    Category,
    CloseReason,
    Macro,
    Officer,
    Reading,
    Recusal,
    Status,
    Tip,
    TriageState,
)

WORK = "reports.casework.work"
MOST = 2_000
UNDO = timedelta(hours=24)
SIMPLE = frozenset({BulkAct.CLAIM})  # these need nothing more to be said
RUNNING = (BulkState.DOING, BulkState.UNDOING)


class NothingChosen(Exception):
    """No tip, or no such act."""


class BadValue(Exception):
    """The act cannot be done with that."""


class TooLate(Exception):
    """It is under way, undone, or older than a day."""


@transaction.atomic
def choose(tips: Iterable[tuple[UUID, int]], *, act: str, by: Officer) -> Bulk:
    """Keep what an officer chose, each tip with the version that was seen. Raises NothingChosen."""
    versions = dict(list(tips)[:MOST])
    there = Tip.objects.in_bulk(versions)
    if not there or act not in BulkAct.values:
        raise NothingChosen
    bulk = Bulk.objects.create(officer=by, act=act, at=timezone.now())
    steps = [BulkStep(bulk=bulk, tip=there[tip], version=version) for tip, version in versions.items() if tip in there]
    for step in steps:
        step.before = {} if moved_on(step.tip, step.version, _ENTERED[BulkAct(act)]) else _decides(step.tip)
    BulkStep.objects.bulk_create(steps)
    if act in SIMPLE:
        look_ahead(bulk, "")
    return bulk


@transaction.atomic
def look_ahead(bulk: Bulk, value: str) -> None:
    """Say what the act is done with, and find out which tips it would be refused for. Raises BadValue, TooLate."""
    if bulk.state != BulkState.CHOSEN:
        raise TooLate
    _check_value(bulk.act, value)
    bulk.value = value
    bulk.__dict__.pop("macro", None)
    bulk.save(update_fields=["value"])
    steps, unread = list(bulk.steps.select_related("tip")), unread_of(bulk)
    found, by_why = refusals(steps, bulk), defaultdict[str, list[UUID]](list)
    for step in steps:
        may_not = step.tip_id in unread and not step.tip.looks_junk
        by_why[found[step.pk] or ("unread" if may_not else "")].append(step.pk)
    for why, these in by_why.items():
        bulk.steps.filter(pk__in=these).update(why=why, state=BulkStepState.REFUSED if why else BulkStepState.WAITING)


def unread_of(bulk: Bulk) -> frozenset[UUID]:
    """Return the tips that would be closed though nobody has read all that they tell.

    One to which something comes later is no longer as the officer saw it, and the worker leaves it alone.
    """
    if not bulk.closes:
        return frozenset()
    whole = Reading.objects.filter(tip=OuterRef("tip"), arrivals__gte=OuterRef("tip__arrivals"))
    return frozenset(bulk.steps.filter(~Exists(whole)).values_list("tip_id", flat=True))


def refusals(steps: Collection[BulkStep], bulk: Bulk) -> dict[UUID, str]:
    """Return, by its id, why the act cannot be done to each step's tip as it stands now; "" if it can."""
    tips = [step.tip for step in steps]
    theirs, ringing = _open_to(bulk.officer, tips), _ringing(tips) if bulk.closes else frozenset()
    return {step.pk: _refusal(step, bulk, theirs, ringing) for step in steps}


def _refusal(step: BulkStep, bulk: Bulk, theirs: Collection[UUID], ringing: Collection[UUID]) -> str:
    if step.tip_id not in theirs:
        return "not_yours"
    if step.before != _decides(step.tip):
        return "stale"
    return _REFUSALS[BulkAct(bulk.act)](step.tip, bulk) or ("alert" if step.tip_id in ringing else "")


def _open_to(officer: Officer, tips: Iterable[Tip]) -> frozenset[UUID]:
    """Return those of these tips on which an officer may act."""
    units = {unit for unit in {tip.unit_id for tip in tips} if belongs(officer, unit)}
    gone = set(Recusal.objects.filter(officer=officer).values_list("tip_id", flat=True))
    return frozenset(tip.pk for tip in tips if tip.unit_id in units and tip.pk not in gone)


def _ringing(tips: Iterable[Tip]) -> frozenset[UUID]:
    """Return those of these tips whose alert runs, or that of a tip which they lead."""
    ids = [tip.pk for tip in tips]
    rings = Alert.objects.filter(Q(tip__in=ids) | Q(tip__merge__into__in=ids), due_at__isnull=False)
    return frozenset(pk for pair in rings.values_list("tip_id", "tip__merge__into") for pk in pair if pk)


@transaction.atomic
def begin(bulk: Bulk) -> None:
    """Let the worker do it. Raises TooLate."""
    held = Bulk.objects.select_for_update().get(pk=bulk.pk)
    if held.state != BulkState.CHOSEN or not (held.value or held.act in SIMPLE):
        raise TooLate
    held.state, held.at = BulkState.DOING, timezone.now()
    held.save(update_fields=["state", "at"])
    waiting = held.steps.filter(state=BulkStepState.WAITING).count()
    audit.enter("bulk.begun", by=held.officer, kind=held.act, tips=waiting)
    outbox.enqueue(WORK, held.pk)


@transaction.atomic
def undo(bulk: Bulk) -> None:
    """Let the worker put back what it changed, where nobody has touched a tip since. Raises TooLate."""
    held = Bulk.objects.select_for_update().get(pk=bulk.pk)
    if held.state != BulkState.DONE or timezone.now() > held.at + UNDO:
        raise TooLate
    held.state = BulkState.UNDOING
    held.save(update_fields=["state"])
    audit.enter("bulk.undone", by=held.officer, kind=held.act)
    outbox.enqueue(WORK, held.pk)


def counts(bulk: Bulk) -> Mapping[str, int]:
    """Return how many tips of it are in each state."""
    rows = bulk.steps.order_by().values_list("state").annotate(Count("pk"))
    return dict.fromkeys(BulkStepState.values, 0) | dict(rows)


def forget_bulks() -> None:
    """Delete what can be undone no more, and what was chosen and not begun."""
    Bulk.objects.exclude(state__in=RUNNING).filter(at__lt=timezone.now() - UNDO).delete()


def take_up() -> None:
    """Go on with what a worker left behind."""
    late = Bulk.objects.filter(state__in=RUNNING, at__lt=in_seconds(-20))
    for bulk_id in late.values_list("pk", flat=True):
        outbox.enqueue(WORK, bulk_id)


def _decides(tip: Tip) -> dict[str, str]:
    """Return what of a tip's row an act may decide upon: a note, a link or a mask changes none of it.

    The worker compares this, for it cannot read in the trail which acts made the versions since. By when a new tip is
    due tells the hour of its arrival, which is kept nowhere else once the tip is closed: that stays out.
    """
    beside = _BESIDE_THE_POINT | ({"due_at"} if tip.status == Status.NEW else set())
    return {name: str(getattr(tip, name)) for name in _ALL if name not in beside}


def _check_value(act: str, value: str) -> None:
    try:
        if act == BulkAct.ASK_AGAIN:
            check_day(date.fromisoformat(value))
        elif act == BulkAct.GIVE:
            Officer.objects.get(pk=UUID(value), is_active=True)
        elif act == BulkAct.MACRO:
            if Macro.objects.get(pk=UUID(value)).needs_key:
                raise BadValue
        elif act in _WORDS and value not in _WORDS[BulkAct(act)]:
            raise BadValue
    except (ValueError, BadDay, Officer.DoesNotExist, Macro.DoesNotExist):
        raise BadValue from None


def _claim(tip: Tip, bulk: Bulk) -> str:
    if tip.status == Status.CLOSED:
        return "closed"
    if tip.assigned_to_id == bulk.officer_id:
        return "nothing"
    return "taken" if tip.assigned_to_id else ""


def _give(tip: Tip, bulk: Bulk) -> str:
    if tip.status == Status.CLOSED:
        return "closed"
    if tip.assigned_to_id not in (None, bulk.officer_id):
        return "taken"
    return "" if takers(tip).filter(pk=UUID(bulk.value)).exists() else "colleague"


def _close(tip: Tip, bulk: Bulk) -> str:
    if tip.status == Status.CLOSED:
        return "closed"
    return "untriaged" if tip.triage == TriageState.WAITING else ""


def _macro(tip: Tip, bulk: Bulk) -> str:
    macro = bulk.macro
    if macro is None or macro.unit_id != tip.unit_id:
        return "other_macro"
    if macro.outcome and (why := _close(tip, bulk)):
        return why
    why = _claim(tip, bulk) if macro.takes_on else "nothing"
    if why != "nothing":
        return why
    return "" if macro.outcome or (macro.category and macro.category != tip.category) else "nothing"


_ALL = tuple(field.attname for field in Tip._meta.concrete_fields)
_BESIDE_THE_POINT = frozenset({"version", "has_news", "arrived_hour", "public_key", "mailbox_key", "row_mac"})
_ENTERED = {  # as which act each stands in the trail
    BulkAct.CLAIM: "tip.claimed",
    BulkAct.GIVE: "tip.handed_over",
    BulkAct.CLOSE: "tip.closed",
    BulkAct.CATEGORY: "tip.category_set",
    BulkAct.ASK_AGAIN: "tip.ask_again_set",
    BulkAct.MACRO: "",  # several, each by itself
}
_WORDS = {BulkAct.CLOSE: CloseReason.values, BulkAct.CATEGORY: Category.values}
_REFUSALS: dict[BulkAct, Callable[[Tip, Bulk], str]] = {
    BulkAct.CLAIM: _claim,
    BulkAct.GIVE: _give,
    BulkAct.CLOSE: _close,
    BulkAct.CATEGORY: lambda tip, bulk: "nothing" if tip.category == bulk.value else "",
    BulkAct.MACRO: _macro,
    BulkAct.ASK_AGAIN: lambda tip, bulk: "" if tip.status == Status.WAITING else "not_waiting",
}
