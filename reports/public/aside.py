"""Away from a tip that is being written, and back: its words go along sealed in the page, or the page asks first.

The menu of a page to write on is made of buttons of its form. As long as nothing is written they lead on as links do.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse

from reports.models import Category
from reports.public.about import about, get_help, topic
from reports.public.attachments import Taken
from reports.public.from_notice import number_in, told_of
from reports.public.kept import kept
from reports.public.listen import listen
from reports.public.notices import notice, notices
from reports.public.numbers import month, numbers
from reports.public.pages import Turn, draw
from reports.public.times import times

READING: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "about": about,
    **{name: partial(topic, name=name) for name in ("identity", "phones", "after", "rewards", "limits")},
    "kept": kept,
    "times": times,
    "help": get_help,
    "listen": listen,
    "notices": notices,
    "numbers": numbers,
}
"""Pages to read, which can carry what is written."""
ONE_OF: dict[str, Callable[[HttpRequest, str], HttpResponse]] = {"notice": notice, "month": month}
"""So can each of these, by its number or month: `notice:1001`."""
ALL_OF = {"notice": "notices", "month": "numbers"}
ELSEWHERE = ("mailbox",)
"""What has forms of its own: going there costs the words. Two things to be sent must not lie in one page
(decision 140)."""


@dataclass(frozen=True, slots=True)
class Aside:
    """What a page to read carries of a tip that is being written. `again` is the button that leads to it.

    `refused` are the sentences about files that came with the button and were not kept.
    """

    carried: str = field(repr=False)
    ticket: str
    again: str
    refused: tuple[str, ...] = ()


def set_out(turn: Turn, where: str) -> HttpResponse | None:
    """Return the page that was asked for; none where that is the form itself, or not there any more."""
    name, _colon, which = where.partition(":")
    if name not in ({*ONE_OF} if which else {*READING, *ELSEWHERE, "tell", "short"}):
        return None
    if turn.unsent.is_blank:
        with suppress(NoReverseMatch):
            address = reverse(f"public:{name}", args=[which] if which else [])
            return HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER)
        return None
    try:
        return _beside(turn, name, which)
    except Http404:  # it was taken down meanwhile
        return _beside(turn, ALL_OF[name], "")


def write_about(turn: Turn, came: Taken, number: str) -> HttpResponse:
    """What is being written, from now on about the notice with this number; a kind that was chosen stays."""
    told = told_of(number_in({"notice": number}))
    chosen = turn.unsent.answers.get("category")
    return draw(turn.with_answers(told | ({"category": chosen} if chosen else {})), "first")


def _beside(turn: Turn, where: str, which: str) -> HttpResponse | None:
    again = f"go:{where}:{which}" if which else f"go:{where}"
    if where in READING or which:
        aside = Aside(turn.unsent.set_aside("read").carried(), turn.ticket, again, turn.refused)
        turn.request.aside = aside  # type: ignore[attr-defined]
        return ONE_OF[where](turn.request, which) if which else READING[where](turn.request)
    if where in ELSEWHERE:
        return draw(turn, "stop", where=f"public:{where}", again=again)
    if where == "short":
        return draw(turn.with_answers({"category": Category.HUMAN_TRAFFICKING}), "short")
    return None
