"""Notices: who is wanted, whom nobody knows, what the police ask about; each leads to the form."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from reports.models import Notice
from reports.notices.picture import shown_size
from reports.notices.standing import has_stood, standing_notice, standing_notices
from reports.public.away import may_be_away
from reports.triage.spoken import spoken_in

MOST_SHOWN = 30
_stands = may_be_away(_("Notices"), page="notices")


class Shown:
    """A notice in the reader's language, or in English where nobody wrote it in his."""

    def __init__(self, notice: Notice) -> None:
        wanted = get_language() or "en"
        self.notice = notice
        self.language = notice.language(wanted)
        self.picture_foreign = _foreign(notice.picture_words, wanted)
        self.title, self.text = notice.title(wanted), notice.text(wanted)

    @property
    def is_foreign(self) -> bool:
        """Whether the words are in another language than the page."""
        return self.language != get_language()

    @property
    def foreign(self) -> str:
        """The code of the language of the words where it is not the page's."""
        return self.language if self.is_foreign else ""

    @property
    def picture_size(self) -> tuple[int, int] | None:
        """How wide and high its picture stands on the page."""
        return shown_size(bytes(self.notice.picture or b""))


def _foreign(words: str, page: str) -> str:
    """The code of the language of words that were written in one language for all, where it is not the page's."""
    code = spoken_in(words)
    return "" if code == page else code


@_stands
def notices(request: HttpRequest) -> HttpResponse:
    shown = [Shown(notice) for notice in standing_notices()[:MOST_SHOWN]]
    return render(request, "public/notices.html", {"page": "notices", "notices": shown})


@_stands
def notice(request: HttpRequest, number: str) -> HttpResponse:
    try:
        return render(request, "public/notice.html", {"page": "notices", "shown": Shown(_standing(number))})
    except Http404:
        if not has_stood(number):
            raise
        return render(request, "public/notice_over.html", {"page": "notices"}, status=HTTPStatus.GONE)


@require_safe
@_stands
def notice_picture(request: HttpRequest, number: str) -> HttpResponse:
    found = _standing(number)
    if found.picture is None:
        raise Http404
    return HttpResponse(bytes(found.picture), content_type="image/jpeg")


def _standing(number: str) -> Notice:
    try:
        return standing_notice(number)
    except Notice.DoesNotExist:
        raise Http404 from None
