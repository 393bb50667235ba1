"""How old the house's secrets are, and which of them are due to be made anew: for doctor and the status page."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from reports.clock import today
from reports.models import KeyAge

BREAK_GLASS: Final = "break_glass"
NAMES: Final = {
    "triage_key": "the worker's key for tips",
    "relay_key": "the worker's key for numbers",
    "likeness_key": "the worker's key for fingerprints",
    "officer_pepper": "the officers' pepper",
    "request_pepper": "the pepper of requests",
    "receipt_pepper": "the receipts' pepper",
    "row_mac_key": "the key that signs tips' rows",
    BREAK_GLASS: "the set of break-glass shares",
}
# Days after which a new one is due; the others are made anew when somebody may have a copy.
DUE: Final = {"triage_key": 100, "relay_key": 100, "likeness_key": 100, "officer_pepper": 400, "request_pepper": 400}
_BEFORE_ENDS: Final = {"triage_key": 7, "relay_key": 7, "likeness_key": 7, "officer_pepper": 35, "request_pepper": 7}


def ages() -> dict[str, int]:
    """Return for how many days each secret has been in force, as far as it is known."""
    known = KeyAge.objects.order_by("name").values_list("name", "since")
    return {name: (today() - since).days for name, since in known}


def late_keys() -> Iterator[str]:
    """Say which secrets are due to be made anew, and which old ones should have been destroyed by now."""
    for age in KeyAge.objects.order_by("name"):
        named, days = NAMES.get(age.name, age.name), (today() - age.since).days
        if days > DUE.get(age.name, days):
            yield f"{named} is {days} days old: manage.py rotate_keys"
        since = age.before_used_on or age.since
        if age.before_is_good and since + timedelta(days=_BEFORE_ENDS.get(age.name, 10**4)) < today():
            yield f"{named}: the one before waits to be destroyed: manage.py rotate_keys"
