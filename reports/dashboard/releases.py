"""Release copies at the desk: written from suggestions, checked by a colleague, read with a mark."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from reports.casework.drafts import drop_draft
from reports.casework.refer import ways_of_copies
from reports.dashboard.agencies import shown
from reports.dashboard.draft_fields import begun_fields
from reports.dashboard.draft_pass import pass_for
from reports.dashboard.gate import at_the_desk, own_tip
from reports.dashboard.key_cookie import UNREADABLE, DeskRequest
from reports.dashboard.release_check import Compared, compare, weigh
from reports.dashboard.unmasking import asking_for_source, sees_source
from reports.dashboard.wording import Words, language
from reports.guides import guide, in_words, typed
from reports.house_guides import as_it_was
from reports.models import DraftField, Release, ReleaseState, Tip
from reports.paper import unprintable
from reports.queries.drafts import Begun, begun_on
from reports.queries.reading import ReadEntry, read_tip
from reports.releases.copies import (
    LONGEST,
    Copy,
    CopyChanged,
    ReleaseRefused,
    change_copy,
    draft_copy,
    edition,
    hands,
    opened,
    release_copy,
    send_back,
    send_to_check,
    withdraw,
)
from reports.releases.readings import Reading, read_copy
from reports.taking_off import readers_left
from reports.triage.assessment import Assessment
from reports.triage.neutral import neutral, neutral_answer

_CHANGED = _("This copy was written in while you had it open. This is how it stands now; read it, then decide.")
CAVEAT = _("Intelligence: never to be filed or quoted")
_REFUSALS: dict[str, Words] = {
    "no_words": _("Write what investigators may know."),
    "brackets": _("Brackets are left. Write each suggestion into its sentence, or leave it out."),
    "no_translation": _("The tip was not told in English: a translation is missing."),
    "writer_gone": _("Who wrote or translated it was suspended. Send it back: a colleague writes it anew."),
    "own_copy": _(
        "A copy is released by a colleague who never wrote nor translated any of it. Did all of you? Write a new one."
    ),
    "not_compared": _("Ask to see the source first: who moves a copy on holds it against the tip."),
    "not_weighed": _("Look at each marked word, ask yourself how many people could know this, then tick that you did."),
    "not_a_draft": _("This copy is not a draft any more."),
    "not_waiting": _("This copy does not wait for the check any more."),
    "not_released": _("This copy is not released."),
}


class CopyForm(forms.Form):
    """The words of a copy."""

    text = forms.CharField(
        label=_("What investigators may know"),
        help_text=_(
            "Suggestions stand in brackets: write each into its sentence. Leave out what only the source could know."
        ),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": _("Write what investigators may know.")},
    )
    translation = forms.CharField(
        label=_("Translation into English"),
        help_text=_("Where the tip was told in another language. Who writes it is named as its translator."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def copy(self) -> Copy:
        """Return what was written."""
        return Copy(text=self.cleaned_data["text"], translation=self.cleaned_data["translation"])


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def new_release(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    tip = tip_to_release(request, tip_id)
    if not sees_source(request, tip):
        messages.warning(request, str(_("Ask to see the source first: who hides it must know it.")), extra_tags="warn")
        return redirect(asking_for_source(tip))
    if request.method != "POST":
        begun, fields = _begun(request, tip, "")
        initial = fields if begun else {"text": _suggested(request, tip)}
        return _page(request, tip, None, CopyForm(initial=initial), begun=begun)
    form = CopyForm(request.POST)
    if not form.is_valid():
        return _page(request, tip, None, form, status=422)
    made = draft_copy(form.copy(), tip=tip, by=request.user)
    drop_draft(tip_id=tip.pk, field=DraftField.COPY, by=request.user, sent=True)
    messages.success(request, str(_("The draft is kept.")), extra_tags="good")
    return redirect("dashboard:release_copy", tip_id=tip.pk, release_id=made.pk)


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: DeskRequest, tip_id: UUID, release_id: UUID) -> HttpResponse:
    tip = tip_to_release(request, tip_id)
    found = found_copy(tip, release_id)
    if request.method == "POST":
        return _moved(request, tip, found)
    if found.state == ReleaseState.WITHDRAWN:
        return _page(request, tip, found, None)
    try:
        reading = read_copy(found, request.key_ring)
    except UNREADABLE:
        return render(request, "dashboard/cannot_open.html", {"tip": tip}, status=403)
    if found.state != ReleaseState.DRAFT:
        return _page(request, tip, found, None, reading=reading)
    begun, fields = _begun(request, tip, str(found.pk))
    form = CopyForm(initial={"text": reading.copy.text, "translation": reading.copy.translation} | fields)
    more: dict[str, Any] = {"begun": begun, "seen": fields.get("seen", "")} if begun else {}  # nobody is written over
    return _page(request, tip, found, form, reading=reading, **more)


def releases_of(tip: Tip) -> list[Release]:
    """Return the copies of a tip, the newest first."""
    found = Release.objects.filter(record__tip=tip).select_related("made_by", "translated_by", "checked_by")
    return list(found.order_by("-record__position"))


def tip_to_release(request: DeskRequest, tip_id: UUID) -> Tip:
    """Return a tip that the officer's unit works on; any other answers as one that does not exist."""
    tip = own_tip(request, tip_id)
    if tip.unit_id not in request.key_ring.unit_ids:  # it is read here for information
        raise Http404
    return tip


