"""The earlier tips that an arrival is compared with: the newest ones, by their sealed fingerprints."""

import logging
from collections.abc import Mapping
from uuid import UUID

from reports import keystore
from reports.models import Fingerprint, KeyPurpose, Tip
from reports.sealing.opening import CannotOpen, unseal
from reports.triage.assessment import EarlierTip

log = logging.getLogger(__name__)
COMPARED = 300  # newest tips

# What this worker opened for the last arrival. Opening three hundred again for each costs more than all the rest of
# judging; an erased tip leaves with its row, at the next arrival.
_opened: dict[UUID, EarlierTip] = {}


def earlier_tips(tip: Tip) -> tuple[EarlierTip, ...]:
    """Return the fingerprints of the newest tips but this one; one that cannot be opened is left out."""
    newest = Tip.objects.exclude(pk=tip.pk).order_by("-arrived_hour", "-id").values_list("pk", flat=True)[:COMPARED]
    present = set(Fingerprint.objects.filter(pk__in=list(newest)).values_list("pk", flat=True))
    for gone in _opened.keys() - present:
        del _opened[gone]
    missing = Fingerprint.objects.filter(pk__in=present - _opened.keys())
    _open(dict(missing.values_list("pk", "sealed")))
    return tuple(_opened.values())


def _open(sealed: Mapping[UUID, bytes | memoryview]) -> None:
    keys = keystore.get_many(KeyPurpose.FINGERPRINT, sealed) if sealed else {}
    for pk in sealed.keys() & keys.keys():
        try:
            fingerprint = unseal(keys[pk], sealed[pk], "fingerprint", pk)
        except CannotOpen:  # one damaged row must not keep every later tip from being judged
            log.error("A fingerprint cannot be opened and is left out of the comparison.")
            continue
        _opened[pk] = EarlierTip(tip=str(pk), fingerprint=fingerprint)
