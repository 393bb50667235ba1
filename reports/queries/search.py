"""Search: the officer's own tips are opened and read through, newest first, in slices. There is no index of words.

An index would name nearly every word of a stolen copy (DESIGN §4). So each search opens what it looks at; it can be
left at any moment, for what was found is given slice by slice.

What could identify the tipster is masked in what is shown, and it is not searched: a word that is found under a mask
tells what the mask hides. Who gives a purpose, as for unmasking a tip, searches it too; that is written down, search by
search and tip by tip.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched, islice
from typing import Any, Self
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from reports import audit
from reports.keyring import KeyRing
from reports.models import Record, RecordKind, Tip, Unit
from reports.models.choices import APART, BY_OFFICERS
from reports.models.raw import id_of, moment_of, rows_in_one
from reports.models.record import was_judged
from reports.queries.asked import key_of_month, sealed_for
from reports.queries.first_words import kept_from
from reports.queries.lists import LISTS, View
from reports.queries.masking import blanked, findings_for, hidden, hidden_in, tells_of_source, with_masks
from reports.queries.meanwhile import meanwhile
from reports.queries.question import Question, fold
from reports.queries.scanning import Opened, Scanner, Sealed
from reports.sealing.keys import record_key
from reports.sealing.opening import CannotOpen, unseal

FIRST_SLICE, SLICE = 500, 4_000  # tips opened between two answers: a tenth of a second
_STEP = 50  # tips opened between two looks at whether Postgres has answered: half a millisecond
MOST_HITS = 200
_AROUND = 60  # characters shown on each side of a found word
_SHOWN = 3  # places of a record that are shown
_RAW, _RAW_SIZE = "uuid_send(one.id) || timestamptz_send(one.arrived_hour)", 24
_ID, _HOUR = slice(16), slice(16, None)
_ORDER = LISTS["all"].order
Place = list[Any]  # in this order
Spans = list[tuple[int, int]]
Giveaways = Callable[[str], list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Cut:
    """Some words of a record, and whether they are what was looked for."""

    text: str = field(repr=False)
    is_found: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A tip that fits, and where. `where` names the kind of the record that the words stand in.

    `under_mask`: some of the words stand in what could identify the tipster.
    """

    tip: Tip
    where: RecordKind
    cuts: tuple[Cut, ...] = field(repr=False)
    under_mask: bool


@dataclass(frozen=True, slots=True)
class Slice:
    """What a part of the search found; `searched` counts the tips looked at so far, `is_last` that no part follows.

    `next` is the cursor from which another search goes on, where this one stopped because it had found plenty.
    """

    hits: tuple[Hit, ...]
    searched: int
    is_last: bool
    next: str | None = None


@dataclass(slots=True)
class _Read:
    """A slice whose words are read through: `holding` are its tips that hold all that is wanted, with their words."""

    sealed: Sealed
    holding: dict[UUID, list[Opened]] = field(default_factory=dict, repr=False)


def no_giveaways(_: str) -> Spans:
    """Stand for a reader of typed answers that finds nothing in them."""
    return []


def search(
    ring: KeyRing,
    question: Question,
    asked: str,
    view: View,
    giveaways: Giveaways = no_giveaways,
    *,
    behind: Place | None = None,
    purpose: str = "",
) -> Iterator[Slice]:
    """Look through the tips of a view, newest first. That it was asked is audited, and each tip whose words are shown.

    `asked` is what the officer typed: it stands in the trail, sealed for each unit that was searched. `giveaways`
    finds what identifies in typed answers, of which triage says nothing. `behind`: where an earlier search stopped.
    `purpose`: why masked words are searched too, a word of the trail; without one they answer nothing.
    """
    _enter(ring, asked, view, purpose)
    scanner, searched, found = Scanner(ring), 0, 0
    for read, is_last in _slices(scanner, question, _pages(ring, view, behind)):
        scanner.settle()
        answering = _hits(ring, question, read, giveaways, with_masked=bool(purpose))
        fitting = tuple(islice(answering, MOST_HITS - found + 1))
        hits = fitting[: MOST_HITS - found]
        found += len(hits)
        _enter_shown(ring, hits, purpose)
        if found < MOST_HITS or (is_last and len(hits) == len(fitting)):
            searched += len(read.sealed.tips)
            yield Slice(hits, searched, is_last)
            continue
        last = hits[-1].tip
        searched += read.sealed.tips.index(last.pk.bytes) + 1
        yield Slice(hits, searched, is_last=True, next=_ORDER.cursor(last))
        return


