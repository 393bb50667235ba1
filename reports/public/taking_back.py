"""Taking a tip back in the mailbox, asked for once more, and wanting it used again after all."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from reports.dialogue.mailbox import OpenMailbox
from reports.intake.checking import concerns_in
from reports.intake.door import NotStored, SentBefore, accept
from reports.intake.taking_back import note_wanted_again
from reports.intake.ticket import kept_ticket, new_ticket
from reports.models.choices import ACT, WANTED, WITHDRAWS
from reports.public.half_written import Sent
from reports.public.handing_in import examined, goes_on, look_first, looked_again, submission
from reports.public.language import own_form
from reports.public.talk import AddForm, WithdrawForm, talk

USE_AGAIN = _("Use my tip after all")


def ask_withdraw(request: HttpRequest, sent: Sent, opened: OpenMailbox) -> HttpResponse:
    """Say what taking back does and cannot do, and ask."""
    ticket = kept_ticket(sent.words.get("ticket", ""))
    form = WithdrawForm(initial={"ticket": ticket, "reason": sent.unsent.reason})
    return _sure(request, sent, opened, form)


def withdraw(request: HttpRequest, sent: Sent, opened: OpenMailbox) -> HttpResponse:
    """Take the tip back, with a reason or none."""
    form, wait = examined(WithdrawForm, sent)
    if form.errors:
        return _sure(request, sent, opened, form, status=400)
    found = concerns_in([("", form.cleaned_data["reason"])])
    if found and not sent.as_it_is:
        return look_first(request, sent, opened, found, "withdraw", back="ask_withdraw")
    if wait:
        return _sure(request, sent, opened, form, status=429, wait=wait)
    try:
        reason, ticket = form.cleaned_data["reason"], form.cleaned_data["ticket"]
        accept(submission(opened, ticket, reason, {ACT: WITHDRAWS}))
    except NotStored:
        return _sure(request, sent, opened, form, status=503, not_stored=True)
    except SentBefore:
        fresh = WithdrawForm({**sent.words, "ticket": new_ticket()})
        return _sure(request, sent, opened, fresh, status=409, already="withdrawal")
    return goes_on(request, sent.without_ticket(), looked_again(opened), {"took_back": True}, reason="")


def want_again(request: HttpRequest, sent: Sent, opened: OpenMailbox) -> HttpResponse:
    """Let a tip that was taken back be used after all; what was typed and not sent stays in the page."""
    form, wait = examined(AddForm, sent)
    if form.heading or not opened.withdrawn:  # its ticket, or a press that came twice
        return talk(request, opened, form, sent.unsent, status=400) if form.heading else goes_on(request, sent, opened)
    if wait:
        return talk(request, opened, form, sent.unsent, status=429, wait=wait, wait_label=USE_AGAIN)
    try:
        note_wanted_again(opened.key.tip_id)  # first: noted twice it hurts nobody, not at all it loses a later wish
        accept(submission(opened, sent.words.get("ticket", ""), "", {ACT: WANTED}))
    except NotStored:
        return talk(request, opened, form, sent.unsent, status=503, not_stored=True)
    except SentBefore:
        return goes_on(request, sent.without_ticket(), looked_again(opened))
    return goes_on(request, sent.without_ticket(), looked_again(opened), {"counts_again": True})


def _sure(
    request: HttpRequest, sent: Sent, opened: OpenMailbox, form: WithdrawForm, *, status: int = 200, **more: object
) -> HttpResponse:
    """Ask whether the tip shall be taken back; what waits for an answer of its own goes along."""
    page = {"page": "mailbox", "opened": opened, "hidden": sent.unsent.hidden("reason"), "form": form}
    page |= own_form("withdraw", "look", _("No, go back"), language_do="ask_withdraw") | {"refused": sent.files.refused}
    return render(request, "public/withdraw.html", page | more, status=status)
