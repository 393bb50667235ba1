"""The words of a tip's sender, opened to be compared with words that an officer is about to send."""

from contextlib import suppress

from reports.keyring import KeyRing
from reports.models import RecordKind, Tip
from reports.queries.reading import UNREADABLE, ReadEntry, read_record, waits_beside

_TOLD = (RecordKind.TIP, RecordKind.ADDITION, RecordKind.RECORDING, RecordKind.FILE)


def told_in(ring: KeyRing, tip: Tip) -> list[ReadEntry]:
    """Return what a tip's sender told, as far as it opens; none is shown anew, so the act they are for is the trail."""
    entries = []
    records = tip.records.filter(kind__in=_TOLD).exclude(waits_beside())
    for record in records.select_related("tip").order_by("position"):
        with suppress(*UNREADABLE):
            entries.append(read_record(ring, record)[1])
    return entries
