"""What tips bring: the numbers that the force has published, month by month, as pages and as files."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports.clock import month_named
from reports.models import Statement
from reports.notices.published import FAULTS, FEW, SMALLEST, UNTOLD, WORDS, found_wrong, statements
from reports.paper import pdf
from reports.public.about import TOPICS
from reports.public.away import may_be_away
from reports.public.days import date_in_words, month_in_words
from reports.spreadsheet import spreadsheet

_SPACED = ("fr", "es", "ht")  # a comma is their decimal point
_stands = may_be_away(gettext_lazy("What tips bring"), page="about", topic="numbers")


@_stands
def numbers(request: HttpRequest) -> HttpResponse:
    page = {"page": "about", "topic": "numbers", "topics": TOPICS, "statements": statements()}
    return render(request, "public/about/numbers.html", page)


@_stands
def month(request: HttpRequest, month: str) -> HttpResponse:
    found = _found(month)
    rows = [(WORDS[word], _told(value)) for word, value in found.rows if word in WORDS]
    page = {"page": "about", "topic": "numbers", "topics": TOPICS, "statement": found, "rows": rows, "few": SMALLEST}
    page["wrong"] = _wrong(found)
    return render(request, "public/about/month.html", page)


@require_safe
@_stands
def month_file(request: HttpRequest, month: str) -> HttpResponse:
    found = _found(month)
    wrong = found_wrong(found)
    marks = [["found_wrong", f"{wrong.day:%Y-%m-%d} {wrong.why}"]] if wrong else []
    return spreadsheet(["month", "row", "value"], ([month, word, value] for word, value in [*found.rows, *marks]))


@require_safe
@_stands
def month_paper(request: HttpRequest, month: str) -> HttpResponse:
    """The same month for the printer, in the reader's language."""
    found = _found(month)
    title = _("What tips brought in %(month)s") % {"month": month_in_words(found.month)}
    rows = [("text", f"{WORDS[word]}: {_told(value)}") for word, value in found.rows if word in WORDS]
    wrong = [("text", told)] if (told := _wrong(found)) else []
    made = pdf(title, [("title", title), *wrong, *rows], foot=settings.FORCE_NAME, language=get_language() or "en")
    return HttpResponse(made, content_type="application/pdf")


def _found(month: str) -> Statement:
    try:
        return statements().get(month=month_named(month))
    except (ValueError, Statement.DoesNotExist):
        raise Http404 from None


def _wrong(statement: Statement) -> str:
    """Return when and why a month was found wrong after it was published; "" where it was not."""
    wrong = found_wrong(statement)
    if wrong is None or wrong.day is None:
        return ""
    said = {"day": date_in_words(wrong.day), "why": FAULTS[wrong.why]}
    return _("Found wrong on %(day)s: %(why)s The numbers stay as they were published.") % said


def _told(value: int | str) -> str:
    if value == FEW:
        return _("fewer than %(number)d") % {"number": SMALLEST}
    return _("not told") if value == UNTOLD else _grouped(value)


def _grouped(value: int | str) -> str:
    return f"{value:,}".replace(",", "\xa0" if get_language() in _SPACED else ",")