def _slices(scanner: Scanner, question: Question, pages: Iterator[list[bytes]]) -> Iterator[tuple[_Read, bool]]:
    """Yield slices with those tips that fit, and whether it is the last. While one is read, the next one is fetched."""

    def fetch() -> Sealed:
        page = next(pages, None)
        return scanner.fetch(page) if page else Sealed([])

    sealed, is_last = fetch(), False
    while not is_last:
        read = _Read(sealed)
        with meanwhile(_read_through(scanner, read, question)):
            sealed = fetch()
        is_last = not sealed.tips
        yield read, is_last


def _pages(ring: KeyRing, view: View, behind: Place | None) -> Iterator[list[bytes]]:
    """Yield the ids of a view's tips, by their bytes, newest first: few at first, so that something is told at once."""
    tips, size = view.searched(ring), FIRST_SLICE
    rest = _ORDER.behind(tips, behind) if behind else _ORDER.sort(tips)
    while page := _page(rest.values_list("id", "arrived_hour")[:size]):
        yield [row[_ID] for row in page]
        if len(page) < size:
            return
        rest = _ORDER.behind(tips, [moment_of(page[-1][_HOUR]), id_of(page[-1][_ID])])
        size = min(2 * size, SLICE)


def _page(rows: QuerySet[Tip, tuple[UUID, datetime]]) -> list[bytes]:
    with suppress(EmptyResultSet):  # of an officer without a unit Django knows without asking that there is none
        return rows_in_one("default", _RAW, _RAW_SIZE, *rows.query.sql_with_params())
    return []


def _read_through(scanner: Scanner, read: _Read, question: Question) -> Iterator[None]:
    """Keep the tips of a slice that hold what is wanted, masked or not; whether they answer is seen after."""
    for some in batched(read.sealed.tips, _STEP):
        for tip_id, opened in scanner.read(read.sealed, some, question.may_fit):
            if question.is_in([fold(one.text) for one in opened]):
                read.holding[id_of(tip_id)] = opened
        yield


def place_of(cursor: str | None) -> Place | None:
    """Return where an earlier search stopped; None for no cursor. Raises BadCursor."""
    return _ORDER.read(cursor) if cursor else None


def how_many(ring: KeyRing, view: View, behind: Place | None = None) -> int:
    """Return how many tips a search of this view looks through."""
    tips = view.searched(ring)
    return (_ORDER.behind(tips, behind) if behind else tips).count()


def _enter(ring: KeyRing, asked: str, view: View, purpose: str) -> None:
    """Enter it with each unit whose tips are looked through, and so may be told of."""
    apart = Unit.objects.filter(pk__in=ring.unit_ids, purpose__in=APART).values_list("pk", flat=True)
    of_apart = {"apart": " ".join(map(str, apart))} if apart else {}
    key, narrowed = key_of_month(), [unit_id for unit_id in ring.unit_ids if str(unit_id) == view.unit]
    for unit_id in narrowed or ring.unit_ids:
        entry = audit.entry("tips.searched", by=ring.officer, unit=unit_id)
        told = sealed_for(ring, entry, unit_id, asked, key=key)
        entry.detail |= {"question": told} | ({"purpose": purpose} if purpose else {}) | of_apart
        entry.save(force_insert=True)


def _enter_shown(ring: KeyRing, hits: Sequence[Hit], purpose: str) -> None:
    audit.enter_list("search", (hit.tip for hit in hits), by=ring.officer)
    for hit in hits:
        if hit.under_mask:
            audit.enter("source.searched", by=ring.officer, tip=hit.tip.pk, unit=hit.tip.unit_id, purpose=purpose)


