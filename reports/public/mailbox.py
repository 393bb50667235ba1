"""The mailbox: with the receipt, read how far we are and what officers ask, answer, correct, take back, end the talk.

All goes by POST. Between two requests a sealed value in a hidden field opens the mailbox again, never a cookie.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from reports.dialogue.mailbox import MailboxEnded, NoSuchMailbox, OpenMailbox, end_dialogue, reopen
from reports.dialogue.turns import MailboxBusy
from reports.intake.checking import Concerns, concerns_in, undecided
from reports.intake.door import FilesGone, NotStored, SentBefore, accept
from reports.intake.submission import clean_text
from reports.intake.ticket import new_ticket
from reports.intake.uploads import cannot_be_sent
from reports.models.choices import ACT, CORRECTS
from reports.public.again import MANY_AT_ONCE, OUT_OF_ORDER, again
from reports.public.attachments import brought, listed, take, told_answers, without_gone
from reports.public.entrance import ENTER_AGAIN, Refused, ended, enter, entrance, in_another_language, locked
from reports.public.file_told import act_on_file
from reports.public.half_written import HalfWritten, Sent
from reports.public.handing_in import (
    examined,
    goes_on,
    look_first,
    looked_again,
    submission,
    ticket_of,
    with_new_ticket,
)
from reports.public.language import IN_LANGUAGE, own_form
from reports.public.leaving import ask_close, go_on
from reports.public.pages import number_for
from reports.public.promised import act_on_reward
from reports.public.taking_back import ask_withdraw, want_again, withdraw
from reports.public.talk import OUT, AddForm, talk
from reports.public.trouble import NOT_SENT, Trouble
from reports.public.typed_once import shown_again, typed_once
from reports.rewards.tariff import places


@require_http_methods(["GET", "HEAD", "POST"])
def mailbox(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return entrance(request)
    taken = take(request)
    go_on(request, taken)
    sent = Sent(taken, brought(taken))
    # The button stands behind the files, and of a form that is far too large it does not arrive.
    do = sent.words.get("do", "look" if "pass" in sent.words else "").partition(":")[0]
    if do in BEFORE:
        return BEFORE[do](request, sent)
    act = _broke_off if taken.problem and "pass" in sent.words else ACTS.get(do)
    try:
        if act is None:
            return _open(request, sent)
        return act(request, sent, reopen(sent.words.get("pass", "")))
    except NoSuchMailbox as gone:
        return _gone(request, sent, gone)
    except (MailboxBusy, *OUT) as problem:
        trouble = MANY_AT_ONCE if isinstance(problem, MailboxBusy) else OUT_OF_ORDER
        return again(request, sent, trouble) if sent.words.get("pass") else locked(request, sent, trouble, status=503)


def _gone(request: HttpRequest, sent: Sent, why: NoSuchMailbox) -> HttpResponse:
    if isinstance(why, MailboxEnded):
        return ended(request, sent.words, sent.unsent, sent.files.refused)
    return locked(request, sent, ENTER_AGAIN, status=403)


def _open(request: HttpRequest, sent: Sent) -> HttpResponse:
    if sent.taken.problem:
        return locked(request, sent, Trouble(NOT_SENT, sent.taken.problem), status=sent.taken.status)
    try:
        opened = enter(sent.words)
    except Refused as refused:
        left, why = sent.unsent, sent.files.refused
        return entrance(request, refused.form, left, status=refused.status, wait=refused.wait, refused=why)
    return goes_on(request, sent.without_ticket(), opened)


def _broke_off(request: HttpRequest, sent: Sent, opened: OpenMailbox) -> HttpResponse:
    """The mailbox with what arrived."""
    form, refused = with_new_ticket(AddForm, sent, Trouble(NOT_SENT, sent.taken.problem)), sent.files.refused
    return talk(request, opened, form, sent.unsent, status=sent.taken.status, refused=refused)


def _add(request: HttpRequest, sent: Sent, opened: OpenMailbox) -> HttpResponse:
    form, wait = examined(AddForm, sent)
    if sent.files.refused:
        form.add_error("attachments", list(sent.files.refused))
    if not form.errors and not form.cleaned_data["text"] and not sent.held:
        form.add_error("text", _("Write something, or choose a file."))
    if form.errors:
        return talk(request, opened, form, sent.unsent, status=400)
    files = sent.held if sent.as_it_is else undecided(sent.held, {place for place, _what in sent.files.telling})
    found = concerns_in([("", form.cleaned_data["text"])], files)
    if found and not found.is_of_held_alone and (not sent.as_it_is or sent.taken.held):
        return look_first(request, sent, opened, found, "add", back="look")
    if wait:
        return talk(request, opened, form, sent.unsent, status=429, wait=wait)
    return _store(request, sent, opened, form, found)


def _store(request: HttpRequest, sent: Sent, opened: OpenMailbox, form: AddForm, found: Concerns) -> HttpResponse:
    """Give what is added to the door; what it does not take stays on the page."""
    answers = told_answers(sent.held, sent.files.telling)
    answers |= {ACT: CORRECTS} if form.cleaned_data["corrects"] else {}
    try:
        accept(submission(opened, form.cleaned_data["ticket"], form.cleaned_data["text"], answers, sent.held))
    except NotStored:
        return talk(request, opened, form, sent.unsent, status=503, not_stored=True)
    except SentBefore:
        fresh = AddForm({**sent.words, "ticket": new_ticket()})
        left = without_gone(sent.held, cannot_be_sent(sent.held), sent.files.telling)
        unsent = HalfWritten.of(sent.words, left)
        return talk(request, opened, fresh, unsent, status=409, already="addition", refused=left.refused)
    except FilesGone as gone:
        left = without_gone(sent.held, gone.blobs, sent.files.telling)
        form.add_error("attachments", list(left.refused))
        return talk(request, opened, form, HalfWritten.of(sent.words, left), status=400)
    fresh = AddForm(initial={"ticket": new_ticket()})
    left_over, stored = HalfWritten(reason=sent.unsent.reason), listed(sent.held, sent.files.telling)
    danger = number_for("", found)
    return talk(request, looked_again(opened), fresh, left_over, added=True, stored=stored, danger=danger)


def _quote(request: HttpRequest, sent: Sent, opened: OpenMailbox) -> HttpResponse:
    """Put what a file told of place and time into the answer, where it can be read before it is sent."""
    said = clean_text(sent.words.get("do", "").partition(":")[2])
    text = sent.unsent.text.rstrip()
    text = text if said in text else f"{text}\n{said}".strip()
    return goes_on(request, sent, opened, {"quoted": True}, text=text)


def _file_told(request: HttpRequest, sent: Sent, opened: OpenMailbox) -> HttpResponse:
    """What a file told of place and time, once; or it is erased unseen."""
    opened, more = act_on_file(sent.words, opened)
    return goes_on(request, sent, opened, more)


def _reward(request: HttpRequest, sent: Sent, opened: OpenMailbox) -> HttpResponse:
    told = act_on_reward(sent.words["do"], opened)
    return goes_on(request, sent, looked_again(opened), told)


def _ask_end(request: HttpRequest, sent: Sent, opened: OpenMailbox) -> HttpResponse:
    page = {"page": "mailbox", "opened": opened, "hidden": sent.unsent.hidden(), "refused": sent.files.refused}
    page |= own_form("end", "look", _("No, go back"), language_do="ask_end") | ticket_of(sent)
    return render(request, "public/end.html", page | {"pays_rewards": bool(places())})


def _end(request: HttpRequest, sent: Sent, opened: OpenMailbox) -> HttpResponse:
    end_dialogue(opened.key)
    return ended(request, {}, HalfWritten())


BEFORE: dict[str, Callable[[HttpRequest, Sent], HttpResponse]] = {  # from the entrance or the page with the receipt
    "typed_once": lambda request, sent: typed_once(request, sent.words),
    "enter": lambda request, sent: entrance(request),
    IN_LANGUAGE: in_another_language,
    "receipt": lambda request, sent: shown_again(request, sent.words),
    "ended": lambda request, sent: ended(request, sent.words, sent.unsent, sent.files.refused),
    "ask_close": ask_close,
}
ACTS: dict[str, Callable[[HttpRequest, Sent, OpenMailbox], HttpResponse]] = {
    "add": _add,
    "look": goes_on,
    "quote": _quote,
    "told": _file_told,
    "erase": _file_told,
    "code": _reward,
    "give_up": _reward,
    "hide": _reward,
    "ask_end": _ask_end,
    "end": _end,
    "ask_withdraw": ask_withdraw,
    "withdraw": withdraw,
    "want_again": want_again,
}
