"""Tell what you know: the first page, the way from page to page, and the receipt.

Every page posts to the same address, so that neither a history nor a log shows how far somebody came or what it is
about. `do` says which button was pressed; what was written before travels sealed in the page.
"""

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import replace
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from reports.guides import UNKNOWN, says_oneself
from reports.guides.drawing import MAX_LINE
from reports.house_guides import standing
from reports.intake.checking import Concerns, concerns, undecided, warned_of
from reports.intake.door import FilesGone, NotStored, SentBefore, accept
from reports.intake.submission import Submission, clean_text
from reports.intake.ticket import new_ticket, once_key, repeat_key
from reports.intake.uploads import cannot_be_sent
from reports.island import island
from reports.models import Category, Channel
from reports.public.aside import set_out, write_about
from reports.public.attachments import Taken, brought, take, without_gone
from reports.public.from_notice import number_in, told_of
from reports.public.house import is_onion
from reports.public.leaving import begins_anew, go_on
from reports.public.pages import SHEETS, TICKET_HERE, Turn, begin, draw
from reports.public.places import district_at, district_names, is_by_keys, looked_up
from reports.public.sent import drawn_once, given_back, is_sent, nothing_more, receipt_page, used_with
from reports.public.sheet import due
from reports.public.talk import OUT
from reports.public.trouble import NOT_SENT, Trouble
from reports.public.unsent import Unsent
from reports.public.waiting import Wait

LOST = Trouble(
    NOT_SENT,
    _(
        "What you wrote and chose on the pages before was lost on the way, and nothing is sent yet. Please write it "
        "once more. What you wrote on the last page stands below."
    ),
)
ENTERED = "entered"
KEYS = "keys"
"""In the place of a district: the map was pressed without a pointer."""


@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        turn, anew = Turn(request, Unsent(), ticket=TICKET_HERE), begins_anew(request)
        page = drawn_once(f"form {anew} {standing().mark} {is_onion(request)}", lambda: draw(turn, "first", anew=anew))
        return HttpResponse(page.replace(TICKET_HERE, new_ticket()))
    came = take(request)
    go_on(request, came)
    if not came.words:
        troubles = (Trouble(NOT_SENT, came.problem),)
        return draw(Turn(request, Unsent(), troubles=troubles, nothing_came=True), "first", status=came.status)
    do = came.words.get("do", "")
    if do == "write":  # from a mailbox that is closed, or from a notice: nothing is sent yet
        files = brought(came)
        unsent = Unsent(text=came.words.get("text", ""), answers=told_of(number_in(came.words)), files=files.held)
        turn = Turn(request, unsent, refused=files.refused)
        return draw(turn, "first", status=400 if files.refused else 200, carried=bool(unsent.text or files.held))
    turn = begin(request, came)
    verb, _colon, what = do.partition(":")
    if "at.x" in came.words:  # the map was touched: a picture sends its point in the place of a button's name
        at = came.words["at.x"], came.words.get("at.y", "")
        verb, what = "district", KEYS if is_by_keys(*at) else district_at(*at)
    act = ACTS.get(verb, _send)
    if is_sent(turn):
        return _sent_before(turn, is_sending=act is _send)
    if turn.lost or came.problem:
        broke = [Trouble(NOT_SENT, came.problem)] if came.problem else []
        troubles = (*broke, *([LOST] if turn.lost else ()))
        return _wrong(replace(turn, troubles=troubles, nothing_came=True), came.status)
    return act(turn, came, what)


@require_safe
def short(request: HttpRequest) -> HttpResponse:
    """The questions about people who are held, at once: for somebody with two minutes. Its address names no topic."""
    unsent = Unsent(answers={"category": Category.HUMAN_TRAFFICKING}, page="short", house=standing().version)
    return draw(Turn(request, unsent), "short")


