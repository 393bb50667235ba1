"""What an officer sees whose form is not read: it lost its token, as another tab signed in, or it is too long."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.defaults import bad_request as not_understood

from reports.dashboard.draft_pass import keep_by_pass
from reports.dashboard.gate import kept_private
from reports.dashboard.typed import typed

_LONGEST_SHOWN = 4 * settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the page; words are shown again only if the browser says that they came from a page of ours."""
    return _page(request, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what Django refuses to read; a form of the desk that is too long with its words, as far as they can be."""
    match = request.resolver_match
    if not isinstance(exception, RequestDataTooBig) or match is None or "dashboard" not in match.namespaces:
        return not_understood(request, exception)
    size = int(request.META.get("CONTENT_LENGTH") or 0)
    if size <= _LONGEST_SHOWN and request.content_type == "application/x-www-form-urlencoded":
        try:
            request.POST = QueryDict(request.read(size), encoding=request.encoding)
        except (TooManyFieldsSent, OSError, UnicodeError):
            request.POST = QueryDict()
    return _page(request, status=413, longest=settings.DATA_UPLOAD_MAX_MEMORY_SIZE, size=size)


def _page(request: HttpRequest, *, status: int, **more: int) -> HttpResponse:
    is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    page = {"typed": typed(request) if is_ours else [], "kept": is_ours and keep_by_pass(request)}
    return kept_private(render(request, "dashboard/form_refused.html", page | more, status=status))
