"""Making a second tip of some words of a tip that tells of two matters, for the unit whose matter they are.

The words are copied, in the officer's own session, under keys of their own; the first tip, its receipt and its mailbox
stay as they are. What was masked in the words stays masked. The second tip has no mailbox: its tipster is asked in the
first one. What he takes back there is taken back here as well (reports.models.Split).
"""

import json
from collections.abc import Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction

from reports import audit, keystore, vault
from reports.alarm import end_alarms_of, raise_alarm
from reports.called_in import call_in_for_words
from reports.casework.refer import answered, to_keep_off, ways_on
from reports.casework.status import closed_to_the_day
from reports.changing import StaleTip, changing, held_as_seen
from reports.clock import today
from reports.kept_from import KeptFrom
from reports.keyring import KeyRing
from reports.models import (
    AuditEntry,
    CloseReason,
    KeyPurpose,
    Officer,
    Record,
    RecordKind,
    Recusal,
    Split,
    Status,
    Tip,
    TriageState,
    Unit,
    Urgency,
)
from reports.models.choices import APART, BY_OFFICERS, GIVEN_UP, HEARD, ORIGIN, TAKEN
from reports.queries.masking import apart
from reports.queries.named import Meant, members_in, seated_in, with_joined
from reports.queries.reading import ReadEntry, read_records
from reports.queries.records import waits_beside
from reports.retention import closed_today
from reports.sealing.manifest import UnitKey
from reports.signed_people import members_of
from reports.signed_row import check_signed
from reports.wall import whole_house
from reports.writing import tip_without_mailbox

_MOVED = frozenset({"identifying", "entities"})
_GO_ALONG = (HEARD, TAKEN, "how_many_know")  # whose the words are, and that few could know them
_LOOKING = frozenset({  # what leaves a second tip as it was made; not that it was printed: no paper is taken back
    "tip.split_off", "tip.read", "tip.refused", "tip.chased", "source.shown", "source.hidden", "source.searched",
    "alert.everybody", "tip.recused",
})  # fmt: skip
_FROM_ANOTHER = "It was found in the tip that these words come from."


class NothingChosen(Exception):
    """No words were chosen, or none that stand there."""


class CannotSplit(Exception):
    """The tip is closed, taken back, not judged yet or itself a second one; or nobody of that unit could read it."""


class Touched(Exception):
    """Somebody has acted on the second tip, or it is not this officer's to undo."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What of a tip goes into the second one: places in records, and answers by record and name."""

    places: Collection[tuple[UUID, int, int]]
    answers: Collection[tuple[UUID, str]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Second:
    """Who works on the second tip, and how it stands in the queue. `nothing_against` as where a tip is passed on."""

    unit: str
    category: str
    urgency: int
    nothing_against: bool = False


@dataclass(slots=True)
class _Copied:
    """The second tip's words, and what is known of them, put together record by record."""

    text: str = field(default="", repr=False)
    answers: dict[str, str] = field(default_factory=dict, repr=False)
    guide: str = ""
    findings: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict, repr=False)
    beside: dict[str, dict[str, Any]] = field(default_factory=dict, repr=False)
    rules: str = ""
    kept: KeptFrom = field(default_factory=KeptFrom)
    """From whom the first tip is to be kept, by any of its words."""

    def add_words(self, entry: ReadEntry, places: Iterable[tuple[int, int]]) -> None:
        """Copy places of a record's words, in their order, with what was found in them."""
        for start, end in places:
            self.text += "\n\n" if self.text else ""
            self._add_findings(entry, start, end)
            self.text += entry.text[start:end]

    def add_answer(self, entry: ReadEntry, name: str) -> None:
        """Copy an answer with what was found in it, unless one of its name is there."""
        if name in self.answers:
            return
        self.answers[name] = entry.answers[name]
        self.guide = self.guide or entry.guide
        stored = entry.findings or {}
        for part in ("in_answers", "cleared"):
            if name in stored.get(part, {}):
                self.beside.setdefault(part, {})[name] = stored[part][name]

    def _add_findings(self, entry: ReadEntry, start: int, end: int) -> None:
        stored = entry.findings or {"findings": []}
        self.rules = self.rules or stored.get("rules_version", "")
        by = len(self.text) - start
        for one in stored["findings"]:
            within = [
                [max(a, start) + by, min(b, end) + by, *rest] for a, b, *rest in one["spans"] if a < end and start < b
            ]
            if one["step"] in _MOVED and within:
                bare = {**one, "reason": _FROM_ANOTHER, "spans": []}
                kept = self.findings.setdefault((one["step"], one["value"]), bare)
                kept["spans"] += within
                kept["score"] = float(len(kept["spans"]))

    @property
    def words(self) -> str:
        """All that the second tip tells."""
        return "\n".join((self.text, *self.answers.values()))

    def body(self) -> bytes:
        """The second tip's words as they are sealed."""
        return json.dumps({"text": self.text, "answers": self.answers, "guide": self.guide}).encode()

    def found(self, origin: Mapping[str, Any]) -> bytes:
        """What is known of them as it is sealed; `origin` is the finding that names the first tip."""
        findings = [*self.findings.values(), origin]
        told = {
            "findings": findings,
            "rules_version": self.rules,
            "fingerprint": "",
            **self.beside,
            **self.kept.stored(),
        }
        return json.dumps(told).encode()