def _send(turn: Turn, came: Taken, how: str) -> HttpResponse:
    """Send; stop before it for a mistake, for questions that the answers made worth asking, or for a warning."""
    turn = turn.with_ticket()
    page = turn.unsent.page
    if page != "first" and not turn.tells_something:
        turn = replace(turn, nothing_told=True)
    if turn.is_wrong:
        return _wrong(turn)
    if turn.unsent.too_long:  # from an earlier page
        return draw(turn, "questions", status=400)
    if how not in {"now", "as_it_is"} and page == "questions" and due(turn.guide, turn.unsent):
        return draw(turn, "more")
    found = _found(turn, anew=page != "check")
    unseen = page == "check" and came.held  # chosen beside the warning, which said nothing of it
    if found and not _cannot_wait(turn, found) and (how != "as_it_is" or unseen):
        return _draw_check(turn, found)
    if turn.wait:
        wait = Wait(turn.wait, do=f"send:{how}")
        return _draw_check(turn, found, page, status=429, wait=wait)
    return _hand_over(turn, found)


def _found(turn: Turn, *, anew: bool = False) -> Concerns:
    """What could show who writes; `anew`, of files only what was not decided before."""
    files = turn.unsent.files
    if anew:
        files = undecided(files, {place for place, _what in turn.unsent.ticked})
    return concerns(turn.guide, turn.unsent.text, turn.unsent.to_send, files)


def _cannot_wait(turn: Turn, found: Concerns) -> bool:
    """Whether somebody in danger calls for help, or is held: police must know who and where it is, nothing is asked."""
    is_held = says_oneself(turn.guide, turn.unsent.answers) or found.is_of_held_alone
    return is_held or (turn.danger == "yes" and found.for_oneself)


def _draw_check(turn: Turn, found: Concerns, page: str = "check", **more: Any) -> HttpResponse:
    """The warning, or another `page` beside what was found; sending comes first for who may be in danger herself."""
    if page == "check":
        turn = replace(turn, unsent=replace(turn.unsent, files=warned_of(turn.unsent.files)))
    return draw(turn, page, concerns=found, sends_first=turn.danger == "yes" or found.must_be_found, **more)


def _hand_over(turn: Turn, found: Concerns) -> HttpResponse:
    """Give the tip to the door; what it does not take stays on the page."""
    try:
        return receipt_page(turn, accept(_submission(turn)), found)
    except FilesGone as missing:
        return _wrong(_without(turn, missing.blobs))
    except SentBefore:  # a twin was quicker
        return _sent_before(turn, is_sending=False)
    except NotStored:
        return _draw_check(turn, found, turn.unsent.page, status=503, not_stored=True)


def _sent_before(turn: Turn, *, is_sending: bool) -> HttpResponse:
    """The same answer for the same sending, for an hour: the first one may have been lost on the way.

    Other words come back to whoever wrote on in the page that was sent.
    """
    if is_sending:
        with suppress(SentBefore, FilesGone, NotStored):
            return receipt_page(turn, accept(_submission(turn)), _found(turn))
    back = given_back(turn, _repeat_key(turn))
    return _wrong(back, 409) if back else nothing_more(turn.request, turn.ticket)


def _without(turn: Turn, gone: Collection[UUID]) -> Turn:
    left = without_gone(turn.unsent.files, gone)
    return replace(turn, unsent=replace(turn.unsent, files=left.held), refused=(*turn.refused, *left.refused))


def _wrong(turn: Turn, status: int = 400) -> HttpResponse:
    """The page once more; it says which of its files cannot be sent any more, while that can be looked up."""
    with suppress(*OUT):
        turn = _without(turn, cannot_be_sent(turn.unsent.files))
    page = turn.unsent.page
    return draw(turn, page if page in SHEETS else "first", status=status)


def _questions(turn: Turn, came: Taken, here: str) -> HttpResponse:
    """On to the questions of the chosen category, and there to a part that the page calls `here`.

    An address says no more than that: it stands in the browser's history.
    """
    if turn.unsent.page == "first" and turn.first_form().errors:
        return draw(turn, "first", status=400, goes_on=True)
    if turn.unsent.page == "first":
        turn = replace(turn, unsent=turn.unsent.led_by_words())
    return draw(turn, "questions", here=here)


def _another(turn: Turn, came: Taken, block: str) -> HttpResponse:
    """One more person, vehicle, boat or place to fill in."""
    return _questions(replace(turn, unsent=turn.unsent.with_another(block)), came, block)


