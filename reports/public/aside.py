"""Away from a tip that is being written, and back: its words go along sealed in the page, or the page asks first.

The menu of a page to write on is made of buttons of its form. As long as nothing is written they lead on as links do.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from reports.models import Category
from reports.public.about import about, get_help, topic
from reports.public.kept import kept
from reports.public.listen import listen
from reports.public.pages import Turn, draw
from reports.public.times import times

READING: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "about": about,
    **{name: partial(topic, name=name) for name in ("identity", "phones", "after", "rewards", "limits")},
    "kept": kept,
    "times": times,
    "help": get_help,
    "listen": listen,
}
"""Pages to read, which can carry what is written."""
ELSEWHERE = ("mailbox", "notices", "numbers")
"""Pages with forms or addresses of their own: going there costs the words."""


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
    """Return the page that was asked for; none where that is the form itself."""
    if where not in {*READING, *ELSEWHERE, "tell", "short"}:
        return None
    if turn.unsent.is_blank:
        return HttpResponseRedirect(reverse(f"public:{where}"), status=HTTPStatus.SEE_OTHER)
    again = f"go:{where}"
    if where in READING:
        aside = Aside(turn.unsent.set_aside("read").carried(), turn.ticket, again, turn.refused)
        turn.request.aside = aside  # type: ignore[attr-defined]
        return READING[where](turn.request)
    if where in ELSEWHERE:
        return draw(turn, "stop", where=f"public:{where}", again=again)
    if where == "short":
        return draw(turn.with_answers({"category": Category.HUMAN_TRAFFICKING}), "short")
    return None
