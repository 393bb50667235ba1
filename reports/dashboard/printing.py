"""A tip on paper: asked for with a purpose, with the caveat and the reader's name on each sheet.

Every other page of the desk that holds a tip's words prints nothing but the caveat and the reader's name
(templates/dashboard/layout.html). No paper says that a tip was proposed for a reward, or under which number: the board
reads that number beside a sum.
"""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from reports.casework.printing import print_tip
from reports.casework.unmasking import Purpose
from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import UNREADABLE, DeskRequest
from reports.dashboard.releases import CAVEAT, tip_to_release
from reports.dashboard.thread import source_of, thread
from reports.dashboard.unmasking import sees_source
from reports.dashboard.wording import since
from reports.models.choices import REWARD
from reports.queries.reading import read_tip


@at_the_desk
@require_POST
def printing(request: DeskRequest, tip_id: UUID) -> HttpResponse:
    tip = tip_to_release(request, tip_id)
    if request.POST.get("purpose") not in Purpose.values:
        messages.warning(request, str(_("Choose what the paper is for.")), extra_tags="warn")
        return redirect("dashboard:tip", tip_id=tip.pk)
    purpose = Purpose(request.POST["purpose"])
    try:
        with transaction.atomic():
            read = read_tip(request.key_ring, tip, by=request.user)
            print_tip(tip=tip, purpose=purpose, by=request.user)
            if read.erased:
                raise Http404
    except UNREADABLE:
        return render(request, "dashboard/cannot_open.html", {"tip": tip}, status=403)
    is_shown = sees_source(request, tip)
    said = [one for one in thread(request.key_ring, read.entries, is_shown).whole if REWARD not in one.entry.answers]
    page = {
        "tip": tip,
        "since": since(tip),
        "said": said,
        "source": source_of(request, tip, read.entries, said, is_shown),
        "caveat": CAVEAT,
        "mark": f"{request.user.name} · {date_format(timezone.localtime(), 'j F Y, H:i')} · {purpose.label}",
    }
    return render(request, "dashboard/printing.html", page)
