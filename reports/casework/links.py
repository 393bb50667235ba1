"""Linking tips that tell of the same thing, and opening a closed one again because another tip speaks of it.

A link says that two tips share a person or a boat, never which. Tips of different units may be linked by an officer of
both; who may read only one of them is not told of the other. What is about the police is linked inside its unit alone.
"""

from django.db import transaction

from reports import audit
from reports.called_in import call_in_if_it_opens
from reports.casework.status import stands_alone
from reports.changing import changing
from reports.keyring import KeyRing, require_member
from reports.models import Link, LinkKind, Officer, Status, Tip
from reports.models.choices import APART
from reports.models.tip import reference


class CannotLink(Exception):
    """These two tips cannot be linked so: they are one tip, or what is about the police would be told outside."""


class NotClosed(Exception):
    """Only a closed tip is opened again."""


def link_tips(*, tip: Tip, other: Tip, kind: str, by: Officer, version: int) -> None:
    """Link two tips. Linking them twice changes nothing. Raises CannotLink, NotYours, StaleTip."""
    if kind not in LinkKind.values or not _may_know(tip, other):
        raise CannotLink
    with changing(tip, act="tip.linked", by=by, version=version, **_told(tip, other, kind)):
        _link(tip, other, kind, by)


def unlink_tips(*, tip: Tip, other: Tip, kind: str, by: Officer, version: int) -> None:
    """Take a link away. Raises NotYours, StaleTip."""
    with changing(tip, act="tip.unlinked", by=by, version=version, **_told(tip, other, kind)):
        require_member(other, by)
        first, second = sorted((tip.pk, other.pk))
        if Link.objects.filter(first=first, second=second, kind=kind).delete()[0]:
            audit.enter("tip.unlinked", by=by, tip=other.pk, unit=other.unit_id, **_told(other, tip, kind))


@transaction.atomic
def look_again(*, tip: Tip, because_of: Tip, ring: KeyRing, version: int) -> Tip:
    """Open a closed tip again, since another tells of the same matter, and link them. `version` is that of `tip`.

    What is immediate the duty unit can open from then on.

    Raises CannotLink, NotClosed, NotYours, StaleTip.
    """
    if not _may_know(tip, because_of):
        raise CannotLink
    told = _told(tip, because_of, LinkKind.INCIDENT) | {"outcome_was": tip.outcome}
    with changing(tip, act="tip.looked_at_again", by=ring.officer, version=version, **told) as changed:
        if changed.status != Status.CLOSED:
            raise NotClosed
        stands_alone(changed)
        changed.status, changed.outcome = Status.OPEN if changed.assigned_to_id else Status.NEW, ""
        call_in_if_it_opens(changed, ring)
        _link(tip, because_of, LinkKind.INCIDENT, ring.officer)
    return changed


def leave_closed(*, tip: Tip, by: Officer, version: int) -> Tip:
    """Let a closed tip rest: the one that may tell of the same brings nothing new. Raises NotYours, StaleTip."""
    told = {"other": reference(tip.again_because)} if tip.again_because else {}
    with changing(tip, act="tip.left_closed", by=by, version=version, **told) as changed:
        changed.again_because = None
    return changed


def _may_know(tip: Tip, other: Tip) -> bool:
    if tip.pk == other.pk:
        return False
    return tip.unit_id == other.unit_id or not {tip.unit.purpose, other.unit.purpose}.intersection(APART)


def _link(tip: Tip, other: Tip, kind: str, by: Officer) -> None:
    require_member(other, by)
    first, second = sorted((tip, other), key=lambda one: one.pk)
    if Link.objects.get_or_create(first=first, second=second, kind=kind, defaults={"officer": by})[1]:
        audit.enter("tip.linked", by=by, tip=other.pk, unit=other.unit_id, **_told(other, tip, kind))


def _told(tip: Tip, other: Tip, kind: str) -> dict[str, str]:
    """What the trail of `tip` says: the other's reference only to those who may read both."""
    return {"kind": kind} | ({"other": other.reference} if tip.unit_id == other.unit_id else {})