def found_copy(tip: Tip, release_id: UUID) -> Release:
    """Return a copy of this tip; any other answers as one that does not exist."""
    try:
        of_tip = Release.objects.select_related("record__tip", "made_by", "translated_by", "checked_by")
        return of_tip.get(pk=release_id, record__tip=tip)
    except Release.DoesNotExist:
        raise Http404 from None


def _begun(request: DeskRequest, tip: Tip, release_id: str) -> tuple[Begun | None, dict[str, str]]:
    """Return what the officer has begun to write in this copy, and its fields; nothing of another copy."""
    begun = begun_on(request.key_ring, tip).get(DraftField.COPY.value)
    fields = begun_fields(begun.text) if begun else {}
    return (begun, fields) if begun and fields.get("release") == release_id else (None, {})


def _suggested(request: DeskRequest, tip: Tip) -> str:
    """What the tipster said, message by message, with neutral words and coarser times and places in brackets."""
    entries = read_tip(request.key_ring, tip, by=request.user).entries
    theirs = (entry for entry in entries if entry.record.is_tipsters)
    return "\n\n".join(told for entry in theirs for told in _neutral(entry))


def _neutral(entry: ReadEntry) -> Iterator[str]:
    """The words of a message, then each typed answer in a line under its question; in brackets what nobody judged."""
    judged = Assessment.from_dict(entry.findings) if entry.findings else None
    if entry.text:
        yield neutral(entry.text, judged) if judged else f"[{entry.text}]"
    asked = as_it_was(entry.guide) or guide(entry.answers.get("category", ""))
    lines = []
    for name, said in typed(entry.answers).items():
        words = neutral_answer(said, judged.in_answers.get(name, ()), judged.language) if judged else f"[{said}]"
        [(question, _said)] = in_words({name: said}, asked=asked)
        lines.append(f"{question.removesuffix('?')}: {words}")
    if lines:
        yield "\n".join(lines)


