"""What the house's own network may ask: /healthz, /readyz and /metrics, for who has the token.

For anybody else these addresses do not exist: the request goes on, and gets what any unknown address gets.
"""

import json
from collections.abc import Callable
from hmac import compare_digest

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from reports.queries.metrics import exposed
from reports.queries.ready import not_ready


def inside(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, before all others."""

    def with_inside(request: HttpRequest) -> HttpResponse:
        view = _VIEWS.get(request.path)
        return view() if view and _is_ours(request) else answer(request)

    return with_inside


def _is_ours(request: HttpRequest) -> bool:
    told = request.headers.get("Authorization", "").encode()
    return bool(settings.INSIDE_TOKEN) and compare_digest(told, f"Bearer {settings.INSIDE_TOKEN}".encode())


def _healthz() -> HttpResponse:
    """This process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


def _readyz() -> HttpResponse:
    """What this process needs is there: databases, broker, keys; for the desk, `counter` too."""
    missing = not_ready()
    body = json.dumps({"ready": not missing, "missing": missing})
    return HttpResponse(body, content_type="application/json", status=503 if missing else 200)


def _metrics() -> HttpResponse:
    """Counts for Prometheus; of the desk alone, which may read what they count."""
    if "dashboard" not in settings.FACES:
        return HttpResponse(status=404)
    return HttpResponse(exposed(), content_type="text/plain; version=0.0.4; charset=utf-8")


_VIEWS = {"/healthz": _healthz, "/readyz": _readyz, "/metrics": _metrics}
