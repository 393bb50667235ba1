"""The words of a tip's sender, opened to be compared with words that an officer is about to send."""

from contextlib import suppress

from reports.keyring import KeyRing, NotYours
from reports.models import RecordKind, Tip
from reports.queries.reading import ReadEntry, read_records
from reports.queries.records import waits_beside

_TOLD = (RecordKind.TIP, RecordKind.ADDITION, RecordKind.RECORDING, RecordKind.FILE)


def told_in(ring: KeyRing, tip: Tip) -> list[ReadEntry]:
    """Return what a tip's sender told, as far as it opens; none is shown anew, so the act they are for is the trail."""
    records = tip.records.filter(kind__in=_TOLD).exclude(waits_beside()).order_by("position")
    with suppress(NotYours):
        return [entry for _root, entry in read_records(ring, tip, records)]
    return []
