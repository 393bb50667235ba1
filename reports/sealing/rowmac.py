"""MACs over rows: whoever can only write to the database cannot redirect what is sealed next, or let anybody in."""

from hmac import compare_digest

from reports.sealing.keys import derive
from reports.sealing.labels import Label


class RowChanged(Exception):
    """A tip's unit or public keys are not those that were signed: nothing may be sealed to them."""


def row_mac(key: bytes, what: str, *told: Label) -> bytes:
    """Return the 32-byte MAC over what a row tells; `what` names its kind, and ends in "row"."""
    return derive(key, what, *told)


def is_row_mac(mac: bytes | memoryview, key: bytes, what: str, *told: Label) -> bool:
    """Return whether `mac` is that row's own."""
    return compare_digest(bytes(mac), row_mac(key, what, *told))


def person_mac(pepper: bytes, what: str, *told: Label) -> bytes:
    """Return the 32-byte MAC over a row that says who may come in; `pepper` is a secret of the desk alone."""
    return derive(derive(pepper, "people rows"), what, *told)


def is_person_mac(mac: bytes | memoryview, pepper: bytes, what: str, *told: Label) -> bool:
    """Return whether `mac` is that row's own."""
    return compare_digest(bytes(mac), person_mac(pepper, what, *told))
