"""The way into a mailbox, whatever face it is asked at: a ripe ticket, few tries with one, and then the slow hash."""

import math

from reports.dialogue.mailbox import PASS_AGE, OpenMailbox, may_be_ours, open_mailbox
from reports.dialogue.turns import Tally
from reports.intake.flood import GUESSES, OPENINGS
from reports.intake.ticket import check_ticket

BUSY_FOR = 5  # seconds: nobody holds or awaits a turn so long
TRIES = 3  # of one ticket in one process: somebody who mistyped goes back to it, a program must fetch another
_tried = Tally()


class TriedTooOften(Exception):
    """Digits were tried too often with this ticket: only it has to wait, for `seconds`, and a new one is needed."""

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.seconds = seconds


def let_in(receipt: str, ticket: str) -> OpenMailbox:
    """Open the mailbox of a well-formed receipt.

    Raises TicketRefused, TicketTooOld, TicketUnripe, TriedTooOften, NoSuchMailbox, MailboxBusy.
    """
    pace = OPENINGS if may_be_ours(receipt) else GUESSES
    check_ticket(ticket, pace, seconds=PASS_AGE)  # later a browser that sends it again must not open anything
    if _tried.count(ticket) > TRIES:
        raise TriedTooOften(math.ceil(pace.ripening))
    return open_mailbox(receipt)
