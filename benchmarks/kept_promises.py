"""What is stored of what was told: reads {"receipts": {mark: receipt}, "officers": [username]} and counts.

Runs in the environment of an installation. Tips are opened with the officers' own passwords, as the desk does; prints
JSON: how many tips, of how many marks, how often judged, which receipts open another tip or none, how many files of
each mark were opened, and how often each remark of an officer stands there.
"""

import json
import re
import sys
from collections import Counter
from uuid import UUID

import django

django.setup()

from benchmarks.ranks import tip_of  # noqa: E402
from benchmarks.remarks import SAID  # noqa: E402
from benchmarks.spoken import heard  # noqa: E402
from benchmarks.tipsters import MARK  # noqa: E402
from reports.management.commands.seed_demo import demo_ring  # noqa: E402
from reports.models import AuditEntry, Mailbox, Tip, TriageState  # noqa: E402
from reports.queries.reading import read_attachment, read_tip  # noqa: E402


def main() -> None:
    asked = json.load(sys.stdin)
    marks, files, said, opened = _marks(asked["officers"])
    of_mark = Counter(marks.values())
    judged = Counter(AuditEntry.objects.filter(act="tip.triaged").values_list("tip_id", flat=True))
    opens: dict[str, UUID | None] = {mark: _opened(receipt) for mark, receipt in asked["receipts"].items()}
    print(
        json.dumps(
            {
                "tips": Tip.objects.count(),
                "unread": Tip.objects.exclude(pk__in=opened).count(),
                "lost": [mark for mark in asked["receipts"] if not of_mark[mark]],
                "twice": [mark for mark, number in of_mark.items() if number > 1],
                "other": [mark for mark, tip in opens.items() if tip is None or marks.get(tip) != mark],
                "there": list(of_mark),
                "unpromised": len(of_mark.keys() - asked["receipts"].keys()),
                "unjudged": list(Tip.objects.exclude(triage=TriageState.DONE).values_list("triage", flat=True)),
                "files": files,
                "said": said,
                "judged_again": sum(number > 1 for number in judged.values()),
            }
        )
    )


def _marks(officers: list[str]) -> tuple[dict[UUID, str], Counter[str], Counter[str], set[UUID]]:
    """Open every tip and its files with the keys of whoever may.

    Return each tip's mark, the files of each mark, how often each remark of an officer was found, and what opened.
    """
    marks: dict[UUID, str] = {}
    files, said, opened = Counter[str](), Counter[str](), set[UUID]()
    for ring in map(demo_ring, officers):
        for tip in ring.tips.exclude(pk__in=opened).iterator():
            read = read_tip(ring, tip, by=ring.officer)
            if read.erased:
                continue
            opened.add(tip.pk)
            said.update(mark for entry in read.entries for mark in re.findall(rf"{SAID} \d+", entry.text))
            held = [about.id for entry in read.entries for about in entry.attachments]
            shown = [read_attachment(ring, tip, name, by=ring.officer) for name in held]
            if mark := _mark(read.entries[0].text, shown):
                marks[tip.pk] = mark
                files[mark] += sum(bool(file) for file, _ in shown)
    return marks, files, said, opened


def _mark(text: str, files: list[tuple[bytes, str]]) -> str:
    """Return the mark that the words hold, or else a recording."""
    if found := re.search(rf"{MARK} \d+", text):
        return found[0]
    numbers = (heard(file) for file, kind in files if kind == "audio/mpeg")
    return next((f"{MARK} {number:06d}" for number in numbers if number is not None), "")


def _opened(receipt: str) -> UUID | None:
    try:
        return tip_of(receipt)
    except Mailbox.DoesNotExist:
        return None


if __name__ == "__main__":
    main()
