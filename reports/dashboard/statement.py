"""Telling the public what tips brought: oversight, or an administrator, looks at a month and publishes it."""

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from reports.clock import month_named, month_of
from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import DeskRequest
from reports.dashboard.statement_wrong import mark_wrong
from reports.models import Fault, Statement, StatementFault, Unit, UnitPurpose
from reports.notices.editions import edition
from reports.notices.statement import (
    EmptyMonth,
    NotOver,
    OtherNumbers,
    PublishedAlready,
    draw_statement,
    parts_of,
    publish_statement,
    published_rows,
    tells_nothing,
)
from reports.queries.statistics import month_before

_MONTHS = 12


@at_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: DeskRequest) -> HttpResponse:
    if not may_publish(request):
        raise Http404
    month = _month(request)
    if request.POST.get("do") in ("wrong", "confirm", "drop"):
        return mark_wrong(request, month)
    is_sure = request.POST.get("sure") == "on"  # nothing takes it back
    is_other = False
    try:
        if is_sure:
            return _published(request, month)
    except OtherNumbers:
        is_other = True
    except NotOver:
        raise Http404 from None
    return _page(request, month, is_other=is_other)


def _page(request: DeskRequest, month: date, *, is_other: bool) -> HttpResponse:
    try:
        rows = draw_statement(month)
    except NotOver:
        raise Http404 from None
    out = published_rows(month)
    published = set(Statement.objects.values_list("month", flat=True))
    faults = StatementFault.objects.select_related("asked_by").in_bulk()
    page = {
        "page": "statistics",
        "month": month,
        "rows": out or rows,
        "differs": [row for row in rows if out and row not in out],
        "is_published": month in published,
        "months": [(each, each in published, faults.get(each)) for each in _last_months()],
        "public": f"{settings.PUBLIC_URL}/about/numbers/{month:%Y-%m}",
        "seen": edition(parts_of(rows)),
        "is_other": is_other,
        "is_unsure": request.method == "POST" and not is_other,
        "is_empty": tells_nothing(rows),
        "tips": rows[0].value,
        "fault": faults.get(month),
        "faults": Fault.choices,
    }
    return render(
        request, "dashboard/statement.html", page, status=409 if is_other else 422 if page["is_unsure"] else 200
    )


def _published(request: DeskRequest, month: date) -> HttpResponse:
    try:
        publish_statement(month, by=request.user, seen=request.POST.get("seen", ""))
    except PublishedAlready:
        messages.warning(request, str(_("This month is published already.")), extra_tags="warn")
    except EmptyMonth:
        nothing = _("No number of this month can be told, so it is not published.")
        messages.warning(request, str(nothing), extra_tags="warn")
    else:
        messages.success(request, str(_("The month is published.")), extra_tags="good")
    return redirect(f"{reverse('dashboard:statement')}?month={month:%Y-%m}")


def may_publish(request: DeskRequest) -> bool:
    """Whether this officer speaks for the force: a member of oversight, or an administrator."""
    of_oversight = Unit.objects.filter(pk__in=request.key_ring.unit_ids, purpose=UnitPurpose.OVERSIGHT)
    return request.user.is_administrator or of_oversight.exists()


def _last_months() -> list[date]:
    months, month = [], month_of(timezone.now())
    for _each in range(_MONTHS):
        month = month_before(month)
        months.append(month)
    return months


def _month(request: DeskRequest) -> date:
    said = request.POST.get("month") or request.GET.get("month") or f"{_last_months()[0]:%Y-%m}"
    try:
        return month_named(said)
    except ValueError:
        raise Http404 from None