def told_by_tipster(ring: KeyRing, tip: Tip) -> list[ReadEntry]:
    """Open what the tipster told, in order; the caller audits what for. Raises NotYours."""
    records = tip.records.exclude(kind__in=BY_OFFICERS).exclude(waits_beside()).select_related("tip")
    in_order = list(records.prefetch_related("attachments").order_by("position"))
    return [entry for _, entry in read_records(ring, tip, in_order)]


def units_for(tip: Tip) -> list[Unit]:
    """Return the units that a second tip can be made for, the tip's own first."""
    return [tip.unit, *ways_on(tip)]


@whole_house()  # the second tip may be another unit's
def split_tip(*, tip: Tip, chosen: Chosen, second: Second, ring: KeyRing, version: int, shown: int) -> Tip:
    """Make a second tip of the chosen words and return it.

    Raises NothingChosen, NotAnswered, CannotSplit, NotYours, StaleTip.

    `shown`: how many second tips of this one the officer's page showed as his; the tip's version does not count those
    for standards and oversight, and a page that is sent twice makes no two of them.
    That words went to standards or oversight shows nowhere on the first tip: whom they name may read it.
    """
    unit = next((one for one in units_for(tip) if one.slug == second.unit), None)
    if unit is None:
        raise CannotSplit
    said = answered(tip, unit, nothing_against=second.nothing_against)
    copied = _copied(told_by_tipster(ring, tip), chosen)
    with _held(tip, unit, by=ring.officer, version=version, **said) as first:
        check_signed(first)
        if Split.objects.filter(origin=first, officer=ring.officer).count() != shown:
            raise StaleTip
        if first.status == Status.CLOSED or first.withdrawn or first.triage == TriageState.WAITING:
            raise CannotSplit
        if Split.objects.filter(tip=first).exists():
            raise CannotSplit
        gone = set(Recusal.objects.filter(tip=first).values_list("officer", flat=True))
        gone |= _to_keep_off(first, copied, unit.pk) - {ring.officer.pk}
        if not members_of([unit.pk]) - gone:
            raise CannotSplit
        made, root = _store(first, copied, second, vault.manifest().units[unit.slug])
        Recusal.objects.bulk_create(Recusal(tip=made, officer_id=officer) for officer in gone)
        Split.objects.create(tip=made, origin=first, officer=ring.officer)
        told = {"other": first.reference} if made.unit_id == first.unit_id else {}
        audit.enter("tip.split_off", by=ring.officer, tip=made.pk, unit=made.unit_id, **told, **said)
        if made.urgency == Urgency.IMMEDIATE:
            call_in_for_words(made, copied.words, root, copied.kept.everybody)
            raise_alarm([made.pk])
    return made


