"""A released copy as a PDF: for the officer, for another unit of the house, or for an outside agency."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from reports.casework.refer import ways_of_copies
from reports.dashboard.gate import at_the_desk
from reports.dashboard.key_cookie import UNREADABLE, DeskRequest
from reports.dashboard.releases import CAVEAT, found_copy, tip_to_release
from reports.dashboard.wording import language
from reports.models import Tip
from reports.paper import pdf
from reports.releases.copies import ReleaseRefused
from reports.releases.readings import NoSuchAgency, Reading, export_copy

_ANSWER = _(
    "Reference: %(reference)s\nOne-time number: %(number)s\nType both at %(address)s, without signing in. It can be "
    "done once, until %(day)s. Only the unit reads your answer. Whoever has this page can answer for you: keep it "
    "safe.\nName no police officer in it, not even in thanks. What it says of police who did wrong goes to those who "
    "look into police, and not to whom it names."
)
_UNIT = "unit:"  # before a unit's slug, where agencies stand too


@at_the_desk
@require_POST
def release_file(request: DeskRequest, tip_id: UUID, release_id: UUID) -> HttpResponse:
    tip = tip_to_release(request, tip_id)
    found = found_copy(tip, release_id)
    try:
        reading = export_copy(found, request.key_ring, **_receiver(tip, request.POST.get("agency", "")))
    except (NoSuchAgency, ReleaseRefused, *UNREADABLE):
        raise Http404 from None
    name = f"{_('Release copy')} {tip.reference}"
    parts = [("title", name)]
    if reading.copy.translation:
        parts += [("head", str(_("Translation into English"))), ("text", reading.copy.translation)]
        parts += [("head", f"{_('As the police wrote it')}: {language(tip.language)}")]
    parts.append(("text", reading.copy.text))
    made = pdf(name, [*parts, *_asked(reading)], top=str(CAVEAT), foot=reading.mark)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="release-{tip.reference}.pdf"'
    return response


def _receiver(tip: Tip, told: str) -> dict[str, Any]:
    """Return for whom a copy is: an agency by its word, or a unit of the house that the tip itself could go to."""
    if not told.startswith(_UNIT):
        return {"agency": told}
    unit = next((one for one in ways_of_copies(tip) if one.slug == told.removeprefix(_UNIT)), None)
    if unit is None:
        raise NoSuchAgency
    return {"unit": unit}


def _asked(reading: Reading) -> list[tuple[str, str]]:
    """What stands at the end of an agency's copy: how to answer."""
    if reading.asks is None:
        return []
    told = {
        "address": f"{settings.PUBLIC_URL}/answer",
        "reference": reading.asks.reference,
        "number": reading.asks.number,
        "day": date_format(reading.asks.last_day, "j F Y"),
    }
    return [("head", str(_("Tell us what came of it"))), ("text", str(_ANSWER % told))]
