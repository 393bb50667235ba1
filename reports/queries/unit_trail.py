"""What the officers of a unit did, by the trail: for who leads the unit, and for oversight.

Of a tip that is not theirs to see it tells nothing. A head sees entries of tips that lie with the own units now:
one that was set apart because it speaks of the police takes its entries along, and so does one that was passed on to
standards or oversight. Of one that an officer of the unit passed on elsewhere a head goes on seeing what was done while
it was the unit's, and that it was passed on. Nobody sees the entries of a tip from which he stepped back. What an
officer did with no tip and for no unit (signing in, saving numbers) is shown to a head who leads or belongs to all the
units of that officer: else it might tell of the others. The words of a search are shown to who leads a unit of which
they may tell, but of an officer who is in standards or oversight, too, to who is in these as well. A search for the
reader's own name stands there for others alone: a tip that he is kept from may have taught it to his officer.

Oversight is the board of rewards, and may not learn which tip was proposed: of units that the reader is not in it sees
no note, among which a proposal hides, nor that somebody wrote down what came of a tip, of which one is proposed, nor
why a tip was closed, which is the class that the board is told.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields.tuple_lookups import TupleLessThan
from django.utils import timezone

from reports import audit
from reports.keyring import KeyRing, NotYours
from reports.models import AuditEntry, Membership, Recusal, Tip, Unit, UnitPurpose
from reports.models.choices import APART
from reports.queries.asked import questions_in
from reports.queries.first_words import may_mean
from reports.queries.lists import BadCursor
from reports.queries.references import cases_left_by, erased_among, left_by
from reports.queries.unusual import LOOKED as LOOKED_FOR_UNUSUAL
from reports.queries.unusual import is_oversight, overseen
from reports.signed_people import believed
from reports.wall import whole_house

PAGE = 50
LOOKED = "trail.read"
_PASSED_ON = "tip.referred"
_LOOKS = (LOOKED, LOOKED_FOR_UNUSUAL)
_BESIDE_PROPOSALS = ("note.added", "outcome.recorded", "outcome.struck")
_TELLS_THE_CLASS = ("reason", "outcome_was")  # why a tip was closed, which the tariff goes by


class Kind(StrEnum):
    """What kind of act."""

    READ = "read"
    SEARCHED = "searched"
    TAKEN_OUT = "taken_out"
    PEOPLE = "people"
    WORK = "work"


_SEARCHED = ("tips.searched", "source.searched", "tips.compared")
_READ = (
    "tip.read", "tip.added_read", "file.read", "release.read", "case.read", "places.read", "hold.read", "list.read",
    "line.test_read", "source.shown", "source.hidden", "tip.refused", *_LOOKS,
)  # fmt: skip
_TAKEN_OUT = (
    "numbers.exported", "rewards.exported", "release.exported", "release.given", "release.given_unit", "reward.printed",
    "people.recovery_printed", "tip.printed",
)  # fmt: skip
_ABOUT_PEOPLE = ("people.", "officer.", "unit.", "sign_in.", "absence.", "duty.", "alert_number.", "token.", "hook.")
_OF_PEOPLE = Q(*(("act__startswith", start) for start in _ABOUT_PEOPLE), _connector=Q.OR) & ~Q(act__in=_TAKEN_OUT)
_KINDS: Mapping[Kind, Q] = {
    Kind.READ: Q(act__in=_READ),
    Kind.SEARCHED: Q(act__in=_SEARCHED),
    Kind.TAKEN_OUT: Q(act__in=_TAKEN_OUT),
    Kind.PEOPLE: _OF_PEOPLE,
    Kind.WORK: ~_OF_PEOPLE & ~Q(act__in=(*_READ, *_SEARCHED, *_TAKEN_OUT)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whose acts: those of a unit, or, without one, those that stand with no unit. The rest narrows them.

    `of_all`: those of each unit that the reader looks at, in the place of one.
    """

    unit: UUID | None
    of_all: bool = False
    officer: UUID | None = None
    day: date | None = None
    kind: Kind | None = None

    def told(self) -> dict[str, str]:
        """Return what narrows, for the trail and for the page's address."""
        told = {"officer": self.officer, "day": self.day and self.day.isoformat(), "kind": self.kind}
        return {name: str(value) for name, value in told.items() if value}

    def of(self, entries: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        """Return those of these entries that are asked for."""
        if self.officer:
            entries = entries.filter(actor=f"officer:{self.officer}")
        if self.day:
            begins = timezone.make_aware(datetime.combine(self.day, time()))
            ends = timezone.make_aware(datetime.combine(self.day + timedelta(days=1), time()))
            entries = entries.filter(at__gte=begins, at__lt=ends)
        return entries.filter(_KINDS[self.kind]) if self.kind else entries


@dataclass(frozen=True, slots=True)
class ActsPage:
    """Entries, newest first; `next` is the cursor of the page after it, or None.

    `questions` are what was searched for, by entry, where the reader may open it; `opens` those of the tips he may.
    """

    entries: tuple[AuditEntry, ...]
    next: str | None
    questions: Mapping[UUID, str] = field(repr=False)
    opens: Collection[UUID]


def unit_acts(ring: KeyRing, asked: Asked, *, after: str = "") -> ActsPage:
    """Return a page of what was done; that it was looked at is audited. Raises NotYours, BadCursor."""
    sees_all = is_oversight(ring)
    units = overseen(ring)
    if not asked.of_all and asked.unit not in units and not (asked.unit is None and sees_all):
        raise NotYours
    looked_at = units if asked.of_all else [asked.unit] if asked.unit else []
    if asked.of_all and not units:
        raise NotYours
    found = _newest(ring, asked, looked_at, after, sees_all=sees_all)
    left = left_by(ring.officer) | cases_left_by(ring.officer)
    gone = erased_among({other for entry in found if (other := entry.detail.get("other"))})
    for entry in found:
        if sees_all and entry.unit_id not in ring.unit_ids:
            entry.detail = {name: told for name, told in entry.detail.items() if name not in _TELLS_THE_CLASS}
        if entry.detail.get("other") in gone:  # whoever stepped back from that one is known no more
            del entry.detail["other"]
    shown = [entry for entry in found[:PAGE] if not _is_emptied(entry, left)]
    questions = _questions(ring, shown)
    about_reader = {pk for pk, question in questions.items() if may_mean(question, ring.officer)}
    shown = [entry for entry in shown if entry.pk not in about_reader or entry.actor == _actor(ring)]
    entered: Sequence[UUID | None] = looked_at or [None]
    for unit in entered:
        looked = audit.entry(LOOKED, by=ring.officer, unit=unit)
        looked.detail |= asked.told()
        looked.save(force_insert=True)
    going_on = f"{found[PAGE - 1].at.isoformat()}_{found[PAGE - 1].pk}" if len(found) > PAGE else None
    tips = ring.tips.filter(pk__in={entry.tip_id for entry in shown if entry.tip_id})
    return ActsPage(tuple(shown), going_on, questions, set(tips.values_list("pk", flat=True)))


@whole_house()  # what is the reader's to see is said here: oversight sees all units, and an erased tip has no row
def _newest(ring: KeyRing, asked: Asked, units: Sequence[UUID], after: str, *, sees_all: bool) -> list[AuditEntry]:
    """Return the newest entries, one more than a page holds: of the units, and of their officers without a unit."""
    told = Q(tip_id=None) | _of_own_tips(ring, sees_all=sees_all)
    for unit in units:
        told |= _of_passed_on(ring, unit)
    entries = asked.of(AuditEntry.objects.exclude(actor__in=(audit.TIPSTER, audit.WORKER))).filter(told)
    if sees_all:  # of every tip: were it of the proposed ones alone, the gap would name them
        entries = entries.exclude(~Q(unit_id__in=ring.unit_ids), act__in=_BESIDE_PROPOSALS)
    else:  # officers are not told who looked at what they did
        entries = entries.exclude(~Q(actor=_actor(ring)), act__in=_LOOKS)
        entries = entries.exclude(act="tip.refused")  # by who is of the unit and may not open its tip: it names him
    if after:
        entries = entries.filter(TupleLessThan(("at", "id"), _place(after)))
    if not units:
        return _merged([entries.filter(unit_id=None)])
    streams, passed_on = [], []
    for unit in units:
        officers = _officers_of(unit)
        known = officers if sees_all else officers - _of_other_units(ring, officers)
        streams += [entries.filter(unit_id=unit), entries.filter(unit_id=None, actor__in=_actors(known))]
        before = AuditEntry.objects.filter(tip_id=OuterRef("tip_id"), unit_id=unit, at__lt=OuterRef("at"))
        theirs = entries.filter(Exists(before), act=_PASSED_ON, actor__in=_actors(officers))
        passed_on.append(theirs.exclude(unit_id=unit))
    # The last: no index has what was passed on, but what bounds it.
    return _merged([*streams, *(passed_on if asked.kind in (None, Kind.WORK) else [])])


def _merged(streams: Iterable[QuerySet[AuditEntry]]) -> list[AuditEntry]:
    """Return the newest of all, each once; of each stream nothing is looked for that is older than a page of others."""
    found: list[AuditEntry] = []
    for stream in streams:
        newer = stream.filter(at__gte=found[PAGE].at) if len(found) > PAGE else stream
        each = {entry.pk: entry for entry in (*found, *newer.order_by("-at", "-id")[: PAGE + 1])}
        found = sorted(each.values(), key=_when, reverse=True)[: PAGE + 1]
    return found


def _when(entry: AuditEntry) -> tuple[datetime, UUID]:
    return entry.at, entry.pk


def _of_own_tips(ring: KeyRing, *, sees_all: bool) -> Q:
    """Entries of tips that the reader may see, or that are erased and were neither set apart nor of another unit."""
    # The second condition says nothing new, but can be no key of a hash: else Postgres reads all tips to know of some.
    there = Tip.everything.filter(pk=OuterRef("tip_id")).filter(pk__gte=OuterRef("tip_id"))
    own = there.filter(self_test=False).exclude(pk__in=Recusal.objects.filter(officer=ring.officer).values("tip"))
    others = AuditEntry.objects.filter(tip_id=OuterRef("tip_id"))
    apart = Unit.objects.filter(purpose__in=[UnitPurpose.STANDARDS, UnitPurpose.OVERSIGHT])
    barred = Q(act="tip.recused", actor=_actor(ring)) | Q(unit_id__in=apart.values("pk"))  # whom it named is forgotten
    if not sees_all:
        own = own.filter(unit__in=ring.unit_ids)
        barred |= Q(unit_id__isnull=False) & ~Q(unit_id__in=ring.unit_ids)
    is_erased = ~Q(Exists(there)) & ~Q(act="tip.refused")  # who tried an address tried one that may never have been
    return Q(Exists(own)) | (is_erased & ~Q(Exists(others.filter(barred))))


def _of_passed_on(ring: KeyRing, unit: UUID) -> Q:
    """Entries about tips that officers of this unit of the reader passed on since, unless he may be meant by them."""
    if unit not in ring.unit_ids:
        return Q(pk=None)
    since = AuditEntry.objects.filter(tip_id=OuterRef("tip_id"), act=_PASSED_ON, at__gte=OuterRef("at"))
    elsewhere = Tip.objects.filter(pk=OuterRef("tip_id")).exclude(unit__purpose__in=APART)
    seen = elsewhere.exclude(pk__in=Recusal.objects.filter(officer=ring.officer).values("tip"))
    return Q(Exists(since.filter(actor__in=_actors(_officers_of(unit))))) & Q(Exists(seen))


def _actors(officers: Iterable[UUID]) -> list[str]:
    return [f"officer:{pk}" for pk in officers]


def _officers_of(unit: UUID) -> set[UUID]:
    """Return the officers who have a place in a unit, the suspended too."""
    return {row.officer_id for row in believed(Membership.objects.places().filter(unit=unit))}


def _of_other_units(ring: KeyRing, officers: Iterable[UUID]) -> set[UUID]:
    """Return those of these officers who are in some unit that the reader is not in."""
    elsewhere = Membership.objects.filter(officer__in=list(officers)).exclude(unit__in=ring.unit_ids)
    return set(elsewhere.values_list("officer", flat=True))


def _questions(ring: KeyRing, entries: Iterable[AuditEntry]) -> dict[UUID, str]:
    """Open what was searched for: not of an officer of standards or oversight for who is not in these, too.

    Nor of one who was there when he searched, and has left since.
    It may tell of somebody whom a tip there names. What is of another unit must be answered for by somebody.
    """
    searches = [entry for entry in entries if entry.act == "tips.searched" and entry.unit_id in ring.unit_ids]
    officers = {entry.pk: UUID(entry.actor.removeprefix("officer:")) for entry in searches}
    apart = Membership.objects.places().filter(officer__in=list(officers.values()), unit__purpose__in=APART)
    strangers = {row.officer_id for row in believed(apart.exclude(unit__in=ring.unit_ids))}
    own = {str(unit_id) for unit_id in ring.unit_ids}
    wanted = [entry for entry in searches if own.issuperset(str(entry.detail.get("apart", "")).split())]
    opened = questions_in(ring, [entry for entry in wanted if officers[entry.pk] not in strangers])
    return {pk: question for pk, question in opened.items() if question}


def _is_emptied(entry: AuditEntry, left: set[str]) -> bool:
    """Take these tips and cases out of an entry's details, and return whether it then tells nothing any more."""
    if not left.isdisjoint((entry.detail.get("other"), entry.detail.get("case"))):
        return True
    if not left.intersection(tips := str(entry.detail.get("tips", "")).split()):
        return False
    entry.detail["tips"] = " ".join(one for one in tips if one not in left)
    return not entry.detail["tips"] and entry.tip_id is None


def _actor(ring: KeyRing) -> str:
    return f"officer:{ring.officer.pk}"


def _place(cursor: str) -> tuple[datetime, UUID]:
    at, _, pk = cursor.partition("_")
    try:
        moment, place = datetime.fromisoformat(at), UUID(pk)
    except ValueError:
        raise BadCursor from None
    if moment.tzinfo is None:
        raise BadCursor
    return moment, place
