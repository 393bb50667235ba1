"""The queue: one page of an officer's tips, and counts of the lists that stop where nobody counts any more."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from typing import Any
from uuid import UUID

from django.db.models import Value
from django.utils import timezone

from reports import audit
from reports.clock import this_hour
from reports.keyring import KeyRing
from reports.models import Tip
from reports.models.counting import Sight
from reports.models.kept import REMEMBERED, Kept, stand_ins, tips_kept, tips_of
from reports.models.raw import ids, plain_rows
from reports.models.tip import TipQuerySet
from reports.queries.first_words import FirstWords, first_words
from reports.queries.lists import LISTS, View, sight_of
from reports.queries.readings import ReadBy, read_states
from reports.queries.unconfirmed import unconfirmed

COUNT_CAP = 1000
PAGE = 25
_COUNTED = [name for name in LISTS if name != "all"]
_COUNTS = "SELECT count_lists(%s, %s::uuid[], %s)"
_OPEN = View()
_THERE = (
    "SELECT tip_id, name FROM presence JOIN officer ON officer.id = officer_id"
    " WHERE is_active AND tip_id = ANY(%s::uuid[]) AND until > %s AND officer_id <> %s ORDER BY name"
)
_NO_WORDS = FirstWords("")


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """One tip in the list. `looking` names the colleagues who have it open now.

    `rings`: it stands before the list, for it tells of danger that nobody has confirmed, or leads a tip that does.
    `answers` are those of a tip without words, unmasked; `findings` say what to mask in them. `opens`: whether its own
    words can be opened, if not erased.
    """

    tip: Tip
    rings: bool
    preview: str = field(repr=False)
    answers: Mapping[str, str] = field(repr=False)
    opens: bool
    findings: Mapping[str, Any] | None = field(repr=False)
    read: ReadBy
    looking: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    """A page of the queue; `next` is the cursor of the one after it, or None. `state` changes when the page does.

    What rings stands before the first page, and at its place in the list again where that is on a later one: so none
    falls between two pages when somebody confirms meanwhile.
    """

    rows: tuple[QueueRow, ...]
    next: str | None
    state: str


def queue_page(ring: KeyRing, view: View = _OPEN, *, after: str | None = None, size: int = PAGE) -> QueuePage:
    """Return a page of a view, in its order; before the first one stands what rings, beside its `size`.

    The first words of each tip are shown, so the listing is audited. One that nobody has judged yet and that names the
    officer is left out, as triage will leave it out. Raises BadCursor for a cursor that is none.
    """
    front = _front(ring, view, after)
    found = _found(ring, view, after, front, size + 1)
    shown = [*front, *found[:size]]
    words = first_words(ring, shown)
    told = {tip: words.get(tip.pk, _NO_WORDS) for tip in shown}
    seen = {tip: one for tip, one in told.items() if not one.names_reader}
    if words:
        audit.enter_list(view.which, seen, by=ring.officer)
    read, looking = read_states(ring.officer, shown), _looking(ring, shown)
    rows = tuple(
        QueueRow(
            tip=tip,
            rings=tip in front,
            preview=one.text,
            answers=one.answers,
            opens=one.opens,
            findings=one.findings,
            read=read[tip.pk],
            looking=looking.get(tip.pk, ()),
        )
        for tip, one in seen.items()
    )
    going_on = view.order.cursor(found[size - 1]) if len(found) > size else None
    return QueuePage(rows=rows, next=going_on, state=_state(front, found[:size]))


def list_counts(ring: KeyRing) -> Mapping[str, int]:
    """Count every list up to its cap, in one statement; *all* is not counted."""
    ((counts,),) = plain_rows("default", _COUNTS, ring.officer.pk, ids(*ring.unit_ids), this_hour())
    return dict(zip(_COUNTED, counts, strict=True))


def page_state(ring: KeyRing, view: View, *, after: str | None = None, size: int = PAGE) -> str:
    """Return what `QueuePage.state` would be now, without a word of any tip. Raises BadCursor."""
    front = _front(ring, view, after)
    return _state(front, _found(ring, view, after, front, size))


def neighbours(ring: KeyRing, view: View, tip: Tip) -> tuple[UUID | None, UUID | None]:
    """Return the ids of the tips before and after a tip in a view, whether or not it still stands there itself.

    They are those beside it in the view's own order, also where it rings.
    """
    place = view.order.place(tip)
    if None in place:
        return None, None
    stands, told = stand_ins(place)
    found = dict(_beside(view, sight_of(ring), stands).rows(told))
    return found.get(0), found.get(1)


@lru_cache(REMEMBERED)
def _beside(view: View, sight: Sight, place: tuple[Any, ...]) -> Kept:
    """Return what asks for the tips before and after a place."""
    sides = [view.order.behind(view.of(sight), list(place), backwards=backwards)[:1] for backwards in (True, False)]
    before, after = (one.annotate(side=Value(at)).values_list("side", "pk") for at, one in enumerate(sides))
    return Kept.of(before.union(after, all=True))


def _front(ring: KeyRing, view: View, after: str | None) -> list[Tip]:
    return [] if after else unconfirmed(lambda: view.of(ring).select_related("unit", "assigned_to"), ring)


def _found(ring: KeyRing, view: View, after: str | None, front: Sequence[Tip], most: int) -> list[Tip]:
    """Return the first tips of a view, or those behind a cursor, without what stands in front."""
    sight = sight_of(ring)
    if after:
        return tips_of(tips_kept(_first(view, view.order.after(view.of(sight), after), most)))
    tips = tips_of(_begin(view, sight, most + len(front)))
    return [tip for tip in tips if tip not in front][:most]


@lru_cache(REMEMBERED)
def _begin(view: View, sight: Sight, most: int) -> Kept:
    return tips_kept(_first(view, view.order.sort(view.of(sight)), most))


def _first(view: View, ordered: TipQuerySet, most: int) -> TipQuerySet:
    """Return the first tips of a list: their ids are found in its index alone, and then the rows of these few.

    Asked for both at once, Postgres often looks at the rows of the whole list and sorts them: it cannot tell how many
    tips are behind the wall.
    """
    return view.order.sort(Tip.objects.filter(pk__in=ordered.values("pk")[:most]))


def _state(front: Sequence[Tip], tips: Iterable[Tip]) -> str:
    told = " ".join([str(len(front)), *(f"{tip.pk}:{tip.version}" for tip in (*front, *tips))])
    return blake2b(told.encode(), digest_size=8).hexdigest()


def _looking(ring: KeyRing, tips: Sequence[Tip]) -> dict[UUID, tuple[str, ...]]:
    found: dict[UUID, tuple[str, ...]] = {}
    asked = ids(*(tip.pk for tip in tips)), timezone.now(), ring.officer.pk
    for tip_id, name in plain_rows("default", _THERE, *asked) if tips else ():
        found[tip_id] = (*found.get(tip_id, ()), name)
    return found
