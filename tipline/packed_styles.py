"""In the standalone mode style sheets go packed too: in production whitenoise packs them once, beforehand."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware


def packed_styles(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, around whitenoise's own."""
    pack = GZipMiddleware(answer)

    def with_packing(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if request.path.startswith(settings.STATIC_URL) and request.path.endswith((".css", ".svg")):
            return pack.process_response(request, response)  # type: ignore[return-value]
        return response

    return with_packing
