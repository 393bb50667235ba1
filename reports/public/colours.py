"""This force's own look over `static/tokens.css` and `static/base.css`, as a style sheet: its colours and its logo."""

from collections.abc import Iterator, Mapping

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

_HOUR = {"Cache-Control": "max-age=3600"}
_LOGO = ".brand.own::before{clip-path:none;background:url(logo) center/contain no-repeat}"


@require_safe
def colours(request: HttpRequest) -> HttpResponse:
    return HttpResponse("".join(sheet(settings.COLOURS)), content_type="text/css; charset=utf-8", headers=_HOUR)


@require_safe
def logo(request: HttpRequest) -> HttpResponse:
    if not settings.LOGO.data:
        raise Http404
    return HttpResponse(settings.LOGO.data, content_type=settings.LOGO.media, headers=_HOUR)


def has_own_look() -> bool:
    """Whether there is anything in the style sheet."""
    return bool(settings.COLOURS or settings.LOGO.data)


def sheet(chosen: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """The style sheet in pieces: the colours chosen for each mode, and the place of the logo."""
    for mode, tokens in chosen.items():
        if tokens:
            told = "".join(f"--{name}:{colour};" for name, colour in tokens.items())
            yield f"@media (prefers-color-scheme:{mode}){{:root{{{told}}}}}"
    if settings.LOGO.data:
        yield _LOGO
