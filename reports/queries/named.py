"""Who may be meant by a tip, of those who could read it: asked where it comes to new readers.

What its tipster told is looked through for last names, and what an agency answered; and whom triage found that it is
to be kept from is read from what lies sealed beside it.

Triage looks when words come (reports.triage.conflict). Later no server process can open them, so whoever passes a tip
on, or hands a unit's key to a colleague, has them looked through in his own session.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Max, Min, QuerySet

from reports.kept_from import THANKED, KeptFrom
from reports.keyring import KeyRing
from reports.models import AuditEntry, Joining, Membership, Officer, Record, Recusal, Tip, Unit, UnitPurpose
from reports.models.choices import IN_THIS_HOUSE
from reports.models.kept import ONE, REMEMBERED, Kept
from reports.models.raw import id_list, id_of, plain_rows
from reports.namesakes import namesakes
from reports.queries.masking import blanked
from reports.queries.reading import ReadEntry, read_records
from reports.queries.records import waits_beside
from reports.queries.scanning import Opened, Scanner
from reports.sealing.many import Opener, Part
from reports.taking_off import all_told

_OFFICER = "officer:"
_SLICE = 2_000  # tips that are opened at once
_JUDGED = "SELECT id, tip_id, findings FROM record WHERE findings IS NOT NULL AND id = ANY(%s::uuid[])"
_FINDINGS = Part("findings")


class Meant(NamedTuple):
    """Officers whom a tip is to be kept from: `themselves`, and `by_unit` as members of a unit alone.

    `is_unit_accused`: a wrong is said outright of a unit, or of somebody in it. `is_whole`: all that was told opened.
    """

    themselves: set[UUID]
    by_unit: set[UUID]
    is_unit_accused: bool = False
    is_whole: bool = True

    def without(self, officers: set[UUID]) -> "Meant":
        """Return the same without these."""
        return self._replace(themselves=self.themselves - officers, by_unit=self.by_unit - officers)


def named_in(ring: KeyRing, tip: Tip, units: Iterable[UUID]) -> set[UUID]:
    """Return the members of these units from whom a tip is to be kept, whatever for. Raises NotYours."""
    meant = meant_in(ring, tip, units)
    return meant.themselves | meant.by_unit


def meant_in(ring: KeyRing, tip: Tip, units: Iterable[UUID], *, above: bool = False, with_asker: bool = False) -> Meant:
    """Return the members of these units whose last name stands in a tip's words, or from whom triage found that it is
    to be kept. Raises NotYours.

    Not who asks, unless `with_asker`: he reads the tip already. `above`: of who is meant himself also the members of
    oversight, and the administrators, who are told where an alert can call nobody.
    """
    (entries, is_whole), units = told_entries(ring, tip), list(units)
    words, kept = words_told(entries), kept_from(entries)
    found = members_in(words, units) | seated_in(units, kept.themselves)
    if above:
        oversight = Unit.objects.filter(purpose=UnitPurpose.OVERSIGHT).values_list("pk", flat=True)
        administrators = dict(Officer.objects.filter(is_administrator=True).values_list("pk", "name"))
        names = namesakes(words, administrators.values())
        found |= members_in(words, oversight) | {pk for pk, name in administrators.items() if name in names}
        found |= seated_in(oversight, kept.themselves) | (kept.themselves & administrators.keys())
    meant = Meant(found, seated_in(units, kept.by_unit) - found, kept.is_unit_accused, is_whole)
    return meant if with_asker else meant.without({ring.officer.pk})


def kept_from(entries: Iterable[ReadEntry]) -> KeptFrom:
    """Return from whom triage found that what these tell is to be kept, and who joined one of those units since."""
    return with_joined(KeptFrom.told(entry.findings for entry in entries))


def with_joined(kept: KeptFrom) -> KeptFrom:
    """Return the same with who is now a member of a unit that it names, or waits for its key."""
    units = kept.units | kept.units_told_of
    if not units:
        return kept
    return kept.with_members(_in_units(tuple(sorted(units))).rows())


@lru_cache(REMEMBERED)
def _in_units(slugs: tuple[str, ...]) -> Kept:
    """Return what asks who sits in these units and who waits for their keys."""
    sits = Membership.objects.filter(unit__slug__in=slugs).values_list("officer_id", "unit__slug")
    waits = Joining.objects.filter(unit__slug__in=slugs).values_list("officer_id", "unit__slug")
    return Kept.of(sits.union(waits, all=True))


def members_in(words: str, units: Iterable[UUID]) -> set[UUID]:
    """Return the members of these units whose last name stands in `words`."""
    places = Membership.objects.filter(unit__in=list(units))
    names = dict(places.values_list("officer_id", "officer__name"))
    found = namesakes(words, names.values())
    return {officer for officer, name in names.items() if name in found}


def seated_in(units: Iterable[UUID], officers: Collection[UUID]) -> set[UUID]:
    """Return those of these officers who are members of these units; who is suspended, too."""
    if not officers:
        return set()
    places = Membership.objects.filter(unit__in=list(units), officer__in=officers)
    return set(places.values_list("officer_id", flat=True))


def is_one_left_out(tip: Tip, entries: Iterable[ReadEntry]) -> bool:
    """Return whether somebody does not see a tip whose last name stands in what it tells."""
    gone = Recusal.objects.filter(tip=tip).values_list("officer__name", flat=True)
    return bool(namesakes(words_told(entry for entry in entries if entry.record.kind not in IN_THIS_HOUSE), gone))


@dataclass(frozen=True, slots=True)
class OpenedBefore:
    """That an officer opened a tip, first and last, by the trail. `is_named`: the last name stands in what it tells."""

    name: str
    first: datetime
    last: datetime
    is_named: bool


def opened_before(tip: Tip, entries: Iterable[ReadEntry]) -> list[OpenedBefore]:
    """Return who opened a tip that they cannot read any more, who may be named in it first.

    Who was on no list of names then, or passed it on, knows what it says. That a list showed somebody its first words
    is not looked for.
    """
    told = {actor: (first, last) for actor, first, last in _openings().rows({ONE: tip.pk})}
    left = {f"{_OFFICER}{officer}" for officer in all_told(tip)} if told else set()
    gone = [actor.removeprefix(_OFFICER) for actor in told if actor not in left]
    names = dict(Officer.objects.filter(pk__in=gone).order_by("name").values_list("pk", "name"))
    meant = namesakes(words_told(entry for entry in entries if entry.record.kind not in IN_THIS_HOUSE), names.values())
    found = [OpenedBefore(name, *told[f"{_OFFICER}{pk}"], name in meant) for pk, name in names.items()]
    return sorted(found, key=lambda one: not one.is_named)


@cache
def _openings() -> Kept:
    """Return what asks who opened a tip, first and last."""
    found = AuditEntry.objects.filter(tip_id=ONE, act__in=("tip.read", "file.read"), actor__startswith=_OFFICER)
    when = found.values("actor").annotate(first=Min("at"), last=Max("at"))
    return Kept.of(when.values_list("actor", "first", "last"))


def told_entries(ring: KeyRing, tip: Tip) -> tuple[list[ReadEntry], bool]:
    """Open what was told in a tip, and by whom triage judged it; return it, and whether all of it opens.

    The caller audits what for. Raises NotYours.
    """
    found = tip.records.exclude(kind__in=IN_THIS_HOUSE).exclude(waits_beside()).prefetch_related("attachments")
    records = list(found)
    entries = [entry for _, entry in read_records(ring, tip, records)]
    return entries, len(entries) == len(records)


def words_told(entries: Iterable[ReadEntry]) -> str:
    """Return all that these entries tell, answers included, but for the words by which an agency thanks an officer."""
    told = ((_without_thanks(entry), *map(str, entry.answers.values())) for entry in entries)
    return "\n".join(words for said in told for words in said)


def _without_thanks(entry: ReadEntry) -> str:
    findings = (entry.findings or {}).get("findings", ())
    thanks = (found["spans"] for found in findings if found["step"] == THANKED)
    return blanked(entry.text, [(start, end) for spans in thanks for start, end, *_ in spans])


def naming(
    ring: KeyRing, tips: QuerySet[Tip], officer: Officer, *, joins: UUID | None = None
) -> tuple[set[UUID], set[UUID]]:
    """Return which of these tips hold an officer's last name or are to be kept from him, and which of them nobody could
    look through.

    All are opened, some at a time: of fifty thousand in a second or two. What officers of this house wrote tells
    nothing: a note says who follows up.
    """
    ids, found, shut = [pk.bytes for pk in tips.values_list("pk", flat=True)], set(), set()
    scanner, places = Scanner(ring), places_of(officer, joins=joins)
    for start in range(0, len(ids), _SLICE):
        sealed = scanner.fetch(ids[start : start + _SLICE])
        read: dict[bytes, Opened] = {}
        for tip_id in sealed.tips:
            opened = scanner.open(sealed, tip_id)
            if not opened and tip_id in sealed.erasures:  # its words were not erased
                shut.add(id_of(tip_id))
            found |= {id_of(one.record_id) for one in opened if namesakes(one.text, [officer.name])}
            read |= {one.record_id: one for one in opened}
        found |= set(_kept_from(read, places))
    told = Record.objects.filter(pk__in=found).exclude(kind__in=IN_THIS_HOUSE)
    return set(told.values_list("tip", flat=True)), shut


def places_of(officer: Officer, *, joins: UUID | None) -> list[tuple[UUID, str]]:
    """Return an officer with each unit that he is in or waits for, but for the one he `joins`, and with none."""
    sits = Membership.objects.filter(officer=officer).exclude(unit=joins).values_list("unit__slug", flat=True)
    waits = Joining.objects.filter(officer=officer).exclude(unit=joins).values_list("unit__slug", flat=True)
    return [(officer.pk, slug) for slug in ("", *sits, *waits)]


def keeps(findings: Mapping[str, Any] | None, places: Sequence[tuple[UUID, str]]) -> bool:
    """Whether by what triage stored an officer is to be kept from a tip; `places`: his, as `places_of` gives them."""
    return places[0][0] in KeptFrom.told([findings]).with_members(places).everybody


def _kept_from(read: Mapping[bytes, Opened], places: Sequence[tuple[UUID, str]]) -> Iterator[UUID]:
    """Yield those of these records from whose tip triage found that an officer with these places is to be kept."""
    opener = Opener()
    for pk, tip_id, sealed in plain_rows("default", _JUDGED, id_list(read)) if read else ():
        one = read[pk.bytes]
        found = _FINDINGS.open(opener, one.root, one.erasure, tip_id.bytes, pk.bytes, bytes(sealed))
        if found is not None and keeps(json.loads(found), places):
            yield pk
