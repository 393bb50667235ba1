"""The status page: whether each part of the line works, in words for officers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from reports.alerts.roster import unreached
from reports.alerts.waiting import held_up, of_officer
from reports.clock import this_hour
from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.gateways.directory import Refused, Unavailable, directory
from reports.models import AlertState, Dispatch, Hotline, Officer, Tip, TriageState, Unit, UnitPurpose
from reports.models.choices import APART
from reports.queries.key_ages import ages, late_key_files, late_keys
from reports.queries.ledger import overdue
from reports.queries.line_health import line_health
from reports.queries.pulses import (
    ALERTS,
    BEAT,
    PARTS,
    RETENTION,
    WATCHER,
    first_run_due,
    is_alive,
    is_awaited,
    is_unseen,
    pulses,
    seen,
)
from reports.queries.ready import not_ready
from reports.signed_people import units_of
from reports.wall import whole_house

_LATE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the line: its name, whether it is well (None: off), and a sentence about it.

    `is_unseen`: nobody knows how it is, for what looks at it stands still.
    """

    name: str
    is_well: bool | None
    told: str
    is_unseen: bool = False


@at_the_desk
@require_safe
def status(request: DeskRequest) -> HttpResponse:
    known, missing = pulses(), not_ready()
    parts = [
        _hotline(),
        _stores(missing),
        _clock(known),
        *_seen(known, request.user),
        _triage(),
        _reached(request.user),
        _keys(),
        _provider(),
    ]
    parts += [_test(), _watcher(known), *_directory(), *_counter(missing)]
    page: dict[str, Any] = {"page": "status", "parts": parts, "bad": [part for part in parts if part.is_well is False]}
    return render(request, "dashboard/status.html", page)


def _hotline() -> Part:
    line = Hotline.objects.first()
    if line and line.is_closed:
        return Part(_("Hotline"), None, _("Closed by an officer. Texts and web tips are still taken."))
    return Part(_("Hotline"), True, _("Open."))


def _stores(missing: list[str]) -> Part:
    names = {"databases": _("the databases"), "broker": _("the queue of work"), "keys": _("the keys")}
    gone = [names[name] for name in missing if name in names]
    told = _("Cannot be reached from here: %(names)s.") % {"names": ", ".join(gone)} if gone else _("All there.")
    return Part(_("Databases, queue of work, keys"), not gone, told)


def _clock(known: Mapping[str, datetime]) -> Part:
    if BEAT not in known:
        return Part(_("Clock and worker"), False, _("They gave no sign of life yet."))
    is_well = is_alive(known)
    told = _("They work.") if is_well else _("No sign of life since %(time)s.") % {"time": _moment(known[BEAT])}
    return Part(_("Clock and worker"), is_well, told)


def _seen(known: Mapping[str, datetime], officer: Officer) -> Iterator[Part]:
    """What each process noted of the parts that it can see, this house's own ones alone.

    That an alert rings for long, whichever, is told to administrators: to others it would tell that one of standards
    does, where they see no other.
    """
    if is_awaited(known):
        due = first_run_due(known)
        told = _("Not yet run, due at %(time)s.") % {"time": _moment(due)} if due else _("Not yet run.")
        yield Part(capfirst(PARTS[RETENTION].title), None, told, is_unseen=True)
    for one in seen(known):
        if one.name == ALERTS and not officer.is_administrator:
            continue
        last = _("Last seen well %(time)s.") % {"time": _moment(one.at)} if one.at else _("Not yet seen well.")
        told = last if one.is_well else f"{capfirst(one.part.wrong)}. {last}"
        if unseen := not one.is_well and is_unseen(one, known):
            told = _("Nobody knows: what looks at it stands still.") + f" {last}"
        yield Part(capfirst(one.part.title), None if unseen else one.is_well, told, unseen)


def _triage() -> Part:
    """Told of whole hours only: how many wait at this minute says when one came."""
    with whole_house():
        waits = Tip.objects.filter(triage=TriageState.WAITING, arrived_hour__lt=this_hour()).count()
    told = _("%(number)s tips from before this hour wait for it.") % {"number": waits} if waits else _("Nothing waits.")
    return Part(_("Triage"), not waits, told)


