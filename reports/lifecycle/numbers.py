"""Numbers that outlive tips, parted by night from the acts they came of, which the trail keeps to the second."""

from collections import Counter
from datetime import date
from uuid import UUID

from django.db import connection, transaction

from reports.clock import day_of
from reports.models import Outcome, TallyCount
from reports.tallying import words_counted

# Who comes second waits here for the first, and finds what came since.
_TAKE = """
WITH taken AS (DELETE FROM tally RETURNING month, unit_id, word)
SELECT month, unit_id, word, count(*) FROM taken GROUP BY month, unit_id, word
"""


@transaction.atomic
def count_tallies() -> None:
    """Add each tally to its month's counts, and delete it.

    All counts of such a month are written anew, under new ids and in the order of their words. An updated row would
    stand out: by its transaction it tells that it grew last, and by its place in which order the first of each came.
    """
    added = Counter[tuple[date, UUID, str]]()
    with connection.cursor() as cursor:
        cursor.execute(_TAKE)
        for month, unit_id, told, number in cursor.fetchall():
            for word in words_counted(told):
                added[month, unit_id, word] += number
    before = TallyCount.objects.filter(month__in={month for month, _, _ in added})
    for month, unit_id, word, number in before.values_list("month", "unit_id", "word", "count"):
        added[month, unit_id, word] += number
    before.delete()
    TallyCount.objects.bulk_create(
        TallyCount(month=month, unit_id=unit_id, word=word, count=number)
        for (month, unit_id, word), number in sorted(added.items())
    )


@transaction.atomic
def part_outcomes() -> None:
    """Keep of what came of erased tips the month alone, and nobody who wrote it down.

    Together by night, not with the erasure: its transaction is that of its entry in the trail.
    """
    erased = list(Outcome.everything.filter(tip=None, officer__isnull=False).only("at"))
    for one in erased:
        one.at, one.officer = day_of(one.at).replace(day=1), None
    Outcome.everything.bulk_update(erased, ["at", "officer"], batch_size=500)
