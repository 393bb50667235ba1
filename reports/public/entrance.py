"""The way into the mailbox: the receipt typed in, and what was written before the page locked kept in sight."""

from collections.abc import Iterable, Mapping

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from reports.dialogue.mailbox import NoSuchMailbox, OpenMailbox
from reports.dialogue.turns import MailboxBusy
from reports.intake.letting_in import BUSY_FOR, TriedTooOften, let_in
from reports.intake.receipt import ReceiptMistyped, parse
from reports.intake.ticket import TicketRefused, TicketTooOld, TicketUnripe, new_ticket
from reports.public.attachments import listed
from reports.public.fields import PRIVATE
from reports.public.half_written import HalfWritten, Sent
from reports.public.language import in_language, own_form
from reports.public.leaving import begins_anew
from reports.public.ticket_words import LAY_OPEN, refused_words
from reports.public.trouble import Trouble, TroubledForm
from reports.public.waiting import Wait

MISTYPED = _("These are not the 20 digits of a receipt: a digit is wrong, missing or too many. Please compare them.")
NO_MAILBOX = _(
    "No open mailbox belongs to these digits. Please compare them with what you wrote down. If the mailbox was "
    "closed for ever, they open nothing any more, and the tip stays with the police. If the tip's time was over, it "
    "was erased, as every closed tip is one day. If you still know something, send it as a new tip."
)
OPEN_LONG = Trouble(LAY_OPEN, _("Please enter your receipt once more."))
ENTER_AGAIN = Trouble(
    _("Your mailbox is not open any more"),
    _(
        "Either this page was open for more than half an hour: then enter your receipt again. Or it was closed for "
        "ever, perhaps on another page: then nothing opens it again."
    ),
)
TOO_SOON = _(
    "The mailbox is not open yet: many mailboxes are being opened, or the digits came very fast. They are still here, "
    "and in all you never wait longer than a minute."
)
BUSY = _("Many mailboxes are being opened just now. The digits you typed are still here.")
TOO_MANY = _(
    "Digits were tried too often on this page. Compare them with what you wrote down. Only this page has to wait, and "
    "nobody else."
)


class ReceiptForm(TroubledForm):
    """Opens a mailbox. `text` and `reason` carry over what was typed before it locked, in sight, to be copied too."""

    receipt = forms.CharField(
        label=_("Your receipt"),
        help_text=_("20 digits. Spaces do not matter."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "digits"}),
        error_messages={"required": _("Enter the 20 digits of your receipt.")},
    )
    text = forms.CharField(
        label=_("What you wrote (not sent yet)"),
        required=False,
        widget=forms.Textarea(attrs=PRIVATE | {"rows": 7, "readonly": True}),
    )
    reason = forms.CharField(
        label=_("Why you take your tip back (not sent yet)"),
        required=False,
        widget=forms.Textarea(attrs=PRIVATE | {"rows": 3, "readonly": True}),
    )
    ticket = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_receipt(self) -> str:
        try:
            return parse(self.cleaned_data["receipt"])
        except ReceiptMistyped:
            raise forms.ValidationError(MISTYPED) from None


class Refused(Exception):
    """No mailbox was opened. `form` or `wait` says why, and `status` too."""

    def __init__(self, form: ReceiptForm, status: int, wait: Wait | None = None) -> None:
        super().__init__()
        self.form, self.status, self.wait = form, status, wait


def enter(words: Mapping[str, str]) -> OpenMailbox:
    """Open the mailbox of what was typed. Raises Refused."""
    form = ReceiptForm(words)
    if not form.is_valid():
        raise Refused(form, 400)
    ticket, receipt = form.cleaned_data["ticket"], form.cleaned_data["receipt"]
    try:
        return let_in(receipt, ticket)
    except TicketUnripe as unripe:
        raise Refused(form, 429, Wait(unripe.seconds, why=TOO_SOON)) from None
    except TicketTooOld:  # perhaps sent again by somebody else's hand: the digits do not come back
        raise Refused(with_words({**words, "receipt": ""}, OPEN_LONG), 400) from None
    except TicketRefused as refused:
        raise Refused(with_words(words, refused_words(refused, by="the button")), 400) from None
    except TriedTooOften as often:
        raise Refused(with_words(words), 429, Wait(often.seconds, why=TOO_MANY)) from None
    except NoSuchMailbox:
        form.add_error("receipt", NO_MAILBOX)
        raise Refused(form, 404) from None
    except MailboxBusy:
        raise Refused(form, 503, Wait(BUSY_FOR, why=BUSY)) from None


def with_words(words: Mapping[str, str], trouble: Trouble | None = None) -> ReceiptForm:
    """The form with all that was typed, a fresh ticket, and nothing said of mistakes."""
    typed = {name: words.get(name, "") for name in ("text", "reason", "receipt")}
    form = ReceiptForm(typed | {"ticket": new_ticket()})
    form.errors.clear()
    if trouble:
        form.meet(trouble)
    return form


def locked(request: HttpRequest, sent: Sent, trouble: Trouble, *, status: int) -> HttpResponse:
    """The entrance again, with what was typed in the locked page and its files kept in it."""
    form, refused = with_words(sent.words, trouble), sent.files.refused
    return entrance(request, form, sent.unsent, status=status, refused=refused)


def in_another_language(request: HttpRequest, sent: Sent) -> HttpResponse:
    """The entrance with the digits that are typed, and with what waits in it."""
    return in_language(
        request,
        ReceiptForm(sent.words),
        lambda request, form: entrance(request, form, sent.unsent, refused=sent.files.refused),
        keeps=bool(sent.held or sent.files.refused),
    )


def ended(
    request: HttpRequest, words: Mapping[str, str], unsent: HalfWritten, refused: Iterable[str] = ()
) -> HttpResponse:
    """Say that the mailbox is closed for ever; what was typed and not sent can become a new tip."""
    form = with_words(words)
    page = {
        "page": "mailbox",
        "form": form,
        "kept_words": bool(form["text"].value()),
        "kept_reason": bool(form["reason"].value()),
        "files": listed(unsent.held),
        "hidden": unsent.hidden("text", "reason"),
        "refused": refused,
        **own_form("ended", language_do="ended", path="/mailbox"),
    }
    return render(request, "public/ended.html", page)


def entrance(
    request: HttpRequest,
    form: ReceiptForm | None = None,
    unsent: HalfWritten | None = None,
    *,
    status: int = 200,
    refused: Iterable[str] = (),
    wait: Wait | None = None,
) -> HttpResponse:
    form, unsent = form or ReceiptForm(initial={"ticket": new_ticket()}), unsent or HalfWritten()
    page = {
        "page": "mailbox",
        "form": form,
        "kept_words": bool(form["text"].value()),
        "kept_reason": bool(form["reason"].value()),
        "files": listed(unsent.held),
        "hidden": unsent.hidden("text", "reason"),
        "refused": refused,
        "wait": wait,
        "anew": begins_anew(request),
        **own_form("entrance", label=_("Open the mailbox")),
    }
    return render(request, "public/entrance.html", page, status=status)
