"""What we keep: the promise in plain words, each line of it held by a test elsewhere."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    return render(request, "public/kept.html", {"page": "kept"})
