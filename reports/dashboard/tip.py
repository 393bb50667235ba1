"""The tip: its words, what triage found and why, the thread, what can be done, and what was done."""

from collections.abc import Collection, Iterable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from reports.called_in import call_in_where_lacking
from reports.casework.handing_over import may_give
from reports.casework.informed import informed_of
from reports.casework.mentions import note_seen, to_mention
from reports.casework.outcomes import Figures
from reports.casework.presence import look_at, others_looking
from reports.casework.recuse import named_readers
from reports.casework.refer import ways_on
from reports.casework.status import MOVES, moves_of
from reports.dashboard.agencies import shown
from reports.dashboard.alike import alike
from reports.dashboard.asking import AskAgainForm, AskForm, CloseForm, GiveForm, MaskForm, NoteForm, OtherForm
from reports.dashboard.came import came_of, told
from reports.dashboard.closed_before import closed_before
from reports.dashboard.draft_fields import begun_form
from reports.dashboard.draft_pass import pass_for
from reports.dashboard.found import put_right
from reports.dashboard.gate import at_the_desk, own_tip
from reports.dashboard.kept_until import HoldForm, keeping_of
from reports.dashboard.key_cookie import UNREADABLE, DeskRequest
from reports.dashboard.lacking import lacks
from reports.dashboard.leaving import leaving
from reports.dashboard.macro_names import for_tip
from reports.dashboard.narrowing import LISTS
from reports.dashboard.proposed import reward_of
from reports.dashboard.queue import opened_from
from reports.dashboard.rang import alert_of
from reports.dashboard.reach import is_by_phone_alone, reach_of, when_texts_leave
from reports.dashboard.releases import releases_of
from reports.dashboard.thread import source_of, thread
from reports.dashboard.trail import steps
from reports.dashboard.unmasking import ASKS_SOURCE, sees_source
from reports.dashboard.wording import Words, due, language, since
from reports.keyring import KeyRing
from reports.models import RecordKind, Status, Tip, TriageState
from reports.models.choices import APART, GIVEN_UP
from reports.queries.drafts import begun_on
from reports.queries.history import history_of
from reports.queries.named import is_one_left_out, opened_before
from reports.queries.queue import neighbours
from reports.queries.reading import ReadEntry, ReadTip, read_tip
from reports.queries.surroundings import Near, Surroundings, surroundings
from reports.triage.assessment import Assessment

LAST_STEPS = 6


