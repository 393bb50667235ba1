"""The root key of a later record: in a box to the tip's public key, until somebody who holds D settles it.

A box costs public-key work each time it is opened. Settled, the same key lies under a key that D derives: whoever
opens the one could open the other.
"""

from reports.sealing.envelope import ENVELOPE, seal_key
from reports.sealing.keys import derive, tip_pair
from reports.sealing.labels import Label
from reports.sealing.opening import open_box, unseal_key

_WHAT = "record root"


def open_root(d: bytes, kept: bytes | memoryview | None, tip_id: Label, record_id: Label) -> bytes:
    """Return a record's root key as the row keeps it; that of a tip's first record is D. Raises CannotOpen."""
    if kept is None:
        return d
    if bytes(kept[:1]) == ENVELOPE:
        return unseal_key(derive(d, "roots"), kept, _WHAT, tip_id, record_id)
    return open_box(tip_pair(d, tip_id), kept, _WHAT, tip_id, record_id)


def settle_root(d: bytes, root: bytes, tip_id: Label, record_id: Label) -> bytes:
    """Return a record's root key as the row keeps it from now on."""
    return seal_key(derive(d, "roots"), root, _WHAT, tip_id, record_id)
