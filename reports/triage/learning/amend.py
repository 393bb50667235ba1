"""An officer puts single findings of a tip right: masks words, takes masks off, says what a thing is and is not.

The stored findings themselves are changed, so that it counts wherever they are read: on the page, in lists, searches,
cases, release copies and at programs. What was taken away is kept beside them and can be put back.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from reports import audit
from reports.changing import changing
from reports.guides import typed
from reports.keyring import KeyRing, require_member
from reports.models import Status, Tip
from reports.models.choices import BY_OFFICERS
from reports.queries.masking import MASK, blanked, hidden, hidden_in, tells_of_source
from reports.queries.reading import ReadEntry, read_record, read_records
from reports.queries.records import waits_beside
from reports.triage.answers_seen import giveaways
from reports.triage.learning import amending
from reports.triage.learning.amending import BY_HAND, MARKED, FoundAlready, NothingThere, Place, Stored
from reports.triage.learning.single import Said, keep_said
from reports.triage.steps import entities, identifying
from reports.writing import RecordRoot

KINDS = (MARKED, *identifying.KINDS)
"""What a mask can hide, by name."""
THINGS = entities.KINDS
"""What a name can be, by name."""
ADDED = ("person", "plate", "phone", "vessel", "account", "place")
"""What an officer can say that words are which triage passed by."""


@dataclass(slots=True)
class _Opened:
    """A record in work, and what it holds under its masks; `stored` is changed and then sealed again."""

    root: RecordRoot
    entry: ReadEntry = field(repr=False)
    stored: Stored = field(repr=False)

    def text(self, answer: str) -> str:
        """The words in which a place lies. Raises NothingThere."""
        if answer and answer not in self.entry.answers:
            raise NothingThere
        return self.entry.answers[answer] if answer else self.entry.text

    def seal(self) -> None:
        record = self.entry.record
        record.findings = self.root.seal_part(json.dumps(self.stored).encode(), "findings")
        record.save(update_fields=["findings"])


def masked_places(entry: ReadEntry, answer: str) -> list[tuple[int, int]]:
    """Return the masks over a record's text, or over an answer."""
    if not answer:
        return hidden(entry.findings["findings"] if entry.findings else ())
    return hidden_in(answer, giveaways(entry.answers[answer]), entry.findings)


def can_amend(entry: ReadEntry) -> bool:
    """Whether a record's findings are an officer's to change: once the worker has written them, or has given up."""
    record = entry.record
    return record.is_tipsters and (record.findings is not None or record.was_given_up)


def mask_words(*, tip: Tip, words: str, kind: str, ring: KeyRing, version: int, with_source: bool) -> int:
    """Mask these words wherever the tip holds them, and return in how many places. Only what the officer can see is
    looked through, or it would tell what stands under a mask; `with_source`: he has the tip unmasked.

    Raises NothingThere, NotYours, StaleTip.
    """
    if kind not in KINDS:
        raise NothingThere
    work, count = [], 0
    for one in _opened(ring, tip):
        if places := list(_places(one.entry, words, with_source=with_source)):
            amending.mask(one.stored, kind, places)
            work.append(one)
            count += len(places)
    if not work:
        raise NothingThere
    with changing(tip, act="finding.masked", by=ring.officer, version=version, places=count) as changed:
        for one in work:
            one.seal()
        keep_said(changed, Said(step="identifying", said="", meant=kind, times=count), by=ring.officer)
    return count


def add_thing(*, tip: Tip, words: str, kind: str, village: str, ring: KeyRing, version: int) -> int:
    """Say that these words are a thing of this kind, wherever the tip holds them, and return in how many places.

    What lies under a mask is no such thing, whoever has seen it. `village`: where a place lies, or "".
    Raises FoundAlready, and as above.
    """
    if kind not in ADDED or MASK in words:
        raise NothingThere
    rule = amending.place_called(words, village) if kind == "place" else BY_HAND
    work, count, stands = [], 0, False
    for one in _opened(ring, tip):
        new = 0
        for place in _places(one.entry, words, with_source=False):
            stands = True
            new += amending.add(one.stored, kind, place, rule, masked_places(one.entry, place[0]))
        if new:
            work.append(one)
            count += new
    if not work:
        raise FoundAlready if stands else NothingThere
    with changing(tip, act="finding.added", by=ring.officer, version=version, places=count) as changed:
        for one in work:
            one.seal()
        keep_said(changed, Said(step="entities", said="", meant=kind, times=count), by=ring.officer)
    return count


