"""Where tips stand: `python -m benchmarks.ranks RECEIPT…` prints, as JSON, what became of each tip.

Runs in the environment of an installation. A place is counted among all open tips of all units, in the queue's order,
and once more among those that do not read like junk.
"""

import json
import sys
from typing import Any
from uuid import UUID

import django

django.setup()

from django.db.models.fields.tuple_lookups import TupleLessThan  # noqa: E402

from reports.dialogue.mailbox import find  # noqa: E402
from reports.intake.receipt import parse  # noqa: E402
from reports.models import Tip, TriageState  # noqa: E402

_ORDER = ("urgency", "looks_junk", "arrived_hour", "id")


def main() -> None:
    print(json.dumps([_told(receipt) for receipt in sys.argv[1:]]))


def _told(receipt: str) -> dict[str, Any]:
    tip = Tip.objects.get(pk=tip_of(receipt))
    before = Tip.objects.open_work().filter(TupleLessThan(_ORDER, tuple(getattr(tip, name) for name in _ORDER)))
    return {
        "judged": tip.triage == TriageState.DONE,
        "urgency": int(tip.urgency),
        "junk": tip.looks_junk,
        "place": before.count() + 1,
        "without_junk": before.filter(looks_junk=False).count() + 1,
    }


def tip_of(receipt: str) -> UUID:
    """Return the tip that a receipt belongs to, judged or not."""
    found = find(parse(receipt))
    assert found, "a receipt that opens nothing"
    return found.tip_id


if __name__ == "__main__":
    main()
