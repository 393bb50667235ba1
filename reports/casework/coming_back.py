"""What went to the duty unit in another unit's place, because nobody was left there, and goes back once somebody is.

The trail tells which tips these are: the entry by which such a tip came to the duty unit names the unit in whose place
it works on it. Whoever passed it on since, to whatever unit, decided anew, and so did who ended that the unit reads it.
It goes back in the session of a member of the duty unit, which holds the keys.

What somebody of the duty unit has in hand stays, and so does what lies in a case there, and what may speak of a member
of the unit: whoever has read that one passes it on by hand.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.fields.json import KeyTextTransform

from reports import vault
from reports.casework.absence import members_here
from reports.casework.refer import NobodyLeft, NoSuchWay, Standing, refer_tip
from reports.changing import StaleTip
from reports.keyring import KeyRing, NotYours
from reports.models import AuditEntry, CaseTip, Officer, Recusal, Tip, Unit, Urgency
from reports.models.absence import is_away
from reports.models.choices import IN_PLACE_OF
from reports.queries.pulses import MEMBERS, is_late
from reports.queries.reading import UNREADABLE
from reports.sealing.rowmac import RowChanged
from reports.signed_people import few_open, members_of

MOST = 300  # tips that one press gives back
_LOOKED_AT = 1_000
REFUSALS = (NoSuchWay, NotYours, StaleTip, RowChanged, *UNREADABLE)
Refusal = type[Exception]


@dataclass(frozen=True, slots=True)
class StoodInFor:
    """A unit of whose open tips the duty unit has some in its place, as far as the reader sees them.

    `waiting`: how many can go back; `held`: how many stay, in somebody's hand or in a case of the duty unit.
    """

    unit: Unit
    waiting: int
    held: int
    is_back: bool

    @property
    def tips(self) -> int:
        """How many there are in all."""
        return self.waiting + self.held


def stood_in_for(ring: KeyRing) -> list[StoodInFor]:
    """Return the units, by name, in whose place the duty unit has tips: its members see all, others their own units."""
    each: dict[str, list[_Lent]] = {}
    lent = _lent(ring)
    units = _units_named({one.place for one in lent}, ring) if lent else {}
    for one in lent:
        if one.place in units and units[one.place].pk in one.informed:
            each.setdefault(one.place, []).append(one)
    here = {units[place].pk: members_here([units[place].pk]) for place in each}
    back, off, found = _back(here), _taken_off(lent), []
    for unit in (units[place] for place in units if place in each):
        is_back, of_unit = unit.pk in back, each[unit.slug]
        held = [one.is_held for one in of_unit if not is_back or here[unit.pk].difference(off.get(one.tip, ()))]
        if held:  # else nobody who is there could read them
            found.append(StoodInFor(unit, held.count(False), held.count(True), is_back))
    return found


def give_tips_back(*, unit: UUID, ring: KeyRing) -> tuple[int, list[tuple[Tip, Refusal]]]:
    """Give a unit that is back its tips, some hundreds at a time, in the session of a member of the duty unit.

    Return how many went, and which were to go and did not, each with why. Of what is immediate the duty unit reads on,
    for danger that is told later rings there. None go while nobody of the unit is there.
    """
    to, here = Unit.objects.get(pk=unit), members_here([unit])
    if not gives_back(ring) or unit not in _back({unit: here}):
        return 0, []
    go = [one.tip for one in _lent(ring) if one.place == to.slug and to.pk in one.informed and not one.is_held]
    given, refused = 0, []
    for tip in Tip.objects.filter(pk__in=go).select_related("unit").by_urgency()[:_LOOKED_AT]:
        if given == MOST:
            break
        if problem := _give_back(tip, to, ring, here):
            refused.append((tip, problem))
        else:
            given += 1
    return given, refused


def gives_back(ring: KeyRing) -> bool:
    """Return whether an officer is in the duty unit, whose keys open what it has in another's place."""
    return _duty_unit() in ring.unit_ids


def who_gives_back() -> list[Officer]:
    """Return the members of the duty unit who are here, by name: the keys of those tips are in their sessions."""
    members = members_of(Unit.objects.filter(slug=settings.DUTY_UNIT).values_list("pk", flat=True))
    return list(Officer.objects.exclude(is_away()).filter(pk__in=members).order_by("name"))


def _give_back(tip: Tip, to: Unit, ring: KeyRing, here: set[UUID]) -> Refusal | None:
    if not here.difference(Recusal.objects.filter(tip=tip).values_list("officer", flat=True)):
        return NobodyLeft
    reads_on = tip.urgency == Urgency.IMMEDIATE
    try:
        refer_tip(tip=tip, to=to.slug, ring=ring, version=tip.version, still_reads=reads_on, because=Standing.BACK)
    except REFUSALS as problem:
        return type(problem)
    return None


class _Lent(NamedTuple):
    """An open tip that the duty unit has in the place of another unit, which is told by its short name."""

    tip: UUID
    place: str
    informed: list[UUID]
    is_held: bool


def _lent(ring: KeyRing) -> list[_Lent]:
    tips = Tip.objects.filter(unit=_duty_unit()).open_work().seen_by(ring.officer).exclude(informed=[])
    if not gives_back(ring):
        tips = tips.filter(informed__overlap=ring.unit_ids)
    came = Q(act="tip.referred") | Q(act="tip.triaged", detail__has_key=IN_PLACE_OF)
    entries = AuditEntry.objects.filter(came, tip_id=OuterRef("pk")).order_by("-at", "act")
    place = Subquery(entries.values(place=KeyTextTransform(IN_PLACE_OF, "detail"))[:1])
    in_case = CaseTip.objects.filter(tip=OuterRef("pk"), case__unit=OuterRef("unit"))
    told = tips.annotate(place=place, is_held=Q(assigned_to__isnull=False) | Exists(in_case))
    return [_Lent(*row) for row in told.filter(place__isnull=False).values_list("pk", "place", "informed", "is_held")]


def _taken_off(lent: Iterable[_Lent]) -> dict[UUID, set[UUID]]:
    """Return who was taken off each of these tips."""
    off: dict[UUID, set[UUID]] = {}
    for tip, officer in Recusal.objects.filter(tip__in=[one.tip for one in lent]).values_list("tip", "officer"):
        off.setdefault(tip, set()).add(officer)
    return off


def _duty_unit() -> UUID | None:
    unit = vault.manifest().units.get(settings.DUTY_UNIT)
    return unit.unit_id if unit else None


def _units_named(slugs: Iterable[str], ring: KeyRing) -> dict[str, Unit]:
    """Return the units with these short names, by name, of whose tips the reader is told."""
    units = Unit.objects.filter(slug__in=list(slugs)).order_by("name")
    return {unit.slug: unit for unit in units if gives_back(ring) or unit.pk in ring.unit_ids}


def _back(here: Mapping[UUID, set[UUID]]) -> set[UUID]:
    """Return in which units somebody is there, of these with who is. One that a single officer could open is not."""
    found = {unit for unit, officers in here.items() if officers}
    return found - few_open() if found and is_late(MEMBERS) else found
