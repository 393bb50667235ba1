"""MACs over rows: whoever can only write to the database cannot redirect what is sealed next, or let anybody in."""

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


def person_mac(pepper: bytes, what: str, *told: Label) -> bytes:
    """Return the 32-byte MAC over a row that says who may come in; `pepper` is a secret of the desk alone."""
    return derive(derive(pepper, "people rows"), what, *told)


def is_person_mac(mac: bytes | memoryview, pepper: bytes, what: str, *told: Label) -> bool:
    """Return whether `mac` is that row's own."""
    return compare_digest(bytes(mac), person_mac(pepper, what, *told))
