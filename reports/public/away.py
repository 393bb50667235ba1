"""Pages that read what the desk has put up: while the database is away, each says what it cannot show, and what works.

Their pages have no form of their own: nothing is typed there that could be lost.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

from reports.public.talk import OUT, come_back

type Page = Callable[..., HttpResponse]


def may_be_away(heading: Promise, *, page: str, topic: str = "") -> Callable[[Page], Page]:
    """Let a page answer with status 503 under its own heading where it cannot be read just now."""

    def standing(answer: Page) -> Page:
        @wraps(answer)
        def answered(request: HttpRequest, *args: str, **named: str) -> HttpResponse:
            try:
                return answer(request, *args, **named)
            except OUT:
                told = {"page": page, "topic": topic, "heading": heading}
                return come_back(render(request, "public/away.html", told, status=HTTPStatus.SERVICE_UNAVAILABLE))

        return answered

    return standing
