"""The page of a fault of ours: with what was typed, to be sent once more, and with the way out and the numbers."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.defaults import server_error

from reports.public.house import is_tipsters

# The proxy says these too, when it reaches nobody: its Caddyfile has them in every language.
UNREACHED = (
    _("We cannot be reached at this moment."),
    _(
        "If you were sending something: leave this page open, wait a minute, then load it again. Your words go out "
        "once more, and sent twice they are stored once."
    ),
    _(
        "If this page comes each time, large files or a slow connection may be the reason: write once more, without "
        "files."
    ),
    _("You can also try to call, which may fail now, too:"),
)
SHOWN = ("text", "reason")
"""What people type at length; the rest goes along unseen."""


def broken(request: HttpRequest) -> HttpResponse:
    """Answer with status 500. Never raises: where not even its page can be drawn, plain sentences are the answer."""
    if not is_tipsters():
        return server_error(request, "dashboard/broken.html" if _is_desk(request) else "500.html")
    came = _came(request)
    page = {
        "shown": [(name, value) for name, value in came if name in SHOWN and value],
        "hidden": [(name, value) for name, value in came if name not in SHOWN],
        "had_files": request.content_type == "multipart/form-data",
        "call": UNREACHED[-1],
    }
    try:
        return render(request, "public/broken.html", page, status=500)
    except Exception:  # noqa: BLE001 - what broke the page before may break this one too
        return HttpResponse("\n\n".join(_plainly()), status=500, content_type="text/plain; charset=utf-8")


def _is_desk(request: HttpRequest) -> bool:
    return request.resolver_match is not None and "dashboard" in request.resolver_match.namespaces


def _came(request: HttpRequest) -> list[tuple[str, str]]:
    """The words of the form that met the fault. Of a visit that was left, or may have been, there are none."""
    came: QueryDict | None = getattr(request, "_post", None)
    if came is None or not hasattr(request, "visit"):
        return []
    return [(name, str(value)) for name, values in came.lists() for value in values]


def _plainly() -> Iterator[str]:
    for code, _name in settings.LANGUAGES:
        with override(code):
            danger = f"{_('In danger, call:')} {settings.EMERGENCY_NUMBER}."
            yield f"{danger} {' '.join(map(str, UNREACHED))} {settings.HOTLINE_NUMBER}"
