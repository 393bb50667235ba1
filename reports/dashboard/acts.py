"""What an officer does to a tip: plain forms, each answered by the page they came from."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from reports.alerts.waiting import alerts_of
from reports.casework.claim import AlreadyClaimed, Decided, NotClaimed, claim_tip, release_tip
from reports.casework.handing_over import NotAColleague, hand_over
from reports.casework.mentions import CannotMention
from reports.casework.notes import EmptyNote, add_note
from reports.casework.outcomes import IsLed
from reports.casework.setting import NotWaiting, ask_again_on
from reports.casework.status import MoveNotAllowed, NotJudged, ReasonMissing, change_status, close_tip
from reports.changing import StaleTip
from reports.dashboard.ask_check import ask_check, repeated_in
from reports.dashboard.asking import AskAgainForm, AskForm, CloseForm, GiveForm, NoteForm
from reports.dashboard.drafts import drop_sent, keep_refused
from reports.dashboard.gate import at_the_desk, own_tip
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.taken_on import warn_of_keeping
from reports.dashboard.tip import tip_page
from reports.dashboard.typed import typed
from reports.dashboard.wording import NO_READER, Words
from reports.dialogue.reply import EmptyQuestion, NoMailbox, NoReader, ask_tipster
from reports.dialogue.send_again import ChannelClosed, NothingToDecide, leave_in_mailbox, send_again
from reports.keyring import NotYours
from reports.models import Status, Tip, TriageState, Urgency
from reports.queries.reading import read_tip
from reports.sealing.rowmac import RowChanged

STALE = _("Somebody changed this tip while you had it open. This is how it stands now; look again, then decide.")
REFUSED: dict[type[Exception], Words] = {
    StaleTip: STALE,
    NotYours: _("Only officers of the unit that works on a tip can do this."),
    NotJudged: _(
        "This tip is not triaged yet, and may speak of the police: until then it is neither closed nor merged. A text"
        " takes a minute or two."
    ),
    IsLed: _("This tip is worked on in another: what came of both is written down there, so that it counts once."),
    RowChanged: _("The keys of this tip are not the signed ones, so nothing is written to it. Tell an administrator."),
}
"""Why any act on a tip may be refused."""
_REFUSALS = REFUSED | {
    AlreadyClaimed: _("A colleague works on this tip already."),
    NotClaimed: _("Only the officer who works on a tip can give it back."),
    NotAColleague: _("It could not be given to that colleague. Choose another."),
    Decided: _("Nobody works on a closed tip."),
    NotWaiting: _("No question to the tipster is open."),
    MoveNotAllowed: _("A tip cannot go from its status to that one."),
    NothingToDecide: _("There is nothing to decide any more: this is how the text stands now."),
    ChannelClosed: _("No text reaches the tipster any more. The question waits in the mailbox."),
}
_NOT_TRIAGED = _("This cannot reach the tipster yet: the tip is not triaged. That takes moments; send it again.")
_NO_MAILBOX = _(
    "This cannot reach the tipster: this tip has no mailbox. Of one that is made of words of another, the tipster is"
    " asked in that other tip."
)
_ENDED = _("This cannot reach the tipster: the tipster ended the dialogue.")
_STILL_RINGS = _("The alert rings on and calls others, until you press “I see to it” below.")


CANNOT_MENTION = _(
    "%(names)s cannot be mentioned: no officer of that name may open this tip."
    " Change it, or tick below that it is no name."
)


@at_the_desk
@require_POST
def claim(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    def act(tip: Tip) -> None:
        warn_of_keeping(request, claim_tip(tip=tip, by=request.user, version=version_of(request)))

    return _done(request, own_tip(request, tip_id), act, _("You work on this tip now."))


@at_the_desk
@require_POST
def release(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    def act(tip: Tip) -> None:
        release_tip(tip=tip, by=request.user, version=version_of(request))

    return _done(request, own_tip(request, tip_id), act, _("The tip is back with the unit."))


@at_the_desk
@require_POST
def give(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    given = own_tip(request, tip_id)
    form = GiveForm(request.POST, tip=given, by=request.user)

    def act(tip: Tip) -> None:
        hand_over(tip=tip, to=UUID(form.cleaned_data["to"]), by=request.user, version=version_of(request))

    return _done(request, given, act, _("Your colleague works on this tip now."), give=form)


@at_the_desk
@require_POST
def ask_again(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    form = AskAgainForm(request.POST)

    def act(tip: Tip) -> None:
        ask_again_on(tip=tip, day=form.cleaned_data["day"], by=request.user, version=version_of(request))

    return _done(request, own_tip(request, tip_id), act, _("It is due again on that day."), ask_again=form)


@at_the_desk
@require_POST
def move(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    def act(tip: Tip) -> None:
        to = request.POST.get("to", "")
        if to not in Status.values:
            raise MoveNotAllowed
        change_status(tip=tip, to=Status(to), ring=request.key_ring, version=version_of(request))

    return _done(request, own_tip(request, tip_id), act, _("The status is changed."))


@at_the_desk
@require_POST
def close(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    form = CloseForm(request.POST)

    def act(tip: Tip) -> None:
        close_tip(tip=tip, reason=form.cleaned_data["reason"], by=request.user, version=version_of(request))

    return _done(
        request, own_tip(request, tip_id), act, _("The tip is closed. You can open it again at any time."), close=form
    )


@at_the_desk
@require_POST
def ask(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    asked_of = own_tip(request, tip_id)
    form = AskForm(request.POST, tip=asked_of)
    if request.POST.get("do") == "change":
        form.fields["question"].widget.attrs["autofocus"] = True
        return tip_page(request, asked_of, ask=form)
    places = repeated_in(request, asked_of, form.cleaned_data["own"]) if form.is_valid() else []
    if (places or form.foreign or form.who) and form.is_valid() and request.POST.get("do") != "as_it_is":
        keep_refused(request, asked_of.pk, form)
        return ask_check(request, asked_of, form, places)

    def act(tip: Tip) -> None:
        words, repeats = form.cleaned_data["question"], len(places)
        ask_tipster(tip=tip, text=words, by=request.user, version=version_of(request), repeats=repeats)

    return _done(request, asked_of, act, _("Your question is in the tipster's mailbox."), ask=form)


@at_the_desk
@require_POST
def text_again(request: DeskRequest, tip_id: UUID, record_id: UUID) -> HttpResponse:
    """Decide on a text that failed, or of which nobody knows whether it went out."""

    def leave(tip: Tip) -> None:
        leave_in_mailbox(tip=tip, record_id=record_id, by=request.user, version=version_of(request))

    def send(tip: Tip) -> None:
        words = [
            one.text for one in read_tip(request.key_ring, tip, by=request.user).entries if one.record.pk == record_id
        ]
        if not words:
            raise NothingToDecide
        send_again(tip=tip, record_id=record_id, text=words[0], by=request.user, version=version_of(request))

    if request.POST.get("do") == "leave":
        return _done(request, own_tip(request, tip_id), leave, _("The question waits in the mailbox."))
    return _done(request, own_tip(request, tip_id), send, _("The text is sent again."))


@at_the_desk
@require_POST
def note(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    form = NoteForm(request.POST)

    def act(tip: Tip) -> None:
        plain = request.POST.get("plain") == "on"
        add_note(tip=tip, text=form.cleaned_data["text"], by=request.user, version=version_of(request), plain=plain)

    return _done(request, own_tip(request, tip_id), act, _("Your note is kept."), note=form)


def _done(request: DeskRequest, tip: Tip, act: Callable[[Tip], None], said: Words, **forms: Any) -> HttpResponse:
    """Do it and go back to the tip; or show the tip with what was typed and what is wrong."""
    if not all(form.is_valid() for form in forms.values()):
        keep_refused(request, tip.pk, *forms.values())
        return tip_page(request, tip, status=422, wrong=next(iter(forms.values())), **forms)
    try:
        act(tip)
    except tuple(_REFUSALS) as refused:
        now = own_tip(request, tip.pk)
        kept = bool(forms) and not isinstance(refused, NotYours)  # whoever may only read it is shown no forms
        if kept:
            keep_refused(request, tip.pk, *forms.values())
        left = [] if kept else typed(request, with_choices=False)
        return tip_page(request, now, status=409, refused=_REFUSALS[type(refused)], kept=kept, typed=left, **forms)
    except (EmptyQuestion, EmptyNote, ReasonMissing, NoMailbox, CannotMention) as refused:
        keep_refused(request, tip.pk, *forms.values())
        form = next(iter(forms.values()))
        field = next(iter(form.fields))
        required = form.fields[field].error_messages["required"]
        form.add_error(field, _wrong(form, tip, refused) or required)
        return tip_page(request, own_tip(request, tip.pk), status=422, wrong=form, **forms)
    drop_sent(request, tip.pk, *forms.values())
    messages.success(request, str(said), extra_tags="good")
    if tip.urgency == Urgency.IMMEDIATE and any(alert.is_running for alert in alerts_of([tip.pk]).values()):
        messages.warning(request, str(_STILL_RINGS), extra_tags="warn")
    return redirect("dashboard:tip", tip_id=tip.pk)


def _wrong(form: Form, tip: Tip, refused: Exception) -> Words:
    if isinstance(refused, CannotMention):
        form.asks_plain = True  # type: ignore[attr-defined]
        return CANNOT_MENTION % {"names": ", ".join(f"@{name}" for name in refused.names)}
    if isinstance(refused, NoReader):
        return NO_READER
    if isinstance(refused, NoMailbox):
        if tip.triage == TriageState.WAITING:
            return _NOT_TRIAGED
        return _ENDED if tip.mailbox_key else _NO_MAILBOX
    return ""


def read_alone(request: DeskRequest, tip: Tip) -> HttpResponse | None:
    """Lead who may only read a tip back to it, instead of to a form that would be refused; None for who works on it.

    A form that is sent all the same is refused where its words are shown.
    """
    if request.method == "POST" or tip.unit_id in request.key_ring.unit_ids:
        return None
    messages.warning(request, str(REFUSED[NotYours]), extra_tags="warn")
    return redirect("dashboard:tip", tip_id=tip.pk)


def version_of(request: DeskRequest, field: str = "version") -> int:
    """The version that the officer's page had; what is no number fits no tip."""
    text = request.POST.get(field, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
