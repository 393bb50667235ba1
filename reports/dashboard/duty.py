"""Duty: who is called when somebody is in danger, where an officer is reached, and what waits for a confirmation."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from reports.alerts.confirm import Answer, confirm, confirm_step, step_of, tells_of_many
from reports.alerts.planning import Plan, plan_duty, plan_of
from reports.alerts.ring import is_whole
from reports.alerts.roster import (
    NotOfTheUnit,
    Phones,
    begin_duty,
    call_first,
    duty_unit,
    end_duty,
    on_duty_in,
    phones_of,
    ready_of,
    to_reach,
    unreached,
    without_phone,
)
from reports.alerts.waiting import newest_is_closed, waiting_for
from reports.dashboard.duty_number import ACTS, CodeForm, NumberForm, number_done, number_page
from reports.dashboard.duty_plan import NOT_PLANNED, PlanForm
from reports.dashboard.gate import at_the_desk, at_the_entrance, own_tip
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.narrowing import own_units
from reports.dashboard.rang import rang_of
from reports.dashboard.wording import Words
from reports.models import ConfirmedBy, Duty, Officer, StepState, Unit
from reports.models.absence import is_away
from reports.queries.added import seen_to, with_added
from reports.queries.closed_line import closed_line

_HOURS = (2, 4, 6, 8, 10, 12, 24)
ANSWERS: dict[Answer, tuple[Words, str]] = {
    Answer.CONFIRMED: (_("Confirmed. Nobody else is called."), "good"),
    Answer.ALREADY: (
        _("This is confirmed already, by you or by a colleague, or waits no more. The tip’s page says by whom."),
        "good",
    ),
    Answer.UNKNOWN: (_("This link is not whole, so nothing is confirmed. Copy it anew, or look under Duty."), "warn"),
    Answer.NOT_THEIRS: (_("This tip has gone to others, who are called instead."), "warn"),
    Answer.NOT_OPENED: (_("Nothing is confirmed: only another unit can open it. Look under Duty."), "warn"),
    Answer.IN_PART_OPENED: (
        _(
            "Only the newest that you can open is confirmed. A newer one and the others stay listed under Duty and"
            " ring on."
        ),
        "warn",
    ),
    Answer.IN_PART: (_("Only the newest is confirmed. The others stay listed under Duty and ring on."), "warn"),
}
_BY_YOU = _("You have confirmed this yourself. Whatever rings after it has a text of its own.")
_ENDED_BY_IT = (Answer.CONFIRMED, Answer.IN_PART, Answer.IN_PART_OPENED)
_CONFIRMED_HERE = "desk-confirmed"  # a cookie for the address of one link, in the browser that pressed
_A_DAY = 24 * 3600
_GONE = _("Look again: somebody has changed the roster.")


class OnDutyForm(forms.Form):
    """Who goes on duty, where and for how long."""

    unit = forms.ChoiceField(label=_("Unit"))
    officer = forms.ChoiceField(label=_("Who"))
    hours = forms.TypedChoiceField(
        label=_("For how many hours"), choices=[(hours, hours) for hours in _HOURS], coerce=int, initial=8
    )

    def __init__(self, request: DeskRequest, sent: QueryDict | None) -> None:
        super().__init__(sent, initial={"officer": str(request.user.pk)})
        units = own_units(request)
        fellows = Officer.objects.exclude(is_away()).filter(
            is_active=True, memberships__unit__in=[unit.pk for unit in units]
        )
        officers = [(str(one.pk), one.name) for one in fellows.distinct().order_by("name")]
        self.fields["unit"].choices = [(str(unit.pk), unit.name) for unit in units]  # type: ignore[attr-defined]
        self.fields["officer"].choices = officers  # type: ignore[attr-defined]


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def duty(request: DeskRequest) -> HttpResponse:
    sent, do = request.POST or None, request.POST.get("do", "")
    number, code = NumberForm(sent if do == "number" else None), CodeForm(sent if do == "code" else None)
    begin = OnDutyForm(request, sent if do == "begin" else None)
    plan = PlanForm(request, sent if do == "plan" else None)
    done = partial(number_done, request, do, number, code) if do in ACTS else partial(_done, request, do, begin, plan)
    if request.method == "POST" and done():
        return redirect("dashboard:duty")
    after = _id(request.GET["after"]) if "after" in request.GET else None
    waiting = waiting_for(request.user, request.key_ring.member_of, after=after)
    ids = [alert.pk for alert in waiting.alerts]
    stands_in = duty_unit()
    readable = [tips.filter(pk__in=ids) for tips in (request.key_ring.tips, request.key_ring.tips_for_information)]
    opens = {tip_id for tips in readable for tip_id in tips.values_list("pk", flat=True)} if ids else set()
    shut = [alert for alert in waiting.alerts if alert.pk not in opens]
    page = {
        "page": "duty",
        "form": next((one for one in (number, code, plan) if one.errors), begin),
        "number": number,
        "code": code,
        "begin": begin,
        "plan_form": plan,
        "closed": closed_line(),
        "rosters": _rosters(request),
        "waiting": waiting,
        "next": waiting.next and reverse("dashboard:duty", query={"after": waiting.next}),
        "is_first": after is None,
        "readable": opens,
        "added": with_added(request.key_ring, [alert.pk for alert in shut]) if shut else set(),
        "reach": {alert.pk: to_reach(alert.tip) for alert in shut},
        "seen_to": seen_to(request.key_ring),
        "rang": rang_of(request, [alert for alert in waiting.alerts if alert.pk in opens]),
        "stands_in": stands_in,
        "is_manned": stands_in is not None and bool(ready_of(stands_in.pk)),
        **_ladder(),
        **number_page(request),
    }
    is_wrong = any(one.errors for one in (number, code, begin, plan))
    return render(request, "dashboard/duty.html", page, status=422 if is_wrong else 200)


def _ladder() -> dict[str, int]:
    """Return how an alert goes on, for the page to say."""
    return {
        "call_after": settings.ALERT_CALL_AFTER,
        "next_after": settings.ALERT_NEXT_AFTER // 60,
        "rounds": settings.ALERT_ROUNDS,
        "often": settings.ALERT_CAP,
        "summary_text_every": settings.ALERT_SUMMARY_TEXT_EVERY,
        "summary_call_every": settings.ALERT_SUMMARY_CALL_EVERY // 60,
    }


@at_the_desk
@require_POST
def confirm_alert(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    """Confirm at the desk. Who does so may come from the tip's page or from that of duty."""
    told, tag = ANSWERS[confirm(tip_id, by=request.user, how=ConfirmedBy.DESK)]
    messages.success(request, str(told), extra_tags=tag)
    if request.POST.get("back") == "tip":
        return redirect("dashboard:tip", tip_id=own_tip(request, tip_id).pk)
    if request.POST.get("back") == "added":
        return redirect("dashboard:added", tip_id=tip_id)
    return redirect("dashboard:duty")


