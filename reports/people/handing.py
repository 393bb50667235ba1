"""Handing a unit's key to a colleague, in the session of a member who holds it, after both compared fingerprints.

The unit's tips are looked through for his name first: what may speak of him he does not come to read. Who only comes
back, after a forgotten password or an old key's end, keeps what he could read before.
"""

from datetime import datetime
from hmac import compare_digest
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from reports import audit
from reports.clock import day_of
from reports.keyring import KeyRing, NotYours
from reports.models import AuditEntry, Joining, Membership, Officer, Record, Tip
from reports.models.choices import IN_THIS_HOUSE
from reports.people.enrol import seal_place
from reports.people.standing import NotAllowed, acting, openers
from reports.queries.added import added_naming
from reports.queries.named import naming
from reports.signed_people import members_of, require_signed
from reports.taking_off import take_off
from reports.two_persons import is_here
from reports.wall import whole_house

_LOST = ("people.started_anew", "people.old_key_ended")
_PLACE = (*_LOST, "people.invited", "people.asked_in", "people.key_handed", "people.taken_out")
_BROUGHT = ("tip.triaged", "tip.set_apart", "tip.referred", "tip.shared", "tip.split", "tip.split_off")


class OtherFingerprint(Exception):
    """What the colleague read out is not the fingerprint of the key that lies here: nothing may be sealed to it."""


class SecondPerson(Exception):
    """Whoever let somebody in does not hand the key over as well, while another member could."""


class NobodyVouches(Exception):
    """Whoever let this officer in was suspended since: somebody who leads the unit does so anew first."""


@transaction.atomic
def hand_keys(*, officer: UUID, unit: UUID, fingerprint: str, ring: KeyRing) -> None:
    """Make an officer who waits for a unit's key a member. `fingerprint`: as the officer reads it out.

    Raises Joining.DoesNotExist, NotAllowed, NotYours, SecondPerson, NobodyVouches, OtherFingerprint, PersonChanged.
    """
    by = acting(ring.officer)
    to = Officer.objects.select_for_update().get(pk=officer)
    waiting = Joining.objects.select_for_update().get(officer=to, unit=unit)
    require_signed(to, waiting)
    keys = ring.generations(unit)
    if not keys or unit not in ring.unit_ids:
        raise NotYours
    if to.pk == by.pk or not to.is_active or not to.has_key:
        raise NotAllowed
    if needs_second(waiting, by):
        raise SecondPerson
    if not is_here(waiting.asked_by):
        raise NobodyVouches
    if not compare_digest(_plain(fingerprint), _plain(to.fingerprint)):
        audit.enter("people.fingerprint_refused", by=by, unit=unit, officer=str(to.pk))
        raise OtherFingerprint
    _keep_from(to, unit, ring)
    Membership.objects.filter(officer=to, unit=unit).delete()
    for generation in keys:
        seal_place(officer=to, keys=generation, is_head=waiting.is_head)
    waiting.delete()
    alone = "alone" if waiting.asked_by_id == by.pk else ""
    audit.enter("people.key_handed", by=by, unit=unit, officer=str(to.pk), fingerprint=to.fingerprint, how=alone)


def needs_second(waiting: Joining, by: Officer) -> bool:
    """Whether another member than this one hands the key over: he let the officer in himself."""
    return waiting.asked_by_id == by.pk and bool(openers(waiting.unit_id) - {by.pk, waiting.officer_id})


def _keep_from(to: Officer, unit: UUID, ring: KeyRing) -> None:
    """Take a newcomer off tips of the unit that may speak of him, as triage would have, had he been a member then.

    So with tips of which the duty unit reads what was added in danger.
    What this session cannot look through, for its officer was taken off it, may speak of both: the newcomer is kept
    from it as well, unless nobody else is left to read it.
    """
    theirs = Tip.objects.filter(Q(unit=unit) | Q(informed__contains=[unit])).exclude(recusals__officer=to)
    since = _waits_since(to, unit)
    if since:
        theirs = theirs.filter(_came_since(since))
    named, shut = naming(ring, theirs.seen_by(ring.officer), to, joins=unit)
    others = members_of([unit]) - {to.pk}
    with whole_house():  # tips that the officer of this session was taken off
        unseen = theirs.filter(recusals__officer=ring.officer).prefetch_related("recusals")
        off = {tip.pk: {row.officer_id for row in tip.recusals.all()} for tip in unseen}
    shut |= {pk for pk, gone in off.items() if others - gone}
    shut |= added_naming(ring, unit, to)
    with whole_house():
        for tip in Tip.objects.select_for_update().filter(pk__in=named | shut).order_by("pk"):
            take_off(tip, {to.pk})


def _waits_since(officer: Officer, unit: UUID) -> datetime | None:
    """Return when a member lost the unit's key, for which he has waited since; of a newcomer, None."""
    told = AuditEntry.objects.filter(unit_id=unit, act__startswith="people.", act__in=_PLACE).order_by("-at", "-id")
    lost = None
    for act, at, whom in told.values_list("act", "at", "detail__officer"):
        if act in _LOST and whom in (None, str(officer.pk)):
            lost = at
        elif whom == str(officer.pk):
            return lost if act == "people.key_handed" else None
    return lost


def _came_since(lost: datetime) -> Q:
    """Tips that got words since, or were brought to the unit; a closed one's words are dated by the day alone."""
    words = Record.objects.filter(tip=OuterRef("pk"), at__gte=day_of(lost)).exclude(kind__in=IN_THIS_HOUSE)
    brought = AuditEntry.objects.filter(tip_id=OuterRef("pk"), act__in=_BROUGHT, at__gte=lost)
    return Q(Exists(words)) | Q(Exists(brought))


def _plain(fingerprint: str) -> bytes:
    return "".join(fingerprint.split()).lower().encode()
