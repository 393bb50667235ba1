"""Notices at the desk: what stands, what is drawn up, and what was taken down."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reports.clock import today
from reports.dashboard.attachment import HARMLESS
from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.one_picture import takes_a_picture
from reports.dashboard.wording import LANGUAGES as LANGUAGE_NAMES
from reports.dashboard.wording import Words, language
from reports.intake.media import MOST_BYTES, FileRefused, clean_photo
from reports.models import Category, Notice, NoticeKind, NoticeState
from reports.notices.drawing_up import (
    LANGUAGES,
    LONGEST_DAYS,
    NoticeChanged,
    NoticeDraft,
    NoticeRefused,
    change,
    draw_up,
    publish,
    take_down,
)
from reports.notices.editions import edition, parts_of
from reports.notices.picture import shown_size, small_picture

_REFUSALS: dict[str, Words] = {
    "no_words": _("Write a title and the text in English."),
    "no_picture_words": _("Say in words what the picture shows, for people who cannot see it."),
    "last_day": _("Choose a last day between today and ninety days from now."),
    "own_draft": _("A notice is published by a colleague, not by who wrote it."),
    "writer_gone": _("Who wrote this was suspended. Keep the draft as your own, and a colleague publishes it."),
    "not_a_draft": _("This notice is not a draft any more."),
    "not_published": _("This notice was taken down already."),
    "changed": _("This notice was changed after you opened it, so nothing was done. Read it again."),
}
_PARTS: dict[str, Words] = {
    "state": _("Where it stands"),
    "kind": _("Kind"),
    "category": _("What it is about"),
    "last_day": _("Last day"),
    "picture": _("Picture"),
    "picture_words": _("What the picture shows, in words"),
}
_FIELDS = {"no_words": "text_en", "no_picture_words": "picture_words", "last_day": "last_day"}


class NoticeForm(forms.Form):
    """One notice. Only English is required."""

    kind = forms.ChoiceField(label=_("Kind"), choices=NoticeKind.choices)
    category = forms.ChoiceField(label=_("What it is about"), choices=Category.choices)
    last_day = forms.DateField(
        label=_("Last day"),
        help_text=_("It then disappears by itself. At most ninety days from now."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    picture = forms.FileField(
        label=_("Picture"), required=False, help_text=_("It is made small and loses all that the camera wrote.")
    )
    picture_words = forms.CharField(label=_("What the picture shows, in words"), required=False, max_length=300)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for code in LANGUAGES:
            is_needed = code == "en"
            name = language(code)
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Title: %(language)s") % {"language": name}, max_length=120, required=is_needed
            )
            self.fields[f"text_{code}"] = forms.CharField(
                label=_("Text: %(language)s") % {"language": name},
                max_length=2000,
                required=is_needed,
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    def clean_picture(self) -> bytes:
        """Return the picture made clean and small, or nothing."""
        given = self.cleaned_data.get("picture")
        if not given:
            return b""
        if given.size > MOST_BYTES:
            raise forms.ValidationError(_("This picture is too large; up to 20 MB are taken."))
        try:
            return small_picture(clean_photo(given.read()).data)
        except FileRefused:
            raise forms.ValidationError(_("This picture could not be read. Use a JPEG, PNG or HEIC.")) from None

    def draft(self) -> NoticeDraft:
        """Return what was written."""
        told = self.cleaned_data
        return NoticeDraft(
            kind=NoticeKind(told["kind"]),
            category=Category(told["category"]),
            words={code: (told[f"title_{code}"], told[f"text_{code}"]) for code in LANGUAGES},
            last_day=told["last_day"],
            picture=told["picture"],
            picture_words=told["picture_words"],
        )


@at_the_desk
@require_safe
def notices(request: DeskRequest) -> HttpResponse:
    shown = Notice.objects.select_related("made_by", "published_by").defer("picture").order_by("-last_day", "number")
    page = {
        "page": "notices",
        "drafts": [one for one in shown if one.state == NoticeState.DRAFT],
        "standing": [one for one in shown if one.state == NoticeState.PUBLISHED and one.last_day >= today()],
        "over": [one for one in shown if _is_over(one)][:50],
    }
    return render(request, "dashboard/notices.html", page)


@takes_a_picture
@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def new_notice(request: DeskRequest) -> HttpResponse:
    if request.method != "POST":
        return _form_page(request, NoticeForm(initial={"last_day": today(), "kind": NoticeKind.APPEAL}))
    return _kept(request, NoticeForm(request.POST, request.FILES), None)


@takes_a_picture
@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: DeskRequest, notice_id: UUID) -> HttpResponse:
    found = _found(notice_id)
    if request.method == "POST":
        return _kept(request, NoticeForm(request.POST, request.FILES), found)
    return _form_page(request, _filled(found), found)


@at_the_desk
@require_safe
def notice_picture(request: DeskRequest, notice_id: UUID) -> HttpResponse:
    found = _found(notice_id)
    if found.picture is None:
        raise Http404
    return HttpResponse(bytes(found.picture), content_type="image/jpeg", headers=HARMLESS)


@at_the_desk
@require_POST
def publish_notice(request: DeskRequest, notice_id: UUID) -> HttpResponse:
    try:
        publish(_found(notice_id), by=request.user, seen=request.POST.get("seen", ""))
    except NoticeChanged as refused:
        return _changed_page(request, notice_id, refused)
    except NoticeRefused as refused:
        messages.warning(request, str(_REFUSALS[refused.reason]), extra_tags="warn")
        return redirect("dashboard:notice", notice_id=notice_id)
    messages.success(request, str(_("The public can see the notice now.")), extra_tags="good")
    return redirect("dashboard:notices")


@at_the_desk
@require_POST
def end_notice(request: DeskRequest, notice_id: UUID) -> HttpResponse:
    try:
        take_down(_found(notice_id), by=request.user, seen=request.POST.get("seen"))
    except NoticeChanged as refused:
        return _changed_page(request, notice_id, refused)
    except NoticeRefused as refused:
        messages.warning(request, str(_REFUSALS[refused.reason]), extra_tags="warn")
    else:
        messages.success(request, str(_("The notice is taken down.")), extra_tags="good")
    return redirect("dashboard:notices")


def _kept(request: DeskRequest, form: NoticeForm, found: Notice | None) -> HttpResponse:
    if not form.is_valid():
        return _form_page(request, form, found, status=422)
    try:
        kept = _written(request, form.draft(), found)
    except NoticeChanged as refused:
        form.add_error(None, _("A colleague changed this draft meanwhile. Keep yours again to put it in its place."))
        return _form_page(request, form, _found(refused.notice.pk), status=409, changed=_told(refused))
    except NoticeRefused as refused:
        form.add_error(_FIELDS.get(refused.reason), str(_REFUSALS[refused.reason]))
        return _form_page(request, form, found, status=422)
    messages.success(request, str(_("The draft is kept. A colleague can publish it.")), extra_tags="good")
    return redirect("dashboard:notice", notice_id=kept.pk)


def _written(request: DeskRequest, draft: NoticeDraft, found: Notice | None) -> Notice:
    if found is None:
        return draw_up(draft, by=request.user)
    return change(found, draft, by=request.user, seen=request.POST.get("seen", ""))


def _filled(found: Notice) -> NoticeForm:
    told = {f"{part}_{code}": said[part] for code, said in found.words.items() for part in ("title", "text")}
    as_it_stands = {name: getattr(found, name) for name in ("kind", "category", "last_day", "picture_words")}
    return NoticeForm(initial=told | as_it_stands)


def _changed_page(request: DeskRequest, notice_id: UUID, refused: NoticeChanged) -> HttpResponse:
    found = _found(notice_id)
    return _form_page(request, _filled(found), found, status=409, changed=_told(refused))


def _form_page(
    request: DeskRequest,
    form: NoticeForm,
    found: Notice | None = None,
    *,
    status: int = 200,
    changed: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    page = {
        "page": "notices",
        "form": form,
        "notice": found,
        "is_draft": found is None or found.state == NoticeState.DRAFT,
        "is_mine": found is not None and found.made_by_id == request.user.pk,
        "other_languages": [(form[f"title_{code}"], form[f"text_{code}"]) for code in LANGUAGES[1:]],
        "longest": LONGEST_DAYS,
        "seen": edition(parts_of(found)) if found else "",
        "picture_size": shown_size(bytes(found.picture)) if found and found.picture else None,
        "changed": changed,
        "refused": _REFUSALS["changed"],
    }
    return render(request, "dashboard/notice.html", page, status=status)


def _told(refused: NoticeChanged) -> list[tuple[str, str]]:
    """What changed, and how it stands now."""
    notice, told = refused.notice, []
    now = {
        "state": notice.get_state_display(),
        "kind": notice.get_kind_display(),
        "category": notice.get_category_display(),
        "last_day": date_format(notice.last_day, "j F Y"),
        "picture_words": notice.picture_words,
    }
    for part in refused.parts:
        said = notice.words.get(part)
        label = _PARTS.get(part) or LANGUAGE_NAMES.get(part)
        if label:
            told.append((str(label), f"{said['title']}\n{said['text']}" if said else now.get(part, "")))
    return told


def _found(notice_id: UUID) -> Notice:
    try:
        return Notice.objects.select_related("made_by", "published_by").get(pk=notice_id)
    except Notice.DoesNotExist:
        raise Http404 from None


def _is_over(notice: Notice) -> bool:
    return notice.state == NoticeState.ENDED or (notice.state == NoticeState.PUBLISHED and notice.last_day < today())
