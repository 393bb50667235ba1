"""The MAC over a tip's row: whoever can only write to the database cannot redirect what is sealed next."""

from hmac import compare_digest

from reports.sealing.keys import derive
from reports.sealing.labels import Label


class RowChanged(Exception):
    """A tip's unit or public keys are not those that were signed: nothing may be sealed to them."""


def row_mac(key: bytes, tip_id: Label, unit_id: Label, tip_public: bytes, mailbox_public: bytes) -> bytes:
    """Return the 32-byte MAC over (tip, unit, tip key, mailbox key); a mailbox without a key counts as b''."""
    return derive(key, "tip row", tip_id, unit_id, bytes(tip_public), bytes(mailbox_public))


def check_row(
    key: bytes, mac: bytes | memoryview, tip_id: Label, unit_id: Label, tip_public: bytes, mailbox_public: bytes
) -> None:
    """Raise RowChanged unless `mac` is the row's own."""
    if not compare_digest(bytes(mac), row_mac(key, tip_id, unit_id, tip_public, mailbox_public)):
        raise RowChanged
