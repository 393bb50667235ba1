"""What an officer sees who sent a form after the session had ended: what was typed, to copy before signing in again."""

from collections.abc import Iterator

from django.forms import CharField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reports.dashboard.asking import AskForm, NoteForm
from reports.dashboard.wording import Words

_WRITTEN: tuple[type[AskForm] | type[NoteForm], ...] = (AskForm, NoteForm)


def signed_out(request: HttpRequest) -> HttpResponse:
    """Return the page. Only what the request itself brought stands on it: nobody is signed in."""
    page = {"typed": typed(request), "again": reverse("dashboard:sign_in", query={"next": _came_from(request)})}
    return render(request, "dashboard/signed_out.html", page, status=403)


def typed(request: HttpRequest) -> list[tuple[Words, str]]:
    """Return the words in a form that was not done, each with the label of its field."""
    return list(_typed(request))


def _typed(request: HttpRequest) -> Iterator[tuple[Words, str]]:
    for form in _WRITTEN:
        for name, field in form.base_fields.items():
            if isinstance(field, CharField) and (text := request.POST.get(name, "").strip()):
                yield field.label or name, text


def _came_from(request: HttpRequest) -> str:
    """The page with the form: the tip, or the queue."""
    tip_id = request.resolver_match.kwargs.get("tip_id") if request.resolver_match else None
    return reverse("dashboard:tip", args=[tip_id]) if tip_id else reverse("dashboard:queue")
