"""Passing a tip on: to the unit that should work on it, or to one that should know of it.

The tip's key is handed over in the officer's own session, for no server process holds it. A tip of standards or
oversight goes to these two alone: nobody whom it may speak of shall come to read it. But an addition that lies there
only because nobody could judge it goes on once an officer there has seen that it names nobody.

Who of the new readers has a name that stands in the words, or is to be kept from the tip by what triage found in it, is
kept from it, as where words come. Who is so only as a member of a unit that is spoken of reads what standards or
oversight pass on: somebody there has read it, and answers for it that nothing is said against that unit.
"""

from collections.abc import Collection, Iterable
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from reports import vault
from reports.changing import changing
from reports.keyring import KeyRing
from reports.models import (
    AuditEntry,
    Membership,
    ProposalState,
    Record,
    RecordKind,
    RewardProposal,
    Status,
    Tip,
    TipKey,
    TriageState,
    Unit,
    UnitPurpose,
)
from reports.models.choices import APART, REWARD
from reports.models.tip import ids_of
from reports.queries.named import Meant, kept_from, meant_in, told_entries
from reports.queries.reading import UNREADABLE, ReadEntry, read_record
from reports.sealing.manifest import UnitKey
from reports.signed_people import members_of
from reports.signed_row import check_signed, sign_row
from reports.taking_off import readers_left, take_off
from reports.told_again import LIKELY, point_from_closed
from reports.wall import whole_house
from reports.writing import informing_key, tip_key

_FAILED = "unjudged"
"""What triage keeps of a step that failed."""


class NoSuchWay(Exception):
    """The tip cannot go to that unit."""


class NobodyLeft(NoSuchWay):
    """Everybody of that unit has stepped back from the tip, or has a name that stands in it."""


class Proposed(NoSuchWay):
    """The tip was proposed for a reward, and the unit is the board's: it would know whom it pays."""


def ways_on(tip: Tip, told: Iterable[ReadEntry] = ()) -> list[Unit]:
    """Return the units that a tip can be passed on to, by name. `told`: what its page has opened of it.

    What standards or oversight read can leave them where nobody judged it, and where a unit or police are only told of.
    """
    units = Unit.objects.exclude(pk=tip.unit_id).order_by("name")
    is_apart = tip.unit.purpose in APART and tip.triage != TriageState.UNJUDGED
    if is_apart and not kept_from(told).is_for_readers_to_judge:
        units = units.filter(purpose__in=APART)
    listed = set(vault.manifest().units)
    return [unit for unit in units if unit.slug in listed]


def spoken_of(tip: Tip, told: Iterable[ReadEntry]) -> list[Unit]:
    """Return those of the ways on of standards or oversight whose members may be spoken of as members of a unit.

    Whoever passes it on there answers for it that nothing is said against them; elsewhere it is not asked.
    """
    kept = kept_from(told).by_unit if tip.unit.purpose in APART else ()
    if not kept:
        return []
    theirs = set(Membership.objects.filter(officer__in=kept).values_list("unit", flat=True))
    return [unit for unit in ways_on(tip, told) if unit.pk in theirs and unit.purpose not in APART]


def tells_of_police(tip: Tip, told: Iterable[ReadEntry]) -> bool:
    """Whether standards or oversight, who could pass it on, answer for it that it says nothing against police."""
    kept = kept_from(told)
    return tip.unit.purpose in APART and kept.is_told_of and not kept.is_accused


@whole_house()  # the tip and its keys leave the unit
def refer_tip(*, tip: Tip, to: str, ring: KeyRing, version: int, still_reads: bool = False) -> Tip:
    """Make the unit with the slug `to` the tip's own; it is new there. `still_reads` lets the old unit read on,
    unless it goes to standards or oversight: it may speak of somebody there, and these could not take the key back.

    Raises NoSuchWay, NobodyLeft, Proposed, NotYours, StaleTip, RowChanged, CannotOpen.
    """
    unit = _way(tip, to, ring)
    alike = _alike(tip, ring)
    with changing(tip, act="tip.referred", by=ring.officer, version=version, to=to) as changed:
        check_signed(changed)
        is_apart = Unit.objects.filter(pk=unit.unit_id, purpose__in=APART).exists()
        _keep_from(changed, meant_in(ring, changed, [unit.unit_id], above=is_apart), unit.unit_id)
        if changed.status == Status.CLOSED:
            raise NoSuchWay
        if changed.unit.purpose != UnitPurpose.STANDARDS:  # that it speaks of standards comes before the board's part
            _keep_from_board(changed, unit, ring)
        d, old = ring.tip_root(changed), changed.unit_id
        TipKey.objects.filter(tip=changed, unit=unit.unit_id).delete()
        tip_key(changed, unit, d).save(force_insert=True)
        informed = [one for one in changed.informed if one != unit.unit_id]
        if not is_apart:
            changed.triage = TriageState.FAILED if changed.triage == TriageState.UNJUDGED else changed.triage
        else:
            TipKey.objects.filter(tip=changed, informs=True).delete()  # the duty unit's, and all who were told of it
            changed.added_keys.all().delete()
            informed, still_reads = [], False
        keys = TipKey.objects.filter(tip=changed, unit=old)
        keys.update(informs=True) if still_reads else keys.delete()
        changed.informed = [*informed, old] if still_reads else informed
        changed.unit_id, changed.assigned_to, changed.status = unit.unit_id, None, Status.NEW
        changed.was_taken_on = False
        sign_row(changed)
        Tip.objects.filter(again_because=changed.pk).update(again_because=None)  # of another unit's tip nobody is told
        point_from_closed(dict.fromkeys(alike, changed))
    return changed


