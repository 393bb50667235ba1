"""What is said to who takes a tip on."""

from django.contrib import messages
from django.utils.translation import gettext_lazy as _

from reports.dashboard.key_cookie import DeskRequest
from reports.models import Tip, TriageState

_KEPT = _(
    "It is not triaged yet. While you have it, triage does not send it to the unit whose matter it is, unless it speaks"
    " of the police: pass it on yourself, or give it back at once."
)


def warn_of_keeping(request: DeskRequest, tip: Tip) -> None:
    """Say of a tip that is taken on before it is judged that it will not go to its unit by itself."""
    if tip.triage == TriageState.WAITING:
        messages.warning(request, str(_KEPT), extra_tags="warn")
