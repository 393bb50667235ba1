"""What an officer sees who sent a form after the session ended, or of a tip that is no longer his: what was typed."""

from collections.abc import Iterator

from django.forms import CharField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reports.dashboard.asking import AskForm, NoteForm
from reports.dashboard.call_draft import Draft
from reports.dashboard.draft_pass import keep_by_pass
from reports.dashboard.suspended import was_suspended_here, who_administers
from reports.dashboard.wording import Words
from reports.guides import in_words

_WRITTEN: tuple[type[AskForm] | type[NoteForm], ...] = (AskForm, NoteForm)

_OF_A_CALL = ("take_call", "keep_call")


def signed_out(request: HttpRequest) -> HttpResponse:
    """Return the page. Only what the request itself brought stands on it: nobody is signed in.

    Words of a page that had a pass are kept, and need not be shown.
    """
    again = reverse("dashboard:sign_in", query={"next": way_back(request)})
    is_suspended = was_suspended_here(request)
    page = {
        "typed": typed(request),
        "kept": not is_suspended and keep_by_pass(request),
        "again": again,
        "is_call": _is_a_call(request),
        "is_suspended": is_suspended,
        "administrators": who_administers() if is_suspended else "",
    }
    return render(request, "dashboard/signed_out.html", page, status=403)


def typed(request: HttpRequest) -> list[tuple[Words, str]]:
    """Return the words in a form that was not done, each with the label of its field."""
    return list(_of_a_call(request) if _is_a_call(request) else _typed(request))


def _is_a_call(request: HttpRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.url_name in _OF_A_CALL


def _of_a_call(request: HttpRequest) -> Iterator[tuple[Words, str]]:
    """A whole tip is at stake, and the caller may be on the line."""
    draft = Draft(request.POST.dict())
    answers = "\n".join(f"{question}: {answer}" for question, answer in in_words(draft.to_send, asked=draft.guide))
    said: tuple[tuple[Words, str], ...] = (
        (_("What the caller tells"), draft.text.strip()),
        (_("Answers"), answers),
        (_("Receipt of the caller"), draft.posted.get("shown", "")[:60]),
    )
    return (pair for pair in said if pair[1])


def _typed(request: HttpRequest) -> Iterator[tuple[Words, str]]:
    for form in _WRITTEN:
        for name, field in form.base_fields.items():
            if isinstance(field, CharField) and (text := request.POST.get(name, "").strip()):
                yield field.label or name, text
    if text := request.POST.get("translation", "").strip():
        yield _("Translation into English"), text


def way_back(request: HttpRequest) -> str:
    """Return the page itself, or, of what a form answers, the page with the form."""
    if request.method == "GET":
        return request.get_full_path()
    return page_of_form(request)


def page_of_form(request: HttpRequest) -> str:
    """Return the page with the form that is answered at this address: the tip, the case, the call, or the queue."""
    if _is_a_call(request):
        return reverse("dashboard:take_call")
    named = request.resolver_match.kwargs if request.resolver_match else {}
    for name, page in (("tip_id", "dashboard:tip"), ("case_id", "dashboard:case")):
        if name in named:
            return reverse(page, args=[named[name]])
    return reverse("dashboard:queue")
