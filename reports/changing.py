"""Changing a tip's row at the desk: under a lock, and only from the version the officer saw."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db import transaction

from reports import audit
from reports.alarm import call_for_who_left
from reports.clock import is_day_alone
from reports.keyring import require_member
from reports.models import AuditEntry, Officer, Status, Tip
from reports.models.due import due, due_no_later
from reports.retention import closed_today, opened_again
from reports.wall import whole_house

_FINDINGS = frozenset({
    "finding.masked", "finding.unmasked", "finding.corrected", "finding.added", "finding.put_back",
})  # fmt: skip
KEEPS_WAITING = _FINDINGS | frozenset({  # acts after which the tipster waits on
    "tip.claimed", "tip.released", "note.added", "tip.linked", "tip.unlinked", "tip.merged", "tip.unmerged",
    "tip.leads", "case.joined", "case.left", "hold.asked", "hold.lift_asked", "tip.left_behind", "tip.officer_left",
    "tip.handed_over", "tip.category_set", "tip.ask_again_set",
    "tip.left_closed", "tip.leads_no_more", "tip.split", "outcome.struck", "tip.unshared",
})  # fmt: skip
_BESIDE = frozenset({"note.added", "tip.linked", "tip.unlinked", "case.joined", "case.left", "tip.split"})
_OF_OWNERS = frozenset({"tip.claimed", "tip.released", "tip.handed_over"})
_TELL_VERSION = _BESIDE | _FINDINGS | _OF_OWNERS  # in the trail: which version they made, for `_still_true`
_JUDGED = ("category", "urgency", "language", "looks_junk")  # what the trail keeps of a change, old and new


class StaleTip(Exception):
    """Somebody changed the tip since the officer's page was made."""


@contextmanager
def changing(tip: Tip, *, act: str, by: Officer | str, version: int | None, **detail: str | int) -> Iterator[Tip]:
    """Lock the tip, yield it to be changed, then save it with the next version and its audit entry.

    `version` is None for who saw no page. What a colleague did meanwhile refuses an act only where it changed what that
    act decides upon: a note, a link or a mask stands in nobody's way, and who works on the tip not in a question's.
    `detail` goes into the audit entry and holds no content; the old and the new value of what the tip was judged to be
    go there too. `by` is a word where no officer acts.
    Raises NotYours, StaleTip.
    """
    with held_as_seen(tip, act=act, by=by, version=version) as locked:
        before, unit, judged = locked.status, locked.unit_id, _judged(locked)
        yield locked
        if locked.status != before:
            # What another unit has worked on until now is given its whole time in the new one.
            locked.due_at = due(locked, _known_arrival(locked) if locked.unit_id == unit else None)
            (closed_today if locked.status == Status.CLOSED else opened_again)(locked)
        elif locked.status == Status.NEW and locked.urgency != judged["urgency"]:
            is_raised = locked.urgency < int(judged["urgency"])
            locked.due_at = due_no_later(locked) if is_raised else due(locked, _known_arrival(locked))
        locked.waits_for_us = locked.waits_for_us and act in KEEPS_WAITING
        locked.left_behind = locked.left_behind and locked.assigned_to_id is None and locked.status != Status.CLOSED
        locked.version += 1
        locked.save()
        detail |= _changes(judged, _judged(locked)) | ({"version": locked.version} if act in _TELL_VERSION else {})
        audit.enter(act, by=by, tip=locked.pk, unit=locked.unit_id, **detail)


def _known_arrival(tip: Tip) -> datetime | None:
    """Return the hour from which a new tip's time counts; None where it is not, or the day alone is known."""
    return tip.arrived_hour if tip.status == Status.NEW and not is_day_alone(tip.arrived_hour) else None


@contextmanager
def held_as_seen(tip: Tip, *, act: str, by: Officer | str, version: int | None) -> Iterator[Tip]:
    """Lock a tip for an act that leaves its row as it is, and refuse it where `changing` would.

    Raises NotYours, StaleTip.
    """
    with transaction.atomic():
        locked = Tip.objects.select_for_update().get(pk=tip.pk)
        if isinstance(by, Officer):
            require_member(locked, by)
        if version is not None and moved_on(locked, version, act):
            raise StaleTip
        yield locked


@whole_house()  # what he works on may lie with units that who says so is no member of
@transaction.atomic  # lest his tips went, and a call that failed were not tried again
def give_back(officer: Officer, *, why: str, act: str = "tip.left_behind", unit: UUID | None = None) -> list[UUID]:
    """Give what an officer works on back to its units, with a mark; return the unit of each tip that went.

    Others are called for all to whose danger he saw, whoever works on it. `unit`: of this one alone.
    """
    held = Tip.objects.filter(assigned_to=officer, status__in=[Status.OPEN, Status.WAITING])
    held = held.filter(unit=unit) if unit else held
    given = [tip.unit_id for tip in held.order_by("id") if _give_back(tip, officer, act, why)]
    call_for_who_left(officer, unit=unit)
    return given


class _NotHis(Exception):
    """Somebody else has changed it meanwhile."""


def _give_back(tip: Tip, officer: Officer, act: str, why: str) -> bool:
    told = {"officer": str(officer.pk), "why": why}
    try:
        with changing(tip, act=act, by=audit.WORKER, version=None, **told) as changed:
            if changed.assigned_to_id != officer.pk or changed.status == Status.CLOSED:
                raise _NotHis
            changed.assigned_to, changed.left_behind = None, True
            changed.status = Status.NEW if changed.status == Status.OPEN else changed.status
    except _NotHis:
        return False
    return True


def moved_on(tip: Tip, version: int, act: str) -> bool:
    """Return whether somebody changed what this act decides upon since an officer saw this version."""
    return version != tip.version and not _still_true(tip, version, act)


def _still_true(tip: Tip, version: int, act: str) -> bool:
    """Return whether each version since then was made by an act that is no reason to refuse this one.

    The same act is one: it may be this one, sent twice. So is any change of a finding where another changes one.
    """
    passed = _BESIDE | _FINDINGS | (_OF_OWNERS if act == "tipster.asked" else frozenset())
    passed -= _FINDINGS if act in _FINDINGS else {act}
    since = AuditEntry.objects.filter(tip_id=tip.pk, act__in=passed, detail__version__gt=version)
    return len(set(since.values_list("detail__version", flat=True))) == tip.version - version


def _judged(tip: Tip) -> dict[str, str | int]:
    return {name: getattr(tip, name) for name in _JUDGED}


def _changes(before: dict[str, str | int], after: dict[str, str | int]) -> dict[str, str | int]:
    changed = [name for name in _JUDGED if before[name] != after[name]]
    return {name: after[name] for name in changed} | {f"{name}_was": before[name] for name in changed}