def take_mask_off(*, tip: Tip, record: UUID, place: Place, ring: KeyRing, version: int) -> None:
    """Say that the words under a mask do not identify the tipster: they stand open from now on, for everybody who reads
    the tip, wherever the same text or answer holds them. Raises NothingThere, NotYours, StaleTip.
    """
    one = _one(ring, tip, record)
    answer, start, end = place
    text, places = one.text(answer), masked_places(one.entry, answer)
    if (start, end) not in places:
        raise NothingThere
    same = [(a, b) for a, b in places if text[a:b].casefold() == text[start:end].casefold()]
    gone = amending.unmask(one.stored, answer, same)
    said = ",".join(sorted({found["value"] for found in gone})) or MARKED
    told = Said(step="identifying", said=said, meant="", rules=amending.rules_of(gone), times=len(same))
    with changing(tip, act="finding.unmasked", by=ring.officer, version=version, places=len(same)) as changed:
        one.seal()
        keep_said(changed, told, by=ring.officer)


def call_it(*, tip: Tip, record: UUID, place: Place, kind: str, meant: str, ring: KeyRing, version: int) -> None:
    """Say that what was taken for a thing of one kind is of another, or is none (""). Raises as above.

    Of what an officer had added nothing is kept against triage, which had not found it.
    """
    one = _one(ring, tip, record)
    if meant and meant not in THINGS:
        raise NothingThere
    gone = amending.call_it(one.stored, place, kind, meant, one.text(place[0]))
    said = kind if any(found["reason"] != BY_HAND for found in gone) else ""
    told = Said(step="entities", said=said, meant=meant, rules=amending.rules_of(gone))
    with changing(tip, act="finding.corrected", by=ring.officer, version=version, step="entities") as changed:
        one.seal()
        if said or meant:
            keep_said(changed, told, by=ring.officer)


def not_alike(*, tip: Tip, record: UUID, other: str, ring: KeyRing, version: int) -> None:
    """Say that another tip, which triage takes for the same, tells of something else. Raises as above."""
    one = _one(ring, tip, record)
    gone = amending.not_alike(one.stored, other)
    with changing(tip, act="finding.corrected", by=ring.officer, version=version, step="duplicates") as changed:
        if Tip.objects.filter(pk=other, again_because=tip.pk).update(again_because=None):
            amending.was_told_again(one.stored, other)
        one.seal()
        for step in sorted({found["step"] for found in gone}):
            keep_said(changed, Said(step=step, said="alike", meant=""), by=ring.officer)


def put_back(*, tip: Tip, record: UUID, number: int, ring: KeyRing, version: int) -> None:
    """Undo a correction; what was said of it is kept all the same. Raises NothingThere, NotYours, StaleTip."""
    one = _one(ring, tip, record)
    told_again = amending.put_back(one.stored, number)
    with changing(tip, act="finding.put_back", by=ring.officer, version=version):
        one.seal()
        closed = Tip.objects.filter(pk=told_again, unit=tip.unit_id, status=Status.CLOSED, again_because=None)
        closed.update(again_because=tip.pk)


@transaction.atomic
def say_wrong_unit(*, tip: Tip, meant: str, ring: KeyRing) -> None:
    """Say that triage should have sent the tip to the unit with slug `meant`. Raises NotYours, KeyGone, CannotOpen."""
    require_member(tip, ring.officer)
    first = tip.records.select_related("tip").get(pk=tip.pk)
    findings = read_record(ring, first)[1].findings or {"findings": []}
    said = next((one["value"] for one in findings["findings"] if one["step"] == "routing"), "")
    audit.enter("finding.wrong_unit", by=ring.officer, tip=tip.pk, unit=tip.unit_id)
    keep_said(tip, Said(step="routing", said=said, meant=meant, rules=[tip.category]), by=ring.officer)


def _opened(ring: KeyRing, tip: Tip) -> Iterator[_Opened]:
    """Yield what is to be amended of a tip, as far as it opens. Raises NotYours."""
    records = tip.records.exclude(kind__in=BY_OFFICERS).exclude(waits_beside()).order_by("position")
    for root, entry in read_records(ring, tip, records):
        if can_amend(entry):
            yield _Opened(root, entry, amending.fresh(entry.findings))


def _one(ring: KeyRing, tip: Tip, record: UUID) -> _Opened:
    found = tip.records.filter(pk=record).exclude(waits_beside()).select_related("tip").first()
    if found is None:
        raise NothingThere
    root, entry = read_record(ring, found)
    if not can_amend(entry):
        raise NothingThere
    return _Opened(root, entry, amending.fresh(entry.findings))


def _places(entry: ReadEntry, words: str, *, with_source: bool) -> Iterator[Place]:
    for answer in ("", *typed(entry.answers)):
        if answer and tells_of_source(answer):
            continue  # masked as a whole
        text = entry.answers[answer] if answer else entry.text
        seen = text if with_source else blanked(text, masked_places(entry, answer))
        for start, end in amending.places_of(words, seen):
            yield answer, start, end