def _reached(officer: Officer) -> Part:
    """Whether somebody could be called for a tip in danger, as far as this officer is told, and whether calling helped.

    Of alerts those count that this officer may confirm: nobody else learns that one of standards rings.
    """
    with whole_house():
        nobody = [unit.name for unit in unreached() if _is_told(officer, unit)]
        running = of_officer(officer)
        unheard, held = running.filter(state=AlertState.EVERYBODY).count(), running.filter(held_up()).count()
    told = []
    if unheard:
        words = ngettext("%(number)d alert has called", "%(number)d alerts have called", unheard) % {"number": unheard}
        told.append(_("%(alerts)s everybody with an alert phone, and nobody has confirmed.") % {"alerts": words})
    if held:
        words = ngettext("%(number)d alert does", "%(number)d alerts do", held) % {"number": held}
        told.append(_("%(alerts)s not go on: nobody is called for it now. Call a colleague.") % {"alerts": words})
    if nobody:
        units = {"units": ", ".join(nobody)}
        told.append(_("Nobody who is here and has an alert phone can be called for: %(units)s.") % units)
        told.append(_("A member of the unit enters one under Duty."))
    return Part(_("Whom alerts reach"), not told, " ".join(told) or _("Somebody of every unit, or of the duty unit."))


def _is_told(officer: Officer, unit: Unit) -> bool:
    """Whether an officer may know that nobody of a unit can be called.

    Of standards and oversight only they themselves, oversight of both, and administrators, who are texted then: to
    anybody else it would tell when nobody looks.
    """
    if unit.purpose not in APART or officer.is_administrator:
        return True
    own = Unit.objects.filter(pk__in=units_of(officer)).values_list("purpose", flat=True)
    return unit.purpose in own or UnitPurpose.OVERSIGHT in own


def _keys() -> Part:
    """Days alone; how to make one anew is told to whoever runs the line."""
    known, late = ages(), [*late_key_files(), *late_keys()]
    if not known and not late:
        return Part(_("Age of the keys"), None, _("Not noted here yet."))
    told = _("; ").join(late) or _("The oldest is %(days)s days old, and none is due to be made anew.") % {
        "days": max(known.values())
    }
    return Part(_("Age of the keys"), not late, told)


def _provider() -> Part:
    """As far as our own rows tell: the desk's host does not talk to it."""
    stuck, left = Dispatch.objects.filter(due_at__lt=timezone.now() - _LATE).count(), overdue()
    if stuck or left:
        words = _("%(texts)s texts wait for over an hour, %(left)s things should be deleted there and are not.")
        return Part(_("Telephone company"), False, words % {"texts": stuck, "left": left})
    return Part(_("Telephone company"), True, _("No text waits long, and nothing is left there that should be gone."))


def _test() -> Part:
    health = line_health()
    if not health.tests:
        return Part(_("Daily test"), None if not health.of_tests else False, _("None was sent yet."))
    told = _("; ").join(health.of_tests) or (
        _("Well, and read.") if health.is_read else _("Well. It waits to be read.")
    )
    return Part(_("Daily test"), not health.of_tests, told)


def _watcher(known: Mapping[str, datetime]) -> Part:
    heard = known.get(WATCHER)
    if heard is None:
        return Part(_("Watcher outside"), None, _("None has heard of us: an alarm depends on this page alone."))
    is_well = timezone.now() - heard < _LATE
    words = _("Heard of us, %(time)s.") if is_well else _("Has heard nothing since %(time)s.")
    return Part(_("Watcher outside"), is_well, words % {"time": _moment(heard)})


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "D j M, H:i")


def _directory() -> list[Part]:
    """Whether the next officer can sign in; of a force without a directory nothing is told."""
    found = directory()
    if not found.name:
        return []
    try:
        found.check()
    except Unavailable:
        return [Part(found.name, False, _("Does not answer: nobody can begin a sign-in. Who is in works on."))]
    except Refused:
        return [Part(found.name, False, _("Calls itself otherwise than it was set: every sign-in is refused."))]
    return [Part(found.name, True, _("Answers: officers can sign in."))]


def _counter(missing: list[str]) -> list[Part]:
    """Whether a call that an officer takes can be stored; of a desk that stores it itself nothing is told."""
    if not settings.COUNTER_URL:
        return []
    is_well = "counter" not in missing
    told = _("They can be stored.") if is_well else _("None can be stored now. What you type stays on the page.")
    return [Part(_("Calls that officers take"), is_well, told)]
