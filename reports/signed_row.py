"""A tip's row, and the rows by which later words find a tip: each bears a MAC, made when it is written.

A tip's is checked before anything is sealed to it. What finds it is a phone's line, the hash of a receipt that waits
for triage, and an agency's one-time number: one that does not bear its own MAC leads nowhere, so that whoever can only
write to the database cannot have somebody's words joined to another tip.
"""

from reports import vault
from reports.models import Capsule, Feedback, Line, Tip
from reports.sealing.labels import Label
from reports.sealing.rowmac import RowChanged, is_row_mac, row_mac

SignedRow = Tip | Line | Capsule | Feedback
_KEY = "row_mac_key"


def sign_row(row: SignedRow) -> None:
    """Set the MAC of a row of which something that it tells was just set."""
    row.row_mac = row_mac(vault.secret(_KEY), *_told(row))


def is_signed(row: SignedRow) -> bool:
    """Return whether a row is as it was signed."""
    return any(is_row_mac(row.row_mac, key, *_told(row)) for key in vault.trusted(_KEY))


def check_signed(tip: Tip) -> None:
    """Raise RowChanged when a tip's unit or keys are not those that were signed."""
    if not is_signed(tip):
        raise RowChanged


def _told(row: SignedRow) -> tuple[str, *tuple[Label, ...]]:
    match row:
        case Tip():
            return "tip row", row.pk, row.unit_id, bytes(row.public_key), bytes(row.mailbox_key)
        case Line():
            return "line row", row.pk, row.tip_id, bytes(row.lookup)
        case Capsule():
            return "waiting row", row.pk, bytes(row.waiting or b"")
        case Feedback():
            return "feedback row", row.pk, row.tip_id, bytes(row.mark), row.last_day.isoformat()
