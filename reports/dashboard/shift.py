"""The end of a shift: what one leaves, handing it to a colleague, and being away."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from reports.alerts.roster import duty_unit, on_duty_in, ready_of, unreached, without_phone
from reports.casework.absence import (
    BadDay,
    absence_of,
    come_back,
    go_away,
    leave_to_duty_unit,
    led,
    left_alone,
    open_tips,
    read_by_nobody_else,
)
from reports.casework.claim import AlreadyClaimed, Decided
from reports.casework.handing_over import Load, NotAColleague, hand_over, in_hand, takers_of_what_is_held
from reports.changing import StaleTip
from reports.dashboard.asking import loaded
from reports.dashboard.coming_back import give_back, lent_tips, welcome
from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.narrowing import own_units
from reports.dashboard.several import named_tip
from reports.dashboard.wording import Words
from reports.keyring import NotYours
from reports.models import Absence, Officer, Status, Tip, Unit
from reports.models.due import is_past
from reports.queries.lists import sight_of
from reports.signed_people import units_of

MOST = 150  # tips on the page; a form may bring two hundred fields
_SLICES = 3
REFUSED: dict[type[Exception], Words] = {
    StaleTip: gettext_lazy("somebody changed it meanwhile"),
    AlreadyClaimed: gettext_lazy("a colleague works on it"),
    Decided: gettext_lazy("it is closed"),
    NotAColleague: gettext_lazy("it could not be given to that colleague"),
    NotYours: gettext_lazy("it is not with your unit"),
}
GROUPS: tuple[tuple[str, Words], ...] = (
    ("overdue", gettext_lazy("Overdue")),
    ("for_us", gettext_lazy("Waiting for us")),
    ("claimed", gettext_lazy("Being worked on")),
    ("for_tipster", gettext_lazy("Waiting for the tipster")),
)


class HandForm(forms.Form):
    """To whom something is handed over."""

    to = forms.ChoiceField(
        label=gettext_lazy("Hand over to"),
        help_text=gettext_lazy("A colleague can take what lies with a unit of theirs. The rest stays with you."),
        error_messages={
            "required": gettext_lazy("Choose a colleague."),
            "invalid_choice": gettext_lazy("Choose a colleague."),
        },
    )

    def __init__(self, *given: Any, officers: Callable[[], Iterable[Load]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["to"].choices = cache(partial(_to_choose, officers))  # type: ignore[attr-defined]


def _to_choose(officers: Callable[[], Iterable[Load]]) -> list[tuple[str, str]]:
    """Return whom to choose from, asked for where it is shown: mostly there is nothing to hand over."""
    return [("", _("Choose a colleague")), *loaded(officers())]


class AwayForm(forms.Form):
    """Until when one is away; `officer` is for who leads a unit."""

    officer = forms.ChoiceField(label=gettext_lazy("Who"), required=False)

    until = forms.DateField(
        label=gettext_lazy("Back on"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": gettext_lazy("Choose the day on which you are back."),
            "invalid": gettext_lazy("This is no day. Write it like 2026-12-24."),
        },
    )

    def __init__(self, *given: Any, by: Officer, leads: set[UUID], **more: Any) -> None:
        super().__init__(*given, **more)
        others = led(by, leads)
        if others:
            choices = [("", by.name), *((str(one.pk), one.name) for one in others)]
            self.fields["officer"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["officer"]


@dataclass(frozen=True, slots=True)
class Group:
    """Some of the tips that an officer works on, under their heading."""

    label: Words
    tips: list[Tip]


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def shift(request: DeskRequest) -> HttpResponse:
    sent, do = request.POST or None, request.POST.get("do", "")
    takers = partial(takers_of_what_is_held, sight_of(request.key_ring))
    hand = HandForm(sent if do.startswith("hand") else None, officers=takers)
    away = AwayForm(sent if do == "away" else None, by=request.user, leads=request.key_ring.leads)
    if request.method == "POST" and _done(request, do, hand, away):
        return redirect("dashboard:shift")
    return _page(request, hand, away)


def _page(request: DeskRequest, hand: HandForm, away: AwayForm) -> HttpResponse:
    tips = in_hand(sight_of(request.key_ring), MOST + 1)
    own = set(request.key_ring.unit_ids)
    alone, uncalled = left_alone(request.user), _uncalled(request)
    stands_in = duty_unit() if alone or uncalled else None
    page = {
        "page": "shift",
        "form": hand if hand.errors else away,
        "hand": hand,
        "away": away,
        "groups": list(_grouped(tips[:MOST])),
        "shown": " ".join(_named(tip) for tip in tips[:MOST]),
        "is_cut": len(tips) > MOST,
        "most": MOST,
        "absence": absence_of(request.user),
        "alone": alone,
        "to_pass": open_tips(alone, request.user),
        "unread": read_by_nobody_else(request.user, own - {unit.pk for unit in alone}).count(),
        "stands_in": stands_in,
        "uncalled": uncalled,
        "is_manned": bool(uncalled) and stands_in is not None and bool(ready_of(stands_in.pk)),
        "claim_days": settings.CLAIM_DAYS,
        **lent_tips(request),
    }
    return render(request, "dashboard/shift.html", page, status=422 if hand.errors or away.errors else 200)


def _uncalled(request: DeskRequest) -> list[tuple[Unit, list[str], bool]]:
    """Return units on whose duty nobody has an alert phone, who is, and whether nobody is called in their place either.

    For these, and for who leads the unit.
    """
    rows = without_phone(on_duty_in(request.key_ring.unit_ids))
    if not rows:
        return []
    concerned = {row.unit_id for row in rows if row.officer_id == request.user.pk} | request.key_ring.leads
    units = own_units(request)
    silent, told = unreached(units), [unit for unit in units if unit.pk in concerned]
    found = [(unit, [row.officer.name for row in rows if row.unit_id == unit.pk], unit in silent) for unit in told]
    return [(unit, names, is_silent) for unit, names, is_silent in found if names]


def _grouped(tips: Iterable[Tip]) -> Iterator[Group]:
    found: dict[str, list[Tip]] = {name: [] for name, _label in GROUPS}
    for tip in tips:
        found[_group_of(tip)].append(tip)
    return (Group(label, found[name]) for name, label in GROUPS if found[name])


def _group_of(tip: Tip) -> str:
    if is_past(tip.due_at):
        return "overdue"
    if tip.waits_for_us:
        return "for_us"
    return "for_tipster" if tip.status == Status.WAITING else "claimed"


def _named(tip: Tip) -> str:
    return f"{tip.pk}:{tip.version}"


def _done(request: DeskRequest, do: str, hand: HandForm, away: AwayForm) -> bool:
    """Do what the button says, and tell of it. False where a form is not right."""
    if do in ("hand", "hand_all"):
        return hand.is_valid() and _hand_over(request, hand, everything=do == "hand_all")
    if do == "away":
        return away.is_valid() and _go_away(request, away)
    if do == "back":
        come_back(request.user)
        welcome(request)
    if do == "give_back":
        give_back(request)
    if do == "pass_on":
        _pass_on(request)
    return True


def _hand_over(request: DeskRequest, hand: HandForm, *, everything: bool) -> bool:
    chosen = request.POST.get("shown", "").split() if everything else request.POST.getlist("tip")
    versions = dict(named for text in chosen[:MOST] if (named := named_tip(text)))
    if not versions:
        hand.add_error(None, _("Choose at least one tip."))
        return False
    to = UUID(hand.cleaned_data["to"])
    done, refused = 0, []
    for tip in request.key_ring.tips.filter(pk__in=versions).order_by("id"):
        try:
            hand_over(tip=tip, to=to, by=request.user, version=versions[tip.pk])
        except tuple(REFUSED) as problem:
            refused.append(f"{tip.reference} ({REFUSED[type(problem)]})")
        else:
            done += 1
    if done:
        said = ngettext("%(count)d tip is handed over.", "%(count)d tips are handed over.", done) % {"count": done}
        messages.success(request, said, extra_tags="good")
    if refused:
        said = _("Not handed over: %(tips)s.") % {"tips": ", ".join(refused)}
        messages.warning(request, said, extra_tags="warn")
    return True


def _go_away(request: DeskRequest, away: AwayForm) -> bool:
    chosen = away.cleaned_data.get("officer")
    officer = Officer.objects.get(pk=chosen) if chosen else request.user
    alone = [] if chosen else left_alone(request.user)
    try:
        given = go_away(officer=officer, until=away.cleaned_data["until"], by=request.user)
    except BadDay:
        away.add_error("until", _("Choose a day from tomorrow on, within a year."))
        return False
    said = ngettext("%(name)s is away. %(count)d tip went back.", "%(name)s is away. %(count)d tips went back.", given)
    messages.success(request, said % {"count": given, "name": officer.name}, extra_tags="good")
    own = units_of(officer)
    if nobody := [unit.name for unit in unreached() if unit.pk in own]:
        said = _("Nobody can be called now of danger told to: %(units)s. Somebody there must enter an alert phone.")
        messages.warning(request, said % {"units": ", ".join(nobody)}, extra_tags="warn")
    if not chosen and (alone or read_by_nobody_else(request.user, request.key_ring.unit_ids).exists()):
        _pass_on(request)
    return True


def _pass_on(request: DeskRequest) -> None:
    """Pass on what a unit leaves of which nobody is left; only while its last officer is away himself."""
    if not Absence.objects.filter(officer=request.user).exists():
        return
    units, passed = left_alone(request.user), 0
    for _slice in range(_SLICES):
        passed += (now := leave_to_duty_unit(request.key_ring, units))
        if not now:
            break
    said = ngettext("%(count)d tip is with the duty unit.", "%(count)d tips are with the duty unit.", passed)
    messages.success(request, said % {"count": passed}, extra_tags="good")
