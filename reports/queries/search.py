"""Search: the officer's own tips are opened and read through, newest first, in slices. There is no index of words.

An index would name nearly every word of a stolen copy (DESIGN §4). So each search opens what it looks at; it can be
left at any moment, for what was found is given slice by slice.

What could identify the tipster is masked in what is shown. Words that are found under a mask tell what the mask hides:
that is written down, tip by tip.
"""

import json
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from reports import audit
from reports.keyring import KeyRing
from reports.models import Record, RecordKind, Tip
from reports.models.choices import BY_OFFICERS
from reports.models.raw import id_of, moment_of, raw_rows
from reports.queries.lists import LISTS, View
from reports.queries.masking import blanked, hidden, hidden_in, tells_of_source, with_masks
from reports.queries.meanwhile import meanwhile
from reports.queries.question import Question, fold
from reports.queries.scanning import Opened, Scanner, Sealed
from reports.sealing.envelope import seal
from reports.sealing.keys import record_key
from reports.sealing.opening import CannotOpen, unseal

FIRST_SLICE, SLICE = 500, 4_000  # tips opened between two answers: a tenth of a second
MOST_HITS = 200
_AROUND = 60  # characters shown on each side of a found word
_SHOWN = 3  # places of a record that are shown
_ID, _HOUR = slice(12, 28), slice(36, None)  # of a raw row
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
    """A slice whose words are read through: `fitting` are its tips that answer the question, with all their words."""

    sealed: Sealed
    fitting: dict[UUID, list[Opened]] = field(default_factory=dict, repr=False)


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
) -> Iterator[Slice]:
    """Look through the tips of a view, newest first. That it was asked is audited, and each tip whose words are shown.

    `asked` is what the officer typed: it stands in the trail, sealed for each unit that was searched. `giveaways`
    finds what identifies in typed answers, of which triage says nothing. `behind`: where an earlier search stopped.
    """
    _enter(ring, asked)
    scanner, searched, found = Scanner(ring), 0, 0
    for read, is_last in _slices(scanner, question, _pages(ring, view, behind)):
        scanner.settle()
        fitting = _hits(question, read, giveaways)
        hits = fitting[: MOST_HITS - found]
        found += len(hits)
        _enter_shown(ring, hits)
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

    sealed = fetch()
    with meanwhile() as other:
        while True:
            coming, read = other.ask(fetch), _Read(sealed)
            _read_through(scanner, read, question)
            sealed = coming.result()  # before anything else is asked
            yield read, not sealed.tips
            if not sealed.tips:
                return


def _pages(ring: KeyRing, view: View, behind: Place | None) -> Iterator[list[bytes]]:
    """Yield the ids of a view's tips, by their bytes, newest first: few at first, so that something is told at once."""
    tips, size = view.searched(ring), FIRST_SLICE
    rest = _ORDER.behind(tips, behind) if behind else _ORDER.sort(tips)
    while page := _page(rest.values_list("pk", "arrived_hour")[:size]):
        yield [row[_ID] for row in page]
        if len(page) < size:
            return
        rest = _ORDER.behind(tips, [moment_of(page[-1][_HOUR]), id_of(page[-1][_ID])])
        size = min(2 * size, SLICE)


def _page(rows: QuerySet[Tip, tuple[UUID, datetime]]) -> list[bytes]:
    with suppress(EmptyResultSet):  # of an officer without a unit Django knows without asking that there is none
        return list(raw_rows("default", *rows.query.sql_with_params()))
    return []


def _read_through(scanner: Scanner, read: _Read, question: Question) -> None:
    """Keep the tips of a slice that fit."""
    for tip_id in read.sealed.tips:
        opened = scanner.open(read.sealed, tip_id)
        if opened and may_fit(question, opened) and question.fits([fold(one.text) for one in opened]):
            read.fitting[id_of(tip_id)] = opened


def may_fit(question: Question, opened: Sequence[Opened]) -> bool:
    """Whether it is worth while to take these words out of their form, in which all but ASCII is written as signs."""
    plain = opened[0].plain if len(opened) == 1 else b"\n".join([one.plain for one in opened])
    return b"\\u" in plain or question.may_fit(plain.lower())


def place_of(cursor: str | None) -> Place | None:
    """Return where an earlier search stopped; None for no cursor. Raises BadCursor."""
    return _ORDER.read(cursor) if cursor else None


def how_many(ring: KeyRing, view: View, behind: Place | None = None) -> int:
    """Return how many tips a search of this view looks through."""
    tips = view.searched(ring)
    return (_ORDER.behind(tips, behind) if behind else tips).count()


def _enter(ring: KeyRing, asked: str) -> None:
    for unit_id in ring.unit_ids:
        sealed = seal(ring.unit(unit_id).symmetric, asked.encode(), "question", unit_id)
        audit.enter("tips.searched", by=ring.officer, unit=unit_id, question=b64encode(sealed).decode())


def _enter_shown(ring: KeyRing, hits: Sequence[Hit]) -> None:
    audit.enter_list("search", (hit.tip for hit in hits), by=ring.officer)
    for hit in hits:
        if hit.under_mask:
            audit.enter("source.searched", by=ring.officer, tip=hit.tip.pk, unit=hit.tip.unit_id)


def _hits(question: Question, read: _Read, giveaways: Giveaways) -> tuple[Hit, ...]:
    """Return the tips of a slice that fit, in its order, each with the first record that holds wanted words."""
    first = {tip_id: _first(question, opened) for tip_id, opened in read.fitting.items()}
    judged = Record.objects.in_bulk([id_of(one.record_id) for one, _ in first.values()])
    tips = Tip.objects.select_related("unit", "assigned_to").in_bulk(list(first))
    return tuple(
        _hit(tips[tip_id], judged[id_of(one.record_id)], one, spans, giveaways)
        for tip_id, (one, spans) in first.items()
        if tip_id in tips and id_of(one.record_id) in judged
    )


def _first(question: Question, opened: Sequence[Opened]) -> tuple[Opened, Spans]:
    return next((one, spans) for one in opened if (spans := question.spans(fold(one.text))))


def _hit(tip: Tip, record: Record, one: Opened, spans: Spans, giveaways: Giveaways) -> Hit:
    secret = _secret(record, one, giveaways)
    cuts = cut_out(blanked(one.text, secret), spans)
    under = any(begins < end and start < ends for begins, ends in spans for start, end in secret)
    kind = RecordKind(record.kind)
    return Hit(tip, kind, tuple(Cut(with_masks(cut.text), cut.is_found) for cut in cuts), under)


def _secret(record: Record, one: Opened, giveaways: Giveaways) -> Spans:
    """Return the places in a found record's text that could identify the tipster. What cannot be judged is all secret.

    Officers' own words are theirs to keep clean.
    """
    if record.kind in BY_OFFICERS:
        return []
    try:
        judged = json.loads(_findings(record, one)) if record.findings else None
    except CannotOpen:
        return [(0, len(one.text))]
    said = json.loads(one.plain)
    secret, at = hidden(judged["findings"] if judged else ()), len(said["text"]) + 1
    for name, told in said["answers"].items():
        whole = [(0, len(str(told)))] if tells_of_source(name) else hidden_in(name, giveaways(str(told)), judged)
        secret += [(at + start, at + end) for start, end in whole]
        at += len(str(told)) + 1
    return secret


def _findings(record: Record, one: Opened) -> bytes:
    key = record_key(one.root, one.erasure, record.tip_id, record.pk, "findings")
    return unseal(key, record.findings or b"", "findings", record.tip_id, record.pk)


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
