"""Many tips at once, as narrow rows with real keys: enough for lists, without the door's work for each."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from reports import keystore, vault
from reports.clock import this_hour
from reports.models import Channel, KeyPurpose, Record, RecordKind, Tip, TipKey, Unit, Urgency
from reports.sealing.envelope import seal_to
from reports.sealing.keys import new_key, tip_pair
from reports.signed_row import sign_row
from reports.triage.assessment import Assessment
from reports.writing import RecordRoot

_NOTHING = Assessment(findings=(), rules_version="1")


def crowd(unit: Unit, count: int, *, hours: int = 3) -> list[Tip]:
    """Make `count` tips of a unit, crowded into few hours and urgencies so that lists must break ties by id."""
    public = vault.manifest().units[unit.slug].public
    tips, keys, records, erasures = [], [], [], []
    for number in range(count):
        d, tip_id = new_key(), uuid4()
        tip = Tip(
            id=tip_id,
            unit=unit,
            channel=Channel.WEB,
            urgency=[Urgency.ROUTINE, Urgency.TODAY, Urgency.IMMEDIATE][number % 3],
            looks_junk=number % 5 == 0,
            arrived_hour=_hour(number % hours),
            triage="done",
            public_key=tip_pair(d, tip_id).public,
        )
        sign_row(tip)
        tips.append(tip)
        box = seal_to(public, d, "tip key", tip_id, unit.pk, 1)
        keys.append(TipKey(tip=tip, unit=unit, generation=1, box=box))
        root = RecordRoot(tip_id, tip_id, d, new_key())
        body = root.seal_part(json.dumps({"text": f"Tip {number}", "answers": {}}).encode(), "body")
        found = root.seal_part(json.dumps(_NOTHING.to_dict()).encode(), "findings")
        records.append(
            Record(id=tip_id, tip=tip, kind=RecordKind.TIP, position=0, at=tip.arrived_hour, body=body, findings=found)
        )
        erasures.append((KeyPurpose.ERASURE, tip_id, root.erasure))
    keystore.put(*erasures)
    Tip.objects.bulk_create(tips)
    Record.objects.bulk_create(records)
    TipKey.objects.bulk_create(keys)
    return tips


def ids(tips: Sequence[Tip]) -> list[str]:
    """Return the ids of tips as text, in their order."""
    return [str(tip.pk) for tip in tips]


def _hour(back: int) -> datetime:
    return this_hour() - timedelta(hours=back)
