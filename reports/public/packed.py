"""Tipsters' pages go packed over the wire: a third of the bytes, for phones on slow and costly networks.

Only what is fetched, never the answer to a form: that one shows a receipt or messages beside what was sent, and its
length must not tell of them.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware


def packed(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware. Only tipsters' pages tell a language."""
    pack = GZipMiddleware(answer)

    def with_packing(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if request.method == "GET" and "Content-Language" in response.headers:
            return pack.process_response(request, response)  # type: ignore[return-value]
        return response

    return with_packing
