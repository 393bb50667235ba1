"""This force's own colours over those of `static/tokens.css`, as a style sheet."""

import re

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

_NAME, _COLOUR = re.compile(r"[a-z-]{1,20}"), re.compile(r"#[0-9a-f]{3}(?:[0-9a-f]{3})?", re.IGNORECASE)


@require_safe
def colours(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        sheet(settings.COLOURS), content_type="text/css; charset=utf-8", headers={"Cache-Control": "max-age=3600"}
    )


def sheet(chosen: dict[str, str]) -> str:
    """Return the style sheet. Dark mode keeps its own colours: these were chosen for paper.

    Raises ImproperlyConfigured for what is no name of a token or no colour.
    """
    for name, colour in chosen.items():
        if not _NAME.fullmatch(name) or not _COLOUR.fullmatch(colour):
            raise ImproperlyConfigured(f"TIPLINE_COLOURS: {name}={colour} is no token with a colour such as #0b4f71.")
    told = "".join(f"--{name}:{colour};" for name, colour in chosen.items())
    return f"@media (prefers-color-scheme:light){{:root{{{told}}}}}" if told else ""
