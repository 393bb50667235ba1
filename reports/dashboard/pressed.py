"""A button that is pressed twice does its act once: the second press is led to where the first one went.

Each page gives its forms a token of its own, so the same token with the same fields is the same press; what was written
is in it as a hash alone. A row beside the session's decides between two that come at once, in whatever process; in the
session's own, who stores the session after a look of his own would write over it what he read before.
"""

import time
from collections.abc import Callable
from datetime import timedelta
from hashlib import blake2b
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from reports.dashboard.key_cookie import DeskRequest

_KEPT, _TOKEN = "presses", "csrfmiddlewaretoken"
_SECONDS = 60  # within which the same press is the same act
_WAIT, _STEP = 20.0, 0.05  # for the first one to end
_UNDER_WAY = ""
_KEY = 40  # letters of the key of a row, as all have
type _Presses = dict[str, tuple[float, str]]  # when it was pressed, and where it led


def pressed_once(request: DeskRequest, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Return what a form is answered with; a second press leads where the first one led, if that did what was asked."""
    press = _press(request)
    if not press:
        return answer()
    row = _beside(request)  # now: what is asked may give the session another key, or end it
    before = _led(row, press)
    if before == _UNDER_WAY:
        return render(request, "dashboard/under_way.html", status=409)
    if before:
        request.session.modified = False  # it stays as the first one left it, with what it says, or ended
        return HttpResponseRedirect(before)
    led: str | None = None
    try:
        response = answer()
        led = response.url if isinstance(response, HttpResponseRedirect) and not _is_refused(request) else None
    finally:
        _settle(row, press, led)
    return response


def _press(request: DeskRequest) -> str:
    if request.method != "POST" or not request.POST.get(_TOKEN) or request.FILES:
        return ""
    fields = urlencode(sorted((name, value) for name, values in request.POST.lists() for value in values))
    return blake2b(f"{request.get_full_path()} {fields}".encode(), digest_size=16).hexdigest()


def _is_refused(request: DeskRequest) -> bool:
    """Return whether what is said to the officer is a warning, and nothing was done: the same may be tried again."""
    queued = getattr(messages.get_messages(request), "_queued_messages", ())  # to iterate over all would drop them
    said = {one.level for one in queued}
    return messages.WARNING in said and messages.SUCCESS not in said


def _led(row: str, press: str) -> str | None:
    """Return where the first such press led, or that it is under way; None for a first one, or if that did nothing."""
    ends = time.monotonic() + _WAIT
    while (led := _begin(row, press)) == _UNDER_WAY and time.monotonic() < ends:
        time.sleep(_STEP)
    return led


def _begin(row: str, press: str) -> str | None:
    """Return where this press led before, or that it is under way; None where it is the first, and begins now."""
    begun: str | None = None

    def change(presses: _Presses) -> None:
        nonlocal begun
        begun = presses[press][1] if press in presses else None
        presses.setdefault(press, (time.time(), _UNDER_WAY))

    _change(row, change)
    return begun


def _settle(row: str, press: str, led: str | None) -> None:
    def change(presses: _Presses) -> None:
        presses.pop(press, None)
        if led:
            presses[press] = (time.time(), led)

    _change(row, change)


def _change(key: str, change: Callable[[_Presses], None]) -> None:
    """Change what is known of the presses of a session."""
    with transaction.atomic():
        ends = timezone.now() + timedelta(seconds=_SECONDS)
        empty = {"session_data": Session.objects.encode({}), "expire_date": ends}
        row, _ = Session.objects.select_for_update().get_or_create(pk=key, defaults=empty)
        since = time.time() - _SECONDS
        presses = {press: told for press, told in row.get_decoded().get(_KEPT, {}).items() if told[0] > since}
        change(presses)
        row.session_data, row.expire_date = Session.objects.encode({_KEPT: presses}), ends
        row.save(update_fields=["session_data", "expire_date"])


def _beside(request: DeskRequest) -> str:
    """Return the key of the row beside a session's: nobody is signed in by it."""
    return blake2b(f"presses {request.session.session_key}".encode(), digest_size=_KEY // 2).hexdigest()
