"""Cases as officers of their unit see them: titles are opened, and what their tips name is put together."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from reports import audit, keystore
from reports.keyring import KeyRing
from reports.models import Case, CaseTip, KeyPurpose, LinkKind, Record, RecordKind, Recusal, Tip
from reports.queries.reading import ReadEntry, opened_entry, read_judged
from reports.queries.sources import Sources, heard, sources
from reports.queries.things import Thing, once_each, things_in
from reports.sealing.opening import CannotOpen

MOST_CASES = 200
MOST_TIPS = 200  # of a case are compared with each other
MOST_NOTES = 50
PAGE = 25


@dataclass(frozen=True, slots=True)
class Titled:
    """A case with its title; "" where it cannot be opened."""

    case: Case
    title: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Named:
    """One thing across a case: which tips name it, and how many sources these may be."""

    thing: Thing = field(repr=False)
    tips: tuple[Tip, ...]
    sources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadCase:
    """A case opened: what its tips name that the officer may read, and how many may have told it.

    `tips` are those of one page of `pages`, `count` is how many there are; `compared` those whose words were compared,
    and `notes` what officers noted on these last.
    """

    titled: Titled
    tips: tuple[Tip, ...]
    count: int
    page: int
    pages: int
    compared: tuple[Tip, ...]
    notes: tuple[ReadEntry, ...] = field(repr=False)
    sources: Sources
    named: dict[LinkKind, list[Named]] = field(repr=False)

    @property
    def before(self) -> int:
        """The page before, or 0."""
        return self.page - 1

    @property
    def after(self) -> int:
        """The page after, or 0."""
        return self.page + 1 if self.page < self.pages else 0


def cases_of(ring: KeyRing, tip: Tip) -> list[Titled]:
    """Return the cases that a tip is in."""
    return _titled(ring, Case.objects.filter(entries__tip=tip))


def cases(ring: KeyRing, unit: UUID | None = None) -> list[Titled]:
    """Return the newest cases of the officer's units, or of one of them."""
    units = [unit] if unit in ring.unit_ids else [] if unit else ring.unit_ids
    return _titled(ring, Case.objects.filter(unit__in=units))


def find_case(ring: KeyRing, case_id: UUID) -> Titled:
    """Return a case of the officer's units. Raises Case.DoesNotExist."""
    found = _titled(ring, Case.objects.filter(pk=case_id))
    if not found:
        raise Case.DoesNotExist
    return found[0]


def read_case(ring: KeyRing, titled: Titled, page: int = 1) -> ReadCase:
    """Open what the tips of a case name; that it was looked at is audited. `page`, from 1: of the list of its tips."""
    chosen = ring.tips.filter(case_entries__case=titled.case).select_related("unit", "assigned_to").by_urgency()
    tips = {tip.pk: tip for tip in chosen[:MOST_TIPS]}
    count = len(tips) if len(tips) < MOST_TIPS else chosen.count()
    pages = max(1, -(-count // PAGE))
    page = min(max(page, 1), pages)
    start = (page - 1) * PAGE
    listed = list(tips.values())[start : start + PAGE] if start + PAGE <= MOST_TIPS else chosen[start : start + PAGE]
    read = read_judged(ring, tips)
    estimate = sources([heard(tip, read.get(pk, [])) for pk, tip in tips.items()])
    holders: dict[tuple[LinkKind, str], dict[UUID, Thing]] = {}
    for pk, judged in read.items():
        for key, thing in once_each(thing for one in judged for thing in things_in(one)).items():
            holders.setdefault(key, {})[pk] = thing
    named: dict[LinkKind, list[Named]] = {}
    for (kind, _), by in sorted(holders.items(), key=lambda one: (-len(one[1]), one[0])):
        thing = next(iter(by.values()))
        named.setdefault(kind, []).append(Named(thing, tuple(tips[pk] for pk in by), estimate.of(by.keys())))
    told = " ".join(tip.reference for tip in tips.values())
    audit.enter("case.read", by=ring.officer, unit=titled.case.unit_id, case=str(titled.case.pk), tips=told)
    return ReadCase(
        titled=titled,
        tips=tuple(listed),
        count=count,
        page=page,
        pages=pages,
        compared=tuple(tips.values()),
        notes=_notes(ring, tips),
        sources=estimate,
        named=named,
    )


def _notes(ring: KeyRing, tips: Mapping[UUID, Tip]) -> tuple[ReadEntry, ...]:
    """Open the newest notes on these tips, newest first. What does not open is left out; its own tip's page says so."""
    roots = ring.roots(tips)
    rows = Record.objects.filter(tip__in=roots, kind=RecordKind.NOTE).select_related("officer")
    records = list(rows.prefetch_related("attachments").order_by("-at", "-position")[:MOST_NOTES])
    erasures = keystore.get_many(KeyPurpose.ERASURE, [record.pk for record in records]) if records else {}
    notes = []
    for record in records:
        if record.pk in erasures:
            record.tip = tips[record.tip_id]
            with suppress(CannotOpen):
                notes.append(opened_entry(record, roots[record.tip_id], erasures[record.pk]))
    return tuple(notes)


def _titled(ring: KeyRing, chosen: QuerySet[Case]) -> list[Titled]:
    """Open titles of the officer's units, but not of cases with a tip from which the officer stepped back."""
    gone = Recusal.objects.filter(officer=ring.officer).values("tip")  # not through the tip: the wall hides it
    left = CaseTip.objects.filter(case=OuterRef("pk"), tip__in=gone)  # of these cases alone: else of all there are
    chosen = chosen.filter(~Exists(left), unit__in=ring.unit_ids)
    rows = chosen.select_related("unit").order_by("-is_open", "-opened_on", "-id")[:MOST_CASES]
    return [Titled(case, _title(ring, case)) for case in rows]


def _title(ring: KeyRing, case: Case) -> str:
    try:
        return ring.unseal(case.unit_id, case.title, "case title", case.pk).decode()
    except CannotOpen:  # one damaged row must not hide the others
        return ""
