"""What is said to who takes a tip on."""

from django.contrib import messages
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from reports.clock import today
from reports.dashboard.key_cookie import DeskRequest
from reports.models import Absence, Tip, TriageState

_KEPT = _(
    "It is not triaged yet. While you have it, triage does not send it to the unit whose matter it is, unless it speaks"
    " of the police: pass it on yourself, or give it back at once."
)
_AWAY = _(
    "You are marked as away until %(day)s: no alert calls you. Say under Shift that you are back, or give back what you"
    " took on."
)


def warn_of_absence(request: DeskRequest) -> None:
    """Say to who takes something on while away that he is."""
    absence = Absence.objects.filter(officer=request.user, until__gt=today()).first()
    if absence:
        messages.warning(request, str(_AWAY) % {"day": date_format(absence.until, "j F Y")}, extra_tags="warn")


def warn_of_keeping(request: DeskRequest, tip: Tip) -> None:
    """Say of a tip that is taken on before it is judged that it will not go to its unit by itself, and to who is away
    that he is.
    """
    warn_of_absence(request)
    if tip.triage == TriageState.WAITING:
        messages.warning(request, str(_KEPT), extra_tags="warn")