def _back(turn: Turn, came: Taken, page: str) -> HttpResponse:
    """Back to the first page, or to the questions, with everything still there."""
    return draw(turn, "questions", here="place") if page == "questions" else draw(turn, "first")


def _stay(turn: Turn, came: Taken, how: str) -> HttpResponse:
    """The same page again, perhaps in another language."""
    page, more = turn.unsent.was_on, {"entered": True} if how == ENTERED else {}
    if turn.unsent.is_blank:
        return HttpResponseRedirect(reverse("public:tell"), status=HTTPStatus.SEE_OTHER)
    if page == "map":
        return _draw_map(turn)
    if page == "check":
        found = _found(turn)
        return _draw_check(turn, found, "check" if found else "first")
    if page == "more" and not turn.unsent.shown:
        page = "questions"
    return draw(turn, page if page in SHEETS else "first", **more)


def _enter(turn: Turn, came: Taken, how: str) -> HttpResponse:
    """Enter in a line: the same page, which says that nothing is sent yet, with the button that sends."""
    return _stay(turn, came, ENTERED)


def _go(turn: Turn, came: Taken, where: str) -> HttpResponse:
    """A page that the menu names, or the form again."""
    return set_out(turn, where) or _stay(turn, came, "")


def _quote(turn: Turn, came: Taken, said: str) -> HttpResponse:
    """Put what a file told into the words, where it can be read before it is sent."""
    text, said = turn.unsent.text.rstrip(), clean_text(said[:MAX_LINE])
    text = text if said in text else f"{text}\n{said}".strip()
    return draw(replace(turn, unsent=replace(turn.unsent, text=text)), "first")


def _map(turn: Turn, came: Taken, how: str) -> HttpResponse:
    return _draw_map(turn)


def _draw_map(turn: Turn, **more: Any) -> HttpResponse:
    named = [each for each in district_names().items() if each[0] != UNKNOWN]
    return draw(turn, "map", island=island(), district_names=named, **more)


def _district(turn: Turn, came: Taken, district: str) -> HttpResponse:
    """A part of the island was chosen on the map."""
    if district not in district_names():
        return _draw_map(turn, by_keys=district == KEYS, missed=district != KEYS)
    return draw(turn.with_answers({"place.district": district}), "questions", here="place")


def _find(turn: Turn, came: Taken, how: str) -> HttpResponse:
    """Places with a name like the one that was typed."""
    return draw(turn, "questions", here="place", **looked_up(turn.unsent.answers.get("place", "")))


def _place(turn: Turn, came: Taken, chosen: str) -> HttpResponse:
    """One of the places that were offered."""
    name, _bar, district = chosen.partition("|")
    told = {"place": name[:MAX_LINE]} | ({"place.district": district} if district in district_names() else {})
    return draw(turn.with_answers(told), "questions", here="place")


ACTS: dict[str, Callable[[Turn, Taken, str], HttpResponse]] = {
    "send": _send,
    "questions": _questions,
    "another": _another,
    "back": _back,
    "stay": _stay,
    "enter": _enter,
    "go": _go,
    "about": write_about,
    "quote": _quote,
    "map": _map,
    "district": _district,
    "find": _find,
    "place": _place,
}


def _repeat_key(turn: Turn) -> bytes:
    answers = (f"{name}={answer}" for name, answer in turn.unsent.to_send.items())
    return repeat_key(turn.ticket, [turn.unsent.text, *answers, *(held.digest for held in turn.unsent.files)])


def _submission(turn: Turn) -> Submission:
    return Submission(
        channel=Channel.WEB,
        text=turn.unsent.text,
        answers=turn.unsent.to_send,
        guide=turn.guide.edition,
        in_danger=turn.danger == "yes",
        language=_language_chosen(),
        files=turn.unsent.files,
        repeat_key=_repeat_key(turn),
        once_key=once_key(turn.ticket),
        used_with_it=used_with(turn),
    )


def _language_chosen() -> str:
    """Return the language of the page, for tips of too few words to tell it, or "": English is what nobody chose."""
    here = get_language() or ""
    return "" if here == settings.LANGUAGE_CODE else here
