"""Passing a tip on: to the unit that should work on it, or to one that should know of it.

The tip's key is handed over in the officer's own session, for no server process holds it. A tip leaves standards and
oversight only where an officer there answers for it that nothing in it is said against police, or the other unit:
what triage heard in it may be wrong either way, and who passes it on has read it.

Who of the new readers has a name that stands in the words, or is to be kept from the tip by what triage found in it, is
kept from it, as where words come. Who is so only as a member of a unit that is spoken of reads what standards or
oversight pass on, but where triage heard a wrong said outright of a unit, or of somebody in it.
"""

from collections.abc import Collection, Iterable
from enum import StrEnum
from functools import cache, reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from reports import vault
from reports.alarm import call_in_its_unit
from reports.changing import changing
from reports.kept_from import KeptFrom
from reports.keyring import KeyRing
from reports.models import (
    AuditEntry,
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
from reports.models.choices import APART, IN_PLACE_OF, REWARD
from reports.models.kept import Kept
from reports.models.raw import ids, plain_rows
from reports.models.tip import ids_of
from reports.queries.named import Meant, meant_in
from reports.queries.reading import UNREADABLE, ReadEntry, read_record
from reports.sealing.manifest import UnitKey
from reports.signed_people import members_of
from reports.signed_row import check_signed, sign_row
from reports.taking_off import readers_left, take_off
from reports.told_again import LIKELY, point_from_closed
from reports.wall import whole_house
from reports.who_answers import move_holds
from reports.writing import informing_key, tip_key

_FAILED = "unjudged"
"""What triage keeps of a step that failed."""
_UNIT = tuple(one.attname for one in Unit._meta.concrete_fields)
_UNITS_OF = "SELECT DISTINCT unit_id FROM membership WHERE officer_id = ANY(%s::uuid[])"
NOTHING_AGAINST = "nothing_against_police"
"""What the trail keeps of who answered for a tip that leaves standards or oversight."""


class Standing(StrEnum):
    """Why a tip goes to the duty unit, or comes back from it, where nobody says of the tip itself that it should."""

    AWAY = "away"  # nobody is left in its unit
    BACK = "back"  # somebody is there again


class NoSuchWay(Exception):
    """The tip cannot go to that unit."""


class NobodyLeft(NoSuchWay):
    """Everybody of that unit has stepped back from the tip, or has a name that stands in it."""


class MeansThem(NoSuchWay):
    """It was to go back without being read, and may speak of somebody of that unit."""


class NotLookedThrough(NoSuchWay):
    """It was to go back without being read, and not all of its words opened to be looked through."""


class NotAnswered(NoSuchWay):
    """It would leave standards and oversight, and nobody answered for it that nothing is said against police."""


class Proposed(NoSuchWay):
    """The tip was proposed for a reward, and the unit is the board's: it would know whom it pays."""


def ways_on(tip: Tip) -> list[Unit]:
    """Return the units that a tip can be passed on to, by name."""
    listed = set(vault.manifest().units)
    units = (Unit.from_db("default", _UNIT, values) for values in _units().rows())
    return [unit for unit in units if unit.pk != tip.unit_id and unit.slug in listed]


@cache
def _units() -> Kept:
    return Kept.of(Unit.objects.order_by("name").values_list(*_UNIT))


def ways_of_copies(tip: Tip) -> list[Unit]:
    """Return the units that a release copy can be given to: of what standards or oversight read, these two alone."""
    is_apart = tip.unit.purpose in APART and tip.triage != TriageState.UNJUDGED
    return [unit for unit in ways_on(tip) if unit.purpose in APART or not is_apart]


def has_to_answer(tip: Tip, unit: Unit) -> bool:
    """Return whether who lets that unit read it answers for it that nothing in it is said against police, or them."""
    return tip.unit.purpose in APART and unit.purpose not in APART


def answered(tip: Tip, unit: Unit, *, nothing_against: bool) -> dict[str, str]:
    """Return what the trail keeps of the officer's answer. Raises NotAnswered."""
    if not has_to_answer(tip, unit):
        return {}
    if not nothing_against:
        raise NotAnswered
    return {"answered": NOTHING_AGAINST}


def spoken_of(ways: Iterable[Unit], told: Iterable[ReadEntry], kept: KeptFrom) -> list[Unit]:
    """Return those of the ways on of standards or oversight whose members a tip may speak of as members of a unit.

    `told`: what its page has opened of it, `kept`: from whom triage found that it is to be kept. What lies with
    oversight because it speaks of standards says so itself.
    """
    theirs = {unit for (unit,) in plain_rows("default", _UNITS_OF, ids(*kept.by_unit))} if kept.by_unit else set()
    above = {UnitPurpose.STANDARDS} if any(_is_of_standards(entry) for entry in told) else set()
    return [one for one in ways if one.pk in theirs or one.slug in kept.units_told_of or one.purpose in above]


def _is_of_standards(entry: ReadEntry) -> bool:
    found = entry.findings["findings"] if entry.findings else ()
    return any(one["step"] == "conflict" and one["value"] == UnitPurpose.OVERSIGHT for one in found)


@whole_house()  # the tip and its keys leave the unit
def refer_tip(
    *,
    tip: Tip,
    to: str,
    ring: KeyRing,
    version: int,
    still_reads: bool = False,
    nothing_against: bool = False,
    because: Standing | None = None,
) -> Tip:
    """Make the unit with the slug `to` the tip's own; it is new there. `still_reads` lets the old unit read on,
    unless it goes to standards or oversight: it may speak of somebody there, and these could not take the key back.
    `nothing_against`: who passes it on answers for it that nothing in it is said against police, or that unit.
    `because`: it goes to who stands in for its unit, or back; one that may speak of somebody there does not go back.

    Raises NoSuchWay and its kinds, NotYours, StaleTip, RowChanged, CannotOpen.
    """
    unit, said = _way(tip, to, nothing_against=nothing_against, because=because)
    alike = _alike(tip, ring)
    with changing(tip, act="tip.referred", by=ring.officer, version=version, to=to, **said) as changed:
        check_signed(changed)
        is_apart = Unit.objects.filter(pk=unit.unit_id, purpose__in=APART).exists()
        _keep_from(changed, _meant(ring, changed, unit.unit_id, because, above=is_apart), unit.unit_id)
        if changed.status == Status.CLOSED:
            raise NoSuchWay
        if changed.unit.purpose != UnitPurpose.STANDARDS:  # that it speaks of standards comes before the board's part
            _keep_from_board(changed, unit, ring)
        move_holds(changed, ring, to=Unit.objects.get(pk=unit.unit_id))
        _hand_over(changed, unit, ring, is_apart=is_apart, still_reads=still_reads)
        changed.unit_id, changed.assigned_to, changed.status = unit.unit_id, None, Status.NEW
        changed.was_taken_on = False
        sign_row(changed)
        Tip.objects.filter(again_because=changed.pk).update(again_because=None)  # of another unit's tip nobody is told
        point_from_closed(dict.fromkeys(alike, changed))
        call_in_its_unit(changed)
    return changed


@whole_house()  # the key is another unit's
def inform_unit(*, tip: Tip, unit: str, ring: KeyRing, version: int, nothing_against: bool = False) -> Tip:
    """Let another unit read the tip; `nothing_against` as where it is passed on.

    Raises NoSuchWay, NobodyLeft, NotAnswered, Proposed, NotYours, StaleTip, RowChanged, CannotOpen.
    """
    other, said = _way(tip, unit, nothing_against=nothing_against)
    with changing(tip, act="tip.shared", by=ring.officer, version=version, to=unit, **said) as changed:
        check_signed(changed)
        _keep_from_board(changed, other, ring)
        read_on = members_of([changed.unit_id])
        _keep_from(changed, meant_in(ring, changed, [other.unit_id]).without(read_on), other.unit_id)
        if not TipKey.objects.filter(tip=changed, unit=other.unit_id).exists():
            informing_key(changed, other, ring.tip_root(changed)).save(force_insert=True)
    return changed


def _why(tip: Tip, because: Standing | None) -> dict[str, str]:
    """Return what the trail keeps of why it is passed on: by the first, reports.casework.coming_back knows it again."""
    if because is None:
        return {}
    return {"why": because} | ({IN_PLACE_OF: tip.unit.slug} if because is Standing.AWAY else {})


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
    is_judged = tip.unit.purpose in APART and not meant.is_unit_accused
    return meant.themselves if is_judged else everybody


def _hand_over(changed: Tip, unit: UnitKey, ring: KeyRing, *, is_apart: bool, still_reads: bool) -> None:
    """Give a tip's key to a unit, and take it from the old one, or let that read on; the row says so, unsaved."""
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


def _meant(ring: KeyRing, tip: Tip, unit: UUID, because: Standing | None, *, above: bool) -> Meant:
    """Return whom of a unit a tip may mean; of one that goes back unread it may be nobody.

    Raises MeansThem, NotLookedThrough.
    """
    is_back = because is Standing.BACK
    meant = meant_in(ring, tip, [unit], above=above, with_asker=is_back)
    if is_back and (meant.themselves or meant.by_unit):
        raise MeansThem
    if is_back and not meant.is_whole:
        raise NotLookedThrough
    return meant


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


def _way(
    tip: Tip, slug: str, *, nothing_against: bool, because: Standing | None = None
) -> tuple[UnitKey, dict[str, str]]:
    """Return the unit's key and what the trail keeps beside the act. Raises NoSuchWay, NotAnswered."""
    unit = next((one for one in ways_on(tip) if one.slug == slug), None)
    if unit is None:
        raise NoSuchWay
    return vault.manifest().units[slug], answered(tip, unit, nothing_against=nothing_against) | _why(tip, because)
