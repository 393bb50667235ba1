"""What a page says of a form's ticket that is not taken (reports.intake.ticket)."""

from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.intake.ticket import TicketRefused, TicketTooOld

NO_TICKET = _(
    "A part of this page was lost on the way, so nothing is sent yet. What reached us stands below: look whether it is "
    "all there, then press Send once more."
)
NO_TICKET_HERE = _(
    "A part of this page was lost on the way, so nothing is done yet. What reached us stands below: look whether it is "
    "all there, then press the button once more."
)
OPEN_TOO_LONG = _("This page was open for a very long time. Nothing you typed is lost: please press Send once more.")
OPEN_TOO_LONG_HERE = _(
    "This page was open for a very long time. Nothing you typed is lost: please press the button once more."
)


def refused_words(refused: TicketRefused, *, by: Literal["Send", "the button"]) -> Promise:
    """What is read on the page that comes with a fresh ticket. `by` is what is pressed there once more."""
    if isinstance(refused, TicketTooOld):
        return OPEN_TOO_LONG if by == "Send" else OPEN_TOO_LONG_HERE
    return NO_TICKET if by == "Send" else NO_TICKET_HERE
