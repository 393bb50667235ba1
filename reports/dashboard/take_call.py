"""Taking a call: an officer who speaks with a caller writes the tip down, guided by the questions of its category.

It goes through the one door as every tip. Nothing here asks for the caller's name or number, and before the tip is
stored the page shows what in it could tell who called. The receipt is then read out to the caller.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from reports.casework.drafts import drop_draft
from reports.dashboard.call_draft import Draft
from reports.dashboard.draft_pass import pass_for
from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.unfinished_calls import unfinished
from reports.dashboard.wording import LANGUAGES, Words
from reports.guides import asked, says_danger, titles
from reports.guides.drawing import MAX_LINE, Drawn, DrawnBlock, drawing, drawn_blocks
from reports.house_guides import standing
from reports.intake.door import Accepted, NotStored, SentBefore
from reports.intake.handed_in import hand_in
from reports.intake.receipt import ReceiptMistyped, grouped, parse
from reports.intake.submission import MAX_TEXT, Submission
from reports.models import Channel, DraftField
from reports.models.choices import TAKEN

KINDS: dict[str, Words] = {
    "caller": _("Something about the caller: a name, a relative, a home or a place of work."),
    "number": _("A telephone number: is it the caller's?"),
    "receipt": _("A receipt: it opens the caller's mailbox, so it is not stored and no officer may keep it."),
    "own_name": _("A name that may be the caller's."),
    "own_number": _("A number or an address that may be the caller's."),
    "own_link": _("A link, post or page that may be the caller's, or tells who shared it."),
    "kin": _("A relative or partner of whoever speaks."),
    "tie": _("Somebody who knows the caller: a boss, a landlord, a friend, a customer."),
    "neighbour": _("Where the caller lives or stood."),
    "job": _("Where the caller works, goes to school or prays."),
    "own_thing": _("The caller's car, boat, animal or another thing that people know as theirs."),
    "habit": _("Where the caller often passes, and when."),
    "about_self": _("The caller's age or looks, or where the caller comes from."),
    "victim": _("What was done to the caller: who did it knows the caller."),
    "witness": _("That the caller was there: others may remember who was."),
    "deed": _("What the caller did, or whom the caller told."),
    "sole_knowledge": _("Something that only the caller, or the caller and one other, can know."),
    "hearsay": _("That somebody told the caller: who did knows whom he told."),
}
_OTHERWISE = _("Words that may show who calls.")
_NOTHING = _("Write what the caller tells, or answer one of the questions.")
_SENT_BEFORE = _("This page was stored already, with other words. To store these too, as another tip, store once more.")
_TYPED = {"spellcheck": "false", "autocomplete": "off"}


class CallForm(forms.Form):
    """What is asked of every call. There is no field for who calls, and there must never be one."""

    language = forms.ChoiceField(
        label=_("Language of the call"),
        help_text=_("The questions stand in it, to be read out."),
        choices=list(LANGUAGES.items()),
    )
    category = forms.ChoiceField(label=_("What is it about?"), required=False)
    text = forms.CharField(
        label=_("What the caller tells"),
        help_text=_("Leave out who calls: “a man”, not “the caller's brother”; “in that street”, not “next door”."),
        required=False,
        widget=forms.Textarea(attrs=_TYPED | {"rows": 8}),
        validators=[MaxLengthValidator(MAX_TEXT)],
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        named = {**titles("en"), **titles("en", standing())}  # an officer may choose what tipsters are not offered
        self.fields["category"].choices = [("", _("Not sure")), *named.items()]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Sheet:
    """The questions as the page draws them. For the error summary it is the form and they together."""

    form: CallForm
    first: tuple[Drawn, ...]
    about: tuple[Drawn, ...]
    where: tuple[Drawn, ...]
    blocks: tuple[DrawnBlock, ...]
    source: tuple[Drawn, ...]

    def __iter__(self) -> Iterator[Any]:
        yield from self.form
        yield from (*self.first, *self.about, *self.where, *self.source)
        for block in self.blocks:
            for each in block.each:
                yield from each

    @property
    def errors(self) -> bool:
        return bool(self.form.errors) or any(drawn.errors for drawn in self)

    @property
    def non_field_errors(self) -> Any:
        return self.form.non_field_errors()


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def take_call(request: DeskRequest) -> HttpResponse:
    draft = Draft(request.POST.dict())
    verb, _colon, how = draft.posted.get("do", "").partition(":")
    if request.method != "POST":
        return _begin(request)
    form = CallForm(request.POST)
    if verb == "compare":
        return _taken(request, draft, request.POST.get("shown", ""), typed=request.POST.get("typed", ""))
    if verb == "warn":
        return _warned(draft)
    if verb == "send":
        return _send(request, draft, form, as_it_is=how == "as_it_is")
    return _page(request, draft, form)


def _begin(request: DeskRequest) -> HttpResponse:
    """An empty page for a new call, beside what was begun of others; or one of those, where it was chosen."""
    calls = unfinished(request.key_ring)
    begun = next((one for one in calls if str(one.id) == request.GET.get("begun")), None)
    draft = begun.draft if begun else Draft({})
    initial = {name: draft.posted.get(name, "") for name in ("category", "text")} | {"language": draft.language}
    return _page(request, draft, CallForm(initial=initial), begun=begun, unfinished=[] if begun else calls)


def _send(request: DeskRequest, draft: Draft, form: CallForm, *, as_it_is: bool) -> HttpResponse:
    """Store the tip; stop before it for a mistake, or for words that could show who calls."""
    if not draft.says_something:
        form.add_error("text", _NOTHING)
    if not form.is_valid() or draft.too_long:
        return _page(request, draft, form, status=422)
    if draft.concerns() and not as_it_is:
        return _page(request, draft, form, is_review=True)
    try:
        accepted = hand_in(_submission(request, draft))
    except SentBefore:
        drop_draft(tip_id=None, field=DraftField.CALL, by=request.user, sent=True, call=draft.ticket)
        form.add_error(None, _SENT_BEFORE)
        return _page(request, Draft({**draft.posted, "ticket": ""}), form, status=409)
    except NotStored:
        return _page(request, draft, form, status=503, not_stored=True)
    drop_draft(tip_id=None, field=DraftField.CALL, by=request.user, sent=True, call=draft.ticket)
    return _taken(request, draft, accepted.receipt or "", accepted=accepted)


def _warned(draft: Draft) -> HttpResponse:
    """Say to the page's script what could show who calls, in one sentence, or nothing."""
    marked = [piece.text.strip() for each in draft.concerns().marked for piece in each.pieces if piece.marks]
    if not marked:
        return HttpResponse(status=204)
    told = _("This could show who calls: %(words)s") % {"words": "; ".join(f"“{words}”" for words in marked)}
    return HttpResponse(told, content_type="text/plain; charset=utf-8")