@whole_house()  # whoever made it for another unit may not see it any more
def undo_split(*, second: UUID, by: Officer) -> bool:
    """Take a second tip back while nobody has acted on it, and return whether its words are gone at once; its row goes
    in the night. Where their key is too old for the desk to destroy, both go in fourteen days. Raises Touched.
    """
    with transaction.atomic():
        split = Split.objects.select_related("origin").filter(tip=second, officer=by).first()
        tip = Tip.objects.select_for_update().filter(pk=second).first()
        if split is None or tip is None or AuditEntry.objects.filter(tip_id=second).exclude(act__in=_LOOKING).exists():
            raise Touched
        tip.status, tip.outcome, tip.due_at = Status.CLOSED, CloseReason.DUPLICATE, None
        closed_to_the_day(tip)
        closed_today(tip)
        tip.erase_on = today()
        tip.version += 1
        tip.save()
        end_alarms_of(tip, by=by)
        audit.enter("tip.split_undone", by=by, tip=tip.pk, unit=tip.unit_id)
        if not _is_quiet(split.origin, tip.unit):
            audit.enter("tip.split_undone", by=by, tip=split.origin_id, unit=split.origin.unit_id)
        split.delete()
    keystore.destroy(KeyPurpose.FINGERPRINT, [second])
    return keystore.destroy(KeyPurpose.ERASURE, [second]) > 0


def _held(tip: Tip, unit: Unit, *, by: Officer, version: int, **said: str) -> AbstractContextManager[Tip]:
    if _is_quiet(tip, unit):
        return held_as_seen(tip, act="tip.split", by=by, version=version)
    return changing(tip, act="tip.split", by=by, version=version, to=unit.slug, **said)


def _is_quiet(tip: Tip, unit: Unit) -> bool:
    return unit.purpose in APART and unit.pk != tip.unit_id


def _copied(entries: Iterable[ReadEntry], chosen: Chosen) -> _Copied:
    entries = list(entries)
    copied = _Copied(kept=KeptFrom.told(entry.findings for entry in entries))
    for entry in entries:
        pk, length = entry.record.pk, len(entry.text)
        copied.add_words(entry, apart((max(0, a), min(b, length)) for one, a, b in chosen.places if one == pk))
        names = [name for one, name in chosen.answers if one == pk and name in entry.answers]
        for name in names:
            copied.add_answer(entry, name)
        if names or any(one == pk for one, _, _ in chosen.places):
            for name in _GO_ALONG:
                if name in entry.answers:
                    copied.add_answer(entry, name)
    if not copied.text.strip() and copied.answers.keys() <= set(_GO_ALONG):
        raise NothingChosen
    return copied


def _to_keep_off(first: Tip, copied: _Copied, unit: UUID) -> set[UUID]:
    """Who of the unit may not read the second tip; of the first one's own unit triage asked when words came."""
    named, kept = members_in(copied.words, [unit]), with_joined(copied.kept)
    if unit == first.unit_id:
        return named
    themselves = named | seated_in([unit], kept.themselves)
    by_unit = seated_in([unit], kept.by_unit)
    return to_keep_off(first, Meant(themselves, by_unit, kept.is_unit_accused), unit)


def _store(first: Tip, copied: _Copied, second: Second, unit: UnitKey) -> tuple[Tip, bytes]:
    made, root = tip_without_mailbox(
        unit,
        category=second.category,
        urgency=second.urgency,
        channel=first.channel,
        language=first.language,
        arrived_hour=first.arrived_hour,
        triage=TriageState.FAILED if first.triage in GIVEN_UP else TriageState.DONE,
    )
    told = f"An officer made it of words of tip {first.reference}, which {first.unit.name} reads."
    reason = f"{told} Its tipster can be asked there alone."
    origin = {"step": ORIGIN, "value": str(first.pk), "score": 1.0, "reason": reason, "spans": []}
    Record(
        id=made.pk,
        tip=made,
        kind=RecordKind.TIP,
        channel=first.channel,
        position=0,
        at=first.arrived_hour,
        body=root.seal_part(copied.body(), "body"),
        findings=root.seal_part(copied.found(origin), "findings"),
    ).save(force_insert=True)
    return made, root.root
