"""Copies in the hands of outside agencies: what they answered, and taking a one-time number back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from reports.dashboard.came import COUNTED
from reports.dashboard.gate import at_the_desk, own_tip
from reports.dashboard.key_cookie import UNREADABLE, DeskRequest
from reports.dashboard.marked import Piece, pieces
from reports.dashboard.wording import Words
from reports.keyring import NotYours
from reports.models import CloseReason, Drug, Feedback, Firearm, Missing, Tip, Usefulness
from reports.queries.reading import ReadEntry
from reports.releases.answers import (
    Given,
    HasNumbers,
    NotOpen,
    TakenOver,
    given_copies,
    look_at_answer,
    withdraw_number,
)
from reports.releases.owed import MOST, Due, owed
from reports.triage.assessment import Assessment
from reports.triage.warning import what_identifies

_DUE: dict[Due, Words] = {
    Due.NEWS: _("Answered: look at it"),
    Due.LATE: _("Overdue: ask them"),
    Due.WAITS: _("Waiting for their answer"),
    Due.NEVER: _("Never answered: the number is over"),
    Due.DONE: _("Answered, and looked at or taken over"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A copy in an agency's hands, as pages say it. `pieces`: its words, marked where they could tell of a source."""

    given: Given
    code: Words
    numbers: list[tuple[Words, str]]
    pieces: list[Piece] = field(repr=False)


def shown(tip: Tip, entries: Iterable[ReadEntry] = ()) -> list[Shown]:
    """Return the copies of a tip that agencies have; what they answered is told where `entries` are opened."""
    return [Shown(one, _code(one), list(_numbers(one)), _pieces(one)) for one in given_copies(tip, entries)]


@at_the_desk
@require_safe
def agencies(request: DeskRequest) -> HttpResponse:
    """List which agencies owe an answer, and which answers nobody has looked at."""
    rows = owed(request.key_ring)
    groups = [(due, title, [one for one in rows if one.due == due]) for due, title in _DUE.items()]
    return render(request, "dashboard/agencies.html", {"groups": groups, "cut": MOST if len(rows) == MOST else 0})


@at_the_desk
@require_POST
def withdraw(request: DeskRequest, tip_id: UUID, feedback_id: UUID) -> HttpResponse:
    tip = own_tip(request, tip_id)
    try:
        withdraw_number(feedback_id, tip=tip, by=request.user)
    except (Feedback.DoesNotExist, NotYours):
        raise Http404 from None
    except NotOpen:
        said = _("The number was used or withdrawn before: this is how it stands now.")
        messages.warning(request, str(said), extra_tags="warn")
    else:
        messages.success(request, str(_("The number is withdrawn.")), extra_tags="good")
    return redirect("dashboard:tip", tip_id=tip.pk)


@at_the_desk
@require_POST
def looked_at(request: DeskRequest, tip_id: UUID, feedback_id: UUID) -> HttpResponse:
    tip = own_tip(request, tip_id)
    try:
        look_at_answer(feedback_id, tip=tip, ring=request.key_ring)
    except (Feedback.DoesNotExist, HasNumbers, NotYours, *UNREADABLE):
        raise Http404 from None
    except TakenOver:
        messages.warning(request, str(_("A colleague was faster: this is how it stands now.")), extra_tags="warn")
    else:
        messages.success(request, str(_("The answer is marked as looked at.")), extra_tags="good")
    return redirect("dashboard:tip", tip_id=tip.pk)


def _pieces(one: Given) -> list[Piece]:
    return pieces(one.text, Assessment(findings=what_identifies(one.text), rules_version="")) if one.text else []


def _code(one: Given) -> Words:
    return CloseReason(one.code).label if one.code in CloseReason.values else ""


def _numbers(one: Given) -> Iterator[tuple[Words, str]]:
    labels = COUNTED | {f"firearms_{gun.value}": gun.label for gun in Firearm}
    labels |= {f"drugs_{drug.value}": f"{drug.label}, g" for drug in Drug}
    yield from ((labels[name], f"{number:,}") for name, number in one.numbers.items())
    if one.usefulness is not None:
        yield _("Worth"), str(Usefulness(one.usefulness).label)
    if one.missing:
        yield _("It lacked"), ", ".join(str(Missing(word).label) for word in one.missing)