@whole_house()  # the key is another unit's
def inform_unit(*, tip: Tip, unit: str, ring: KeyRing, version: int) -> Tip:
    """Let another unit read the tip.

    Raises NoSuchWay, NobodyLeft, Proposed, NotYours, StaleTip, RowChanged, CannotOpen.
    """
    other = _way(tip, unit, ring)
    with changing(tip, act="tip.shared", by=ring.officer, version=version, to=unit) as changed:
        check_signed(changed)
        _keep_from_board(changed, other, ring)
        read_on = members_of([changed.unit_id])
        meant = (officers - read_on for officers in meant_in(ring, changed, [other.unit_id]))
        _keep_from(changed, Meant(*meant), other.unit_id)
        if not TipKey.objects.filter(tip=changed, unit=other.unit_id).exists():
            informing_key(changed, other, ring.tip_root(changed)).save(force_insert=True)
    return changed


def _alike(tip: Tip, ring: KeyRing) -> list[UUID]:
    """Return the tips that triage takes for likely the same as this one, but for what an officer said is not."""
    first = Record.objects.select_related("tip").filter(pk=tip.pk, findings__isnull=False).first()
    try:
        stored = read_record(ring, first)[1].findings if first else None
    except UNREADABLE:  # its page says so; it is passed on all the same
        return []
    found = stored["findings"] if stored else ()
    likely = (one for one in found if one["step"] == "duplicates" and one["score"] >= LIKELY)
    return [UUID(one["value"]) for one in likely if one["value"] != _FAILED]


def to_keep_off(tip: Tip, meant: Meant, unit: UUID) -> set[UUID]:
    """Return which members of a unit do not read what of a tip is passed on to it.

    In standards and oversight members of a unit that is spoken of read it where else nobody would.
    """
    everybody = meant.themselves | meant.by_unit
    if Unit.objects.filter(pk=unit, purpose__in=APART).exists():
        return everybody if readers_left(tip, everybody, unit=unit) else meant.themselves
    return meant.themselves if tip.unit.purpose in APART else everybody


def _keep_from(tip: Tip, meant: Meant, unit: UUID) -> None:
    """Take new readers off a tip that may speak of them. Raises NobodyLeft."""
    off = to_keep_off(tip, meant, unit)
    if members_of([unit]) and not readers_left(tip, off, unit=unit):
        raise NobodyLeft
    take_off(tip, off)


def _keep_from_board(tip: Tip, unit: UnitKey, ring: KeyRing) -> None:
    """Raise Proposed where the unit is the board's, and a proposal that is not refused may pay the tip's tipster.

    He may share in that of each tip that ever led his. What this officer cannot open there counts as proposed; of his
    own tip it raises CannotOpen, KeyGone.
    """
    if not Unit.objects.filter(pk=unit.unit_id, purpose=UnitPurpose.OVERSIGHT).exists():
        return
    standing = set(RewardProposal.objects.exclude(state=ProposalState.REFUSED).values_list("number", flat=True))
    merged = AuditEntry.objects.filter(tip_id=tip.pk, act="tip.merged")
    leads = (Q(tip__id__range=ids_of(other)) for other in set(merged.values_list("detail__other", flat=True)))
    notes = Record.objects.filter(reduce(or_, leads, Q(tip=tip)), kind=RecordKind.NOTE).select_related("tip")
    if any(_proposes(note, standing, ring, of=tip) for note in notes):
        raise Proposed


def _proposes(note: Record, standing: Collection[str], ring: KeyRing, *, of: Tip) -> bool:
    try:
        return read_record(ring, note)[1].answers.get(REWARD) in standing
    except UNREADABLE:
        if note.tip_id == of.pk:  # damaged, and who let the board in should know it
            raise
        return bool(standing)


def _way(tip: Tip, slug: str, ring: KeyRing) -> UnitKey:
    told = told_entries(ring, tip) if tip.unit.purpose in APART else ()
    if slug not in {unit.slug for unit in ways_on(tip, told)}:
        raise NoSuchWay
    return vault.manifest().units[slug]