def _submission(request: DeskRequest, draft: Draft) -> Submission:
    said = [draft.ticket, draft.text, *(f"{name}={answer}" for name, answer in draft.to_send.items())]
    digest = hashlib.blake2b("\0".join([str(request.user.pk), *said]).encode(), digest_size=32)
    return Submission(
        channel=Channel.CALL,
        text=draft.text,
        answers=draft.to_send | {TAKEN: "yes"},
        guide=draft.guide.edition,
        in_danger=says_danger(draft.guide, draft.to_send),
        language=draft.language,
        repeat_key=b"taken call:" + digest.digest(),
        once_key=b"taken call:" + draft.ticket.encode(),
        taken_by=request.user,
    )


def _page(request: DeskRequest, draft: Draft, form: CallForm, *, status: int = 200, **more: Any) -> HttpResponse:
    concerns = draft.concerns()
    page: dict[str, Any] = {
        "page": "take_call",
        "form": form,
        "draft": draft,
        "sheet": _sheet(draft, form),
        "aside": draft.aside().items(),
        "draft_pass": pass_for(request, None),
        "concerns": concerns,
        "reasons": [KINDS.get(kind, _OTHERWISE) for kind in concerns.kinds],
    }
    return render(request, "dashboard/take_call.html", page | more, status=status)


def _sheet(draft: Draft, form: CallForm) -> Sheet:
    ours, drawn = draft.guide, drawing(draft.answers, _too_long)
    open_now = asked(ours.single, draft.answers)
    return Sheet(
        form=form,
        first=drawn(each for each in ours.first if each.id == "danger"),
        about=drawn(each for each in open_now if each in ours.own),
        where=drawn((*ours.place, *ours.time)),
        blocks=drawn_blocks(ours, draft.answers, _too_long, draft.wanted),
        source=drawn(ours.source),
    )


def _too_long(length: int) -> str:
    return str(_("This is %(length)d characters long; we can take %(most)d.") % {"length": length, "most": MAX_LINE})


def _taken(
    request: DeskRequest, draft: Draft, receipt: str, *, typed: str = "", accepted: Accepted | None = None
) -> HttpResponse:
    """Show the receipt to be read out, and whether what the caller read back is the same."""
    page: dict[str, Any] = {
        "page": "take_call",
        "spoken": draft.language,
        "groups": grouped(receipt).split() if _is_receipt(receipt) else [],
        "shown": receipt,
        "typed": typed[:60],
        "compared": accepted is None,
        "is_same": _is_receipt(typed) and constant_time_compare(parse(typed), receipt),
    }
    return render(request, "dashboard/call_taken.html", page)


def _is_receipt(digits: str) -> bool:
    try:
        parse(digits)
    except ReceiptMistyped:
        return False
    return True