@at_the_desk
@require_safe
def tip(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    return tip_page(request, own_tip(request, tip_id), asks_source=ASKS_SOURCE in request.GET)


def tip_page(request: DeskRequest, tip: Tip, *, status: int = 200, **more: Any) -> HttpResponse:
    """Return the page of a tip; `more` brings forms with their errors, and what went wrong."""
    try:
        read = read_tip(request.key_ring, tip, by=request.user)
    except UNREADABLE:
        return render(request, "dashboard/cannot_open.html", {"tip": tip}, status=403)
    look_at(tip, request.user)
    call_in_where_lacking(tip, request.key_ring)
    around = surroundings(tip, request.user)
    if Near.MENTION in around.near:
        note_seen(tip, request.user)
    is_shown = sees_source(request, tip)
    said = thread(request.key_ring, read.entries, is_shown)
    sums = came_of(tip) if Near.OUTCOME in around.near else Figures()
    forms = _to_write(request, tip, around)
    like = alike(request.key_ring, tip, said.judged, around.near)
    entries = history_of(tip.pk, request.key_ring, readings=False)
    page: dict[str, Any] = {
        "tip": tip,
        "read": read,
        "words": said.words,
        "later": said.later,
        "few_know": said.few_know,
        **_state(request, tip, read.entries, is_shown=is_shown),
        "source": source_of(request, tip, read.entries, said.whole, is_shown),
        **_around(request.key_ring, tip, read, around, sums),
        "others": ", ".join(others_looking(tip, request.user)) if around.looking else "",
        "put_right": _put_right(tip, read.entries),
        "alike": like,
        "closed_before": closed_before(tip, entries, like),
        **alert_of(tip, read.entries, around.near, with_source=is_shown),
        "lacks": lacks(read.entries, said.judged, sums.missing, forms["ask"].offered.values()),
        "history": steps(entries[-LAST_STEPS:]),
    }
    return render(
        request,
        "dashboard/tip.html",
        page | _in_list(request, tip) | forms | more,
        status=status,
    )


def _put_right(tip: Tip, entries: Iterable[ReadEntry]) -> list[tuple[Words, Words]]:
    own = next((one.findings for one in entries if one.record.pk == tip.pk), None)
    return put_right(Assessment.from_dict(own), tip) if own and tip.triage == TriageState.DONE else []


def _state(request: DeskRequest, tip: Tip, entries: Collection[ReadEntry], *, is_shown: bool) -> dict[str, Any]:
    """Return how the tip stands, and what this officer may do with it."""
    is_asked = any(entry.record.kind == RecordKind.QUESTION for entry in entries)
    return {
        "since": since(tip),
        "due": due(tip),
        "is_own": tip.unit_id in request.key_ring.unit_ids,
        "ways_on": (ways := ways_on(tip)),
        "leaving": leaving(tip, ways, entries, with_source=is_shown),
        "informed": informed_of(tip),
        "spoken": language(tip.language),
        "is_mine": tip.assigned_to_id == request.user.pk,
        "macros": for_tip(tip) if tip.unit_id in request.key_ring.unit_ids else [],
        "untriaged": tip.triage == TriageState.WAITING,
        "failed": tip.triage in GIVEN_UP,
        "moves": [move for move in moves_of(tip, asked=is_asked) if move != Status.CLOSED],
        "can_close": Status.CLOSED in MOVES[tip.status] and tip.triage != TriageState.WAITING,
    }


def _around(ring: KeyRing, tip: Tip, read: ReadTip, around: Surroundings, sums: Figures) -> dict[str, Any]:
    """Return what the page tells of all that stands around a tip; what is not there is not asked for."""
    came_of_it = told(sums)
    return {
        "releases": releases_of(tip) if Near.RELEASE in around.near else [],
        "given": shown(tip, read.entries) if Near.FEEDBACK in around.near else [],
        "came": came_of_it,
        "reward": reward_of(ring, tip, read.entries, is_worth=bool(came_of_it)),
        "opened_before": opened_before(tip, read.entries) if tip.unit.purpose in APART else [],
        "named_readers": named_readers(tip, read.entries) if tip.unit.purpose in APART else {},
        "left_out": Near.RECUSED in around.near and is_one_left_out(tip, read.entries),
        "being_made_safe": around.being_made_safe,
        **reach_of(tip, around.silent),
        "withdrawn_by_phone": tip.withdrawn and is_by_phone_alone(read.entries),
        "wants_no_texts": around.silent,  # one for each line; mostly one or none
        "leaves": when_texts_leave(tip),
        "keeping": keeping_of(tip, around.near),
    }


def _in_list(request: DeskRequest, tip: Tip) -> dict[str, Any]:
    """Return where the tip stands in the list that the officer came from."""
    view = opened_from(request, tip)
    if view is None:
        return {"is_found": True}
    before, after = neighbours(request.key_ring, view, tip)
    return {
        "before": before,
        "after": after,
        "list_name": LISTS[view.which],
        "list_told": f"?{urlencode(view.told())}",
    }


def _to_write(request: DeskRequest, tip: Tip, around: Surroundings) -> dict[str, Any]:
    """Return the forms of the page, with what the officer has begun to write in them."""
    begun = begun_on(request.key_ring, tip) if Near.DRAFT in around.near else {}
    words = {name: one.text for name, one in begun.items()}
    return {
        "ask": AskForm(tip=tip, initial=words),
        "note": NoteForm(initial=words),
        "close": CloseForm(),
        "give": _to_give(request, tip),
        "ask_again": AskAgainForm(),
        "hold_form": HoldForm(initial=begun_form(begun["hold"].text, HoldForm()) if "hold" in begun else None),
        "mask": MaskForm(),
        "other": OtherForm(),
        "begun": begun,
        "mentionable": SimpleLazyObject(partial(to_mention, tip, request.user)),  # for who can write a note
        "draft_pass": pass_for(request, tip),
    }


def _to_give(request: DeskRequest, tip: Tip) -> GiveForm | None:
    """Return the form that gives a tip to a colleague, for whoever may."""
    ring = request.key_ring
    is_open = tip.status != Status.CLOSED and tip.unit_id in ring.unit_ids
    return GiveForm(tip=tip, by=request.user) if is_open and may_give(tip, request.user, ring.leads) else None
