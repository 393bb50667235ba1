"""A question before it goes out that repeats the tip, with the words marked, or that is in another language than it."""

from collections.abc import Iterator, Sequence

from django.http import HttpResponse
from django.shortcuts import render

from reports.dashboard.asking import AskForm
from reports.dashboard.draft_pass import pass_for
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.marked import Piece
from reports.dashboard.unmasking import sees_source
from reports.models import Tip
from reports.retelling import repeated

TOLD = "told"


def repeated_in(request: DeskRequest, tip: Tip, words: str) -> list[tuple[int, int]]:
    """Return the places in these words that repeat what the officer can read of the tip."""
    return repeated(request.key_ring, tip, words, with_source=sees_source(request, tip))


def ask_check(request: DeskRequest, tip: Tip, form: AskForm, places: Sequence[tuple[int, int]]) -> HttpResponse:
    """Return the page; it carries the question and stores nothing."""
    own = form.cleaned_data["own"]
    page = {
        "tip": tip,
        "form": form,
        "repeats": bool(places),
        "pieces": list(_cut(own, places)),
        "draft_pass": pass_for(request, tip),
        "version": request.POST.get("version", ""),
    }
    return render(request, "dashboard/ask_check.html", page)


def _cut(words: str, places: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    done = 0
    for start, end in places:
        yield Piece(words[done:start])
        yield Piece(words[start:end], (TOLD,))
        done = end
    yield Piece(words[done:])