@at_the_entrance
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm by the link of a text, without signing in. It takes a press: what looks at links presses nothing."""
    step = step_of(token)
    answer: Answer | None = None
    if step is None:
        answer = Answer.ALREADY if is_whole(token) else Answer.UNKNOWN
    elif request.method == "POST" or step.state == StepState.USED:
        answer = confirm_step(step.pk, how=ConfirmedBy.LINK)
    is_of_many = tells_of_many(step)
    opens_older = is_of_many and step is not None and newest_is_closed(step)
    page = {"told": _told_by_link(request, token, answer), "is_of_many": is_of_many, "opens_older": opens_older}
    response = render(request, "dashboard/confirm_alert.html", page)
    if request.method == "POST" and answer in _ENDED_BY_IT:
        response.set_signed_cookie(
            _CONFIRMED_HERE,
            "yes",
            salt=token,
            max_age=_A_DAY,
            path=request.path,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def _told_by_link(request: HttpRequest, token: str, answer: Answer | None) -> Words:
    """Return what a link says. Its step goes with the alert: only the browser that pressed knows of the press."""
    if answer is None:
        return ""
    is_hers = answer == Answer.ALREADY and request.get_signed_cookie(_CONFIRMED_HERE, default="", salt=token)
    return _BY_YOU if is_hers else ANSWERS[answer][0]


@dataclass(frozen=True, slots=True)
class _Rostered:
    """One unit: who is on duty, `uncalled` where none of them has a phone for alerts, who could be called, `silent`
    where nobody could, and what is planned.
    """

    unit: Unit
    rows: list[Duty]
    uncalled: list[Duty]
    phones: Phones
    silent: bool
    plan: Plan


def _rosters(request: DeskRequest) -> list[_Rostered]:
    units = own_units(request)
    rows = on_duty_in(unit.pk for unit in units)
    uncalled, silent = without_phone(rows), unreached(units)

    def of(unit: Unit, among: list[Duty]) -> list[Duty]:
        return [row for row in among if row.unit_id == unit.pk]

    return [
        _Rostered(unit, of(unit, rows), of(unit, uncalled), phones_of(unit), unit in silent, plan_of(unit.pk))
        for unit in units
    ]


def _planned(request: DeskRequest, plan: PlanForm) -> bool:
    """Plan a duty, and tell of it. False where the form is not right."""
    if not plan.is_valid():
        return False
    asked = plan.cleaned_data
    officer, unit = Officer.objects.get(pk=asked["planned"]), UUID(asked["for_unit"])
    try:
        plan_duty(officer=officer, unit=unit, begins=asked["begins"], until=asked["until"], by=request.user)
    except tuple(NOT_PLANNED) as refused:
        field, why = NOT_PLANNED[type(refused)]
        plan.add_error(field, str(why))
        return False
    messages.success(request, str(_("The duty is planned: it begins by itself.")), extra_tags="good")
    return True


def _done(request: DeskRequest, do: str, begin: OnDutyForm, plan: PlanForm) -> bool:
    """Do what the button says, and tell of it. False where a form is not right."""
    if do == "plan":
        return _planned(request, plan)
    try:
        told = _do(request, do, begin)
    except NotOfTheUnit:
        if begin.is_bound:
            begin.add_error("officer", _("Only members of a unit can be on its duty."))
            return False
        told = _("Only members of a unit change its roster.")
    except Duty.DoesNotExist:
        told = _GONE
    if told:
        messages.success(request, str(told), extra_tags="good")
    return bool(told)


def _do(request: DeskRequest, do: str, begin: OnDutyForm) -> Words:
    verb, _colon, row = do.partition(":")
    if verb == "begin" and begin.is_valid():
        asked = begin.cleaned_data
        officer = Officer.objects.get(pk=asked["officer"])
        begin_duty(officer=officer, unit=UUID(asked["unit"]), hours=asked["hours"], by=request.user)
        return _("The roster is changed.")
    if verb in ("end", "first"):
        (end_duty if verb == "end" else call_first)(duty=_id(row), by=request.user)
        return _("The roster is changed.")
    return ""


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