def _moved(request: DeskRequest, tip: Tip, found: Release) -> HttpResponse:
    """Do what the pressed button says; a draft is kept with it."""
    do = request.POST.get("do", "")
    form = CopyForm(request.POST) if do in ("keep", "send") else None
    seen = request.POST.get("seen", "")
    if form and not form.is_valid():
        return _page(request, tip, found, form, status=422, seen=seen)
    try:
        if form:
            seen = change_copy(found, form.copy(), ring=request.key_ring, seen=seen)
            drop_draft(tip_id=tip.pk, field=DraftField.COPY, by=request.user, sent=True)
        _do(request, tip, found, seen, form)
    except CopyChanged:
        return _collided(request, tip, found_copy(tip, found.pk), form, _CHANGED)
    except ReleaseRefused as refused:
        found = found_copy(tip, found.pk)
        if form and found.state == ReleaseState.DRAFT:
            field = "translation" if refused.reason == "no_translation" else "text"
            form.add_error(field, str(_REFUSALS[refused.reason]))
            return _page(request, tip, found, form, status=422, seen=seen)
        if form:
            return _collided(request, tip, found, form, _REFUSALS[refused.reason])
        messages.warning(request, str(_REFUSALS[refused.reason]), extra_tags="warn")
    except UNREADABLE:
        return render(request, "dashboard/cannot_open.html", {"tip": tip}, status=403)
    else:
        messages.success(request, str(_("Done.")), extra_tags="good")
    return redirect("dashboard:release_copy", tip_id=tip.pk, release_id=found.pk)


def _do(request: DeskRequest, tip: Tip, found: Release, seen: str, form: CopyForm | None) -> None:
    do, ring = request.POST.get("do", ""), request.key_ring
    if do == "send" and form:
        send_to_check(found, ring=ring, weighed=weigh(request, tip, form.copy()))
    elif do == "release":
        release_copy(found, by=ring.officer, seen=seen, weighed=weigh(request, tip, opened(found, ring)))
    elif do == "back":
        send_back(found, by=ring.officer)
    elif do == "withdraw":
        withdraw(found, by=ring.officer)


def _collided(request: DeskRequest, tip: Tip, found: Release, form: CopyForm | None, why: Words) -> HttpResponse:
    """A colleague was faster: show the copy as it stands now, with whatever this officer had typed."""
    reading = None
    if found.state != ReleaseState.WITHDRAWN:
        try:
            reading = read_copy(found, request.key_ring)
        except UNREADABLE:
            return render(request, "dashboard/cannot_open.html", {"tip": tip}, status=403)
    is_draft = found.state == ReleaseState.DRAFT
    more = {"reading": reading, "refused": why, "typed": None if is_draft else form}
    return _page(request, tip, found, form if is_draft else None, status=409, **more)


def _page(
    request: DeskRequest,
    tip: Tip,
    found: Release | None,
    form: CopyForm | None,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    may_check = found is not None and found.state == ReleaseState.WAITING and request.user.pk not in hands(found)
    page = {
        "tip": tip,
        "release": found,
        "seen": edition(found) if found else "",
        "given": [one for one in shown(tip) if found and one.given.feedback.release_id == found.pk],
        "form": form,
        "caveat": CAVEAT,
        "agencies": settings.AGENCIES,
        "units": ways_of_copies(tip) if found and found.state == ReleaseState.RELEASED else [],
        "spoken": language(tip.language),
        "may_check": may_check,
        "checkers": _checkers(request, found) if found else "",
        "compared": _compared(request, tip, form, more.get("reading") if may_check else None),
        "unprintable": unprintable("".join(_written(form, more.get("reading")))),
        "draft_pass": pass_for(request, tip),
    }
    return render(request, "dashboard/release_copy.html", page | more, status=status)


def _checkers(request: DeskRequest, release: Release) -> str:
    """Return "none" where nobody is left who may check a copy that is to be released, "reader" where only who reads."""
    if release.state not in (ReleaseState.DRAFT, ReleaseState.WAITING):
        return ""
    left = readers_left(release.record.tip, hands(release))
    return "none" if not left else "reader" if left == {request.user.pk} else ""


def _compared(request: DeskRequest, tip: Tip, form: CopyForm | None, reading: Reading | None) -> Compared | None:
    """Return what is typed, or what waits for the check by this officer, held against the tip."""
    return compare(request, tip, written) if (written := _written(form, reading)) else None


def _written(form: CopyForm | None, reading: Reading | None) -> list[str]:
    """Return the copy and its translation, as typed or as kept."""
    if form:
        return [form[name].value() or "" for name in ("text", "translation")]
    return [reading.copy.text, reading.copy.translation] if reading else []
