"""People: who can open what, unit by unit; what changed about colleagues; and inviting an officer."""

from dataclasses import dataclass, replace
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from reports.dashboard.act_details import renamed
from reports.dashboard.act_words import act
from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.wording import Words, actor
from reports.keyring import KeyRing, led_by
from reports.models import CodeKind, Officer, Unit
from reports.people.codes import HOURS, grouped
from reports.people.inviting import NameTaken, invite
from reports.people.naming import BadName, NameInUse
from reports.people.renewing import note_in_force
from reports.people.standing import NotAllowed
from reports.queries.history import actor_names
from reports.queries.people import UnitHealth, health_of, news_of


@dataclass(frozen=True, slots=True)
class News:
    """One thing that was done about a colleague."""

    when: str
    who: Words
    what: Words
    about: str


class InviteForm(forms.Form):
    """Who is to come in, and to which unit."""

    name = forms.CharField(
        label=_("Name, as colleagues know it"),
        max_length=120,
        error_messages={"required": _("Type the officer's name.")},
    )
    username = forms.CharField(
        label=_("User name"),
        help_text=_("Small letters, digits, dots and hyphens, such as m.reid."),
        max_length=30,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": _("Type a user name for the officer.")},
    )
    unit = forms.ChoiceField(label=_("Unit"), error_messages={"required": _("Choose the officer's unit.")})

    def __init__(self, units: list[Unit], sent: QueryDict | None) -> None:
        super().__init__(sent)
        choices = [(str(unit.pk), unit.name) for unit in units]
        chosen = choices if len(choices) == 1 else [("", _("Choose a unit")), *choices]
        self.fields["unit"].choices = chosen  # type: ignore[attr-defined]


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("code")
def people(request: DeskRequest) -> HttpResponse:
    led = units_led(request.user)
    form = InviteForm(led, request.POST or None)
    if form.is_valid():
        asked = form.cleaned_data
        try:
            told = {"username": asked["username"].strip(), "name": asked["name"], "unit": UUID(asked["unit"])}
            officer, code = invite(**told, by=request.user)
            return code_page(request, officer, CodeKind.JOIN, code)
        except NameTaken:
            form.add_error("username", _("Somebody has this user name already."))
        except NameInUse:
            form.add_error(
                "name", _("Somebody is called so, or nearly. Add a second name, for names tell who did what.")
            )
        except BadName:
            form.add_error("username", _("Use two to thirty small letters, digits, dots and hyphens."))
        except NotAllowed:
            form.add_error("unit", _("Only who leads a unit, or an administrator, invites officers to it."))
    note_in_force()  # a manifest may have been signed elsewhere
    units = request.key_ring.unit_ids
    page = {
        "page": "people",
        "form": form,
        "units": health(request),
        "led": led,
        "news": _news(units, request.user),
        "own": set(units),
        "duty": settings.DUTY_UNIT,
    }
    Officer.objects.filter(pk=request.user.pk).update(news_seen_at=timezone.now())
    return render(request, "dashboard/people.html", page, status=422 if form.errors else 200)


def health(request: DeskRequest) -> list[UnitHealth]:
    """Return how the officer's units stand; an administrator sees all of them."""
    units = health_of(None if request.user.is_administrator else request.key_ring.unit_ids)
    return [_with_own_key(one, request.key_ring) for one in units]


def _with_own_key(one: UnitHealth, ring: KeyRing) -> UnitHealth:
    """Let a member compare the key that he holds himself, not what the database says of it."""
    if one.renewal is None:
        return one
    keys = ring.every_generation().get((one.unit.pk, one.renewal.generation))
    return replace(one, own_next=keys.pair.public) if keys else one


def units_led(officer: Officer) -> list[Unit]:
    """Return the units for which an officer decides who joins."""
    units = Unit.objects.order_by("name")
    return list(units if officer.is_administrator else units.filter(pk__in=led_by(officer)))


def code_page(request: DeskRequest, officer: Officer, kind: CodeKind, code: str) -> HttpResponse:
    """Show a one-time code, once, to be printed or read out."""
    page = {"page": "people", "officer": officer, "kind": kind, "code": grouped(code), "hours": HOURS[kind]}
    return render(request, "dashboard/one_time_code.html", page)


def _news(units: list[UUID], officer: Officer) -> list[News]:
    entries = news_of(units)
    names = actor_names(entries)
    about = Officer.objects.in_bulk({entry.detail.get("officer") for entry in entries} - {None})
    told: dict[tuple[str, str, str], News] = {}  # an officer of four units has four entries of one thing
    for entry in entries:
        subject = next((one.name for pk, one in about.items() if str(pk) == entry.detail.get("officer")), "")
        subject = subject or renamed(entry)
        when = date_format(timezone.localtime(entry.at), "D j M, H:i")
        told.setdefault((when, entry.act, subject), News(when, actor(names[entry.actor]), act(entry), subject))
    return list(told.values())
