"""On a tip's page: until when it is kept, and the legal hold that is asked for or stands."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.dashboard.plain import PLAIN
from reports.lifecycle.holds import open_hold
from reports.models import LegalHold, Tip
from reports.queries.surroundings import Near
from reports.retention import erased_on

NO_REASON = _("Say why the tip must be kept.")


class HoldForm(forms.Form):
    """Why a tip must be kept. Its ids are its own: the closing form beside it asks for a reason too."""

    default_renderer = PLAIN
    reason = forms.CharField(
        label=_("Why must it be kept?"),
        help_text=_("Locked. Who may read the tip and who answers can read it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": NO_REASON},
    )

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, auto_id="hold_%s", **more)


@dataclass(frozen=True, slots=True)
class Keeping:
    """The day on which a tip is erased, none while nobody knows it, and its open hold."""

    day: date | None
    hold: LegalHold | None


def keeping_of(tip: Tip, near: Container[Near]) -> Keeping:
    """Return until when a tip is kept; `near`: what is known to be there."""
    return Keeping(erased_on(tip) if tip.erase_on else None, open_hold(tip) if Near.HOLD in near else None)
