"""What a page says of a form's ticket that is not taken (reports.intake.ticket)."""

from typing import Literal

from django.utils.translation import gettext_lazy as _

from reports.intake.ticket import TicketRefused, TicketTooOld
from reports.public.trouble import NOT_SENT, Trouble

LAY_OPEN = _("This page lay open for long")
OPEN_TOO_LONG = Trouble(LAY_OPEN, _("Nothing you typed is lost. Please press Send once more."), is_whole=True)
_OPEN_TOO_LONG_HERE = Trouble(LAY_OPEN, _("Nothing you typed is lost. Please press the button once more."))
_NO_TICKET = Trouble(
    NOT_SENT,
    _(
        "A part of this page was lost on the way, so nothing is sent yet. What reached us stands below: look whether "
        "it is all there, then press Send once more."
    ),
)
_NO_TICKET_HERE = Trouble(
    _("Nothing is done yet"),
    _(
        "A part of this page was lost on the way, so nothing is done yet. What reached us stands below: look whether "
        "it is all there, then press the button once more."
    ),
)


def refused_words(refused: TicketRefused, *, by: Literal["Send", "the button"]) -> Trouble:
    """What is read on the page that comes with a fresh ticket. `by` is what is pressed there once more."""
    if isinstance(refused, TicketTooOld):
        return OPEN_TOO_LONG if by == "Send" else _OPEN_TOO_LONG_HERE
    return _NO_TICKET if by == "Send" else _NO_TICKET_HERE
