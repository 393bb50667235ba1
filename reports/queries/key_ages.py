"""How old the house's secrets are, and which of them are due to be made anew: for doctor and the status page."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from reports import vault
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

_SPARE_DAYS: Final = 1  # key files are looked at every six hours


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


def late_key_files() -> Iterator[str]:
    """Say where key files of the key store are not made or destroyed on their day, or lie beside what is none."""
    try:
        names, strays = vault.key_files().names(), vault.key_files().strays()
    except OSError:
        names = strays = []
    if not names:
        yield "the folder of key files cannot be read from here"
        return
    oldest, newest = date.fromisoformat(names[0]), date.fromisoformat(names[-1])
    if oldest < today() - timedelta(days=vault.KEPT_DAYS + _SPARE_DAYS):
        yield f"the key file of {oldest} should have been destroyed: old copies of the key store can still be read"
    if newest < today() - timedelta(days=_SPARE_DAYS):
        yield f"the newest key file is of {newest}: none was made since"
    if newest > today() + timedelta(days=_SPARE_DAYS):
        yield f"a key file is dated {newest}: a clock was wrong, and what it holds dies a week after that day"
    if strays:
        yield f"{', '.join(strays)} lies among the key files: a copy of one there outlives every erasure"