def _hits(ring: KeyRing, question: Question, read: _Read, giveaways: Giveaways, *, with_masked: bool) -> Iterator[Hit]:
    """Yield the tips of a slice that answer, in its order, each with the first record that holds wanted words."""
    for ids in batched(read.holding, MOST_HITS):
        records = Record.objects.in_bulk([id_of(one.record_id) for tip_id in ids for one in read.holding[tip_id]])
        tips = Tip.objects.select_related("unit", "assigned_to").in_bulk(list(ids))
        kept = kept_from(ring, tips.values())
        for tip_id in ids:
            if tip_id not in tips or tip_id in kept:
                continue
            tip, there = tips[tip_id], [(records.get(id_of(one.record_id)), one) for one in read.holding[tip_id]]
            said = [_Said.of(tip, record, one, giveaways) for record, one in there if record]
            if hit := _hit(tip, question, said, with_masked=with_masked):
                yield hit


@dataclass(frozen=True, slots=True)
class _Said:
    """One record's text, which places of it are masked, and what it is without them."""

    kind: RecordKind
    text: str = field(repr=False)
    secret: Spans = field(repr=False)
    bare: str = field(repr=False)

    @classmethod
    def of(cls, tip: Tip, record: Record, one: Opened, giveaways: Giveaways) -> Self:
        record.tip = tip  # it is asked whether it was judged
        text, secret = one.text, _secret(record, one, giveaways)
        return cls(RecordKind(record.kind), text, secret, blanked(text, secret))


def _hit(tip: Tip, question: Question, said: Sequence[_Said], *, with_masked: bool) -> Hit | None:
    texts = [fold(one.text if with_masked else one.bare) for one in said]
    if not question.fits(texts):
        return None
    one, spans = next((one, spans) for one, text in zip(said, texts, strict=True) if (spans := question.spans(text)))
    cuts = tuple(Cut(with_masks(cut.text), cut.is_found) for cut in cut_out(one.bare, spans))
    under = with_masked and any(_is_under(each, question.spans(text)) for each, text in zip(said, texts, strict=True))
    return Hit(tip, one.kind, cuts, under)


def _is_under(said: _Said, spans: Spans) -> bool:
    return any(begins < end and start < ends for begins, ends in spans for start, end in said.secret)


def _secret(record: Record, one: Opened, giveaways: Giveaways) -> Spans:
    """Return the places in a found record's text that could identify the tipster. What cannot be judged is all secret.

    Officers' own words are theirs to keep clean; what an agency wrote is all masked.
    """
    if record.kind == RecordKind.FEEDBACK:
        return [(0, len(one.text))]
    if record.kind in BY_OFFICERS:
        return []
    said = json.loads(one.plain)
    text, answers = said["text"], said["answers"]
    try:
        stored = None if record.findings is None else json.loads(_findings(record, one, record.findings))
    except CannotOpen:
        return [(0, len(one.text))]
    judged = findings_for(stored, text, answers, was_judged=was_judged(record.kind, answers, record.tip.triage))
    secret, at = hidden(judged["findings"] if judged else ()), len(text) + 1
    for name, told in answers.items():
        whole = [(0, len(str(told)))] if tells_of_source(name) else hidden_in(name, giveaways(str(told)), judged)
        secret += [(at + start, at + end) for start, end in whole]
        at += len(str(told)) + 1
    return secret


def _findings(record: Record, one: Opened, sealed: bytes | memoryview) -> bytes:
    key = record_key(one.root, one.erasure, record.tip_id, record.pk, "findings")
    return unseal(key, sealed, "findings", record.tip_id, record.pk)


def cut_out(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Cut, ...]:
    """Return the first found places of a text, each with the words around it."""
    windows: list[tuple[int, int]] = []
    for start, end in spans[:_SHOWN]:
        begins, ends = max(0, start - _AROUND), min(len(text), end + _AROUND)
        if windows and begins <= windows[-1][1]:
            begins = windows.pop()[0]
        windows.append((begins, ends))
    cuts: list[Cut] = []
    for begins, ends in windows:
        at = begins
        for start, end in spans:
            if begins <= start and end <= ends:
                cuts += [Cut(text[at:start], is_found=False), Cut(text[start:end], is_found=True)]
                at = end
        cuts.append(Cut(text[at:ends] + (" … " if ends < len(text) else ""), is_found=False))
    return (Cut("… ", is_found=False), *cuts) if windows and windows[0][0] else tuple(cuts)
