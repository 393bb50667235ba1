"""A page that was asked for in a way that it does not know, such as a form sent to one that only is to be read."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def says_wrong_way(answer: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view whose "not allowed" is a page like any other, with the way on; Django's own answer is empty."""

    @wraps(answer)
    def answered(request: HttpRequest, *args: object, **named: object) -> HttpResponse:
        response = answer(request, *args, **named)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return response
        page = render(request, "public/wrong_way.html", {"holds_words": False}, status=response.status_code)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    return answered
