"""Fills the tables as years of work do: `python -m benchmarks.seed COUNT` in the environment of an installation.

Every row is real: sealed for its unit, signed, with its keys in the key store, judged by the pipeline. Only the slow
hash of the receipt is left out, for it is the same number of bytes. Rows go in by COPY.
"""

import io
import json
import random
import secrets
import sys
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import django
from django.db import connections, transaction
from django.db.models import Model

django.setup()

from benchmarks.tips import invented_tip  # noqa: E402
from reports import audit, vault  # noqa: E402
from reports.clock import this_hour, today  # noqa: E402
from reports.models import (  # noqa: E402
    Category,
    Channel,
    CloseReason,
    Fingerprint,
    KeyPurpose,
    Mailbox,
    Record,
    RecordKind,
    Status,
    StoredKey,
    Tip,
    TipKey,
    TriageState,
    Urgency,
)
from reports.models.inserting import columns, values_of  # noqa: E402
from reports.sealing.envelope import seal, seal_to  # noqa: E402
from reports.sealing.keys import new_key, record_key, tip_pair  # noqa: E402
from reports.sealing.manifest import UnitKey  # noqa: E402
from reports.signed_row import sign_row  # noqa: E402
from reports.triage.assessment import Assessment, TipText  # noqa: E402
from reports.triage.pipeline import run  # noqa: E402

_BATCH = 2_500
_HOURS = 3 * 365 * 24  # over which they came
_dice = random.Random(5)


def main() -> None:
    count = int(sys.argv[1])
    judged = [(text, _judge(text)) for text in (invented_tip() for _ in range(50))]
    units = [unit for slug, unit in vault.manifest().units.items() if slug not in {"standards", "oversight"}]
    for begin in range(0, count, _BATCH):
        made = [_tip(_dice.choice(units), *_dice.choice(judged)) for _ in range(min(_BATCH, count - begin))]
        _copy("keystore", [row for keys, _ in made for row in keys])
        _copy("default", [row for _, rows in made for row in rows])
    for alias in ("default", "keystore"):
        with connections[alias].cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")


def _judge(text: str) -> Assessment:
    return run(TipText(text=text, answers={}, channel="web", in_danger=False, language_hint=""))


def _tip(unit: UnitKey, text: str, judged: Assessment) -> tuple[list[Model], list[Model]]:
    """Return the rows of one tip: those of the key store, and those of the main database."""
    tip_id, d, e, f = uuid4(), new_key(), new_key(), new_key()
    hour = this_hour() - timedelta(hours=_dice.randrange(_HOURS))
    tip = _row(tip_id, unit, tip_pair(d, tip_id).public, hour)
    labels = ("tip key", tip_id, unit.unit_id, unit.generation)
    body = json.dumps({"text": text, "answers": {"category": "drugs"}}).encode()
    findings = json.dumps(judged.to_dict()).encode()
    record = Record(
        id=tip_id,
        tip_id=tip_id,
        kind=RecordKind.TIP,
        channel=tip.channel,
        position=0,
        at=hour,
        body=seal(record_key(d, e, tip_id, tip_id, "body"), body, "body", tip_id, tip_id),
        findings=seal(record_key(d, e, tip_id, tip_id, "findings"), findings, "findings", tip_id, tip_id),
    )
    rows = [
        tip,
        TipKey(tip_id=tip_id, unit_id=unit.unit_id, generation=unit.generation, box=seal_to(unit.public, d, *labels)),
        record,
        Mailbox(tip_id=tip_id, lookup=secrets.token_bytes(32)),
        Fingerprint(tip_id=tip_id, sealed=seal(f, judged.fingerprint, "fingerprint", tip_id)),
        *(audit.entry(act, by=audit.TIPSTER, tip=tip_id, unit=unit.unit_id) for act in ("tip.arrived", "tip.triaged")),
    ]
    return [_key(KeyPurpose.ERASURE, tip_id, e), _key(KeyPurpose.FINGERPRINT, tip_id, f)], rows


def _row(tip_id: UUID, unit: UnitKey, public: bytes, hour: datetime) -> Tip:
    """Three in a hundred are new, four are open, the rest is closed, as at lines that exist."""
    (status,) = _dice.choices([Status.NEW, Status.OPEN, Status.CLOSED], [3, 4, 93])
    tip = Tip(
        id=tip_id,
        unit_id=unit.unit_id,
        status=status,
        urgency=_dice.choices(Urgency.values, [2, 18, 80])[0],
        category=_dice.choice(Category.values),
        channel=_dice.choice(Channel.values),
        language="en",
        arrived_hour=hour,
        triage=TriageState.DONE,
        outcome=_dice.choice(CloseReason.values) if status == Status.CLOSED else "",
        public_key=public,
        mailbox_key=secrets.token_bytes(32),
    )
    sign_row(tip)
    return tip


def _key(purpose: KeyPurpose, key_id: UUID, key: bytes) -> StoredKey:
    files = vault.key_files()
    name = files.newest()
    sealed = files.seal_row(name, key, purpose, key_id)
    return StoredKey(id=key_id, purpose=purpose, key_file=name, sealed=sealed, day=today())


def _copy(alias: str, rows: Iterable[Model]) -> None:
    """Write rows by COPY, table by table, in the order in which the tables first come."""
    tables: dict[type[Model], list[Model]] = {}
    for row in rows:
        tables.setdefault(type(row), []).append(row)
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        for model, same in tables.items():
            lines = ("\t".join(_text(value) for value in values_of(row, connections[alias])) + "\n" for row in same)
            into = f'COPY "{model._meta.db_table}" ({columns(model)}) FROM STDIN'
            cursor.copy_expert(into, io.StringIO("".join(lines)))


def _text(value: Any) -> str:
    """Return a value in COPY's text format; none of ours holds a tab or a backslash."""
    match value:
        case None:
            return "\\N"
        case bool():
            return "t" if value else "f"
        case bytes():
            return "\\\\x" + value.hex()
        case _ if hasattr(value, "adapted"):
            return _text(value.adapted)
        case dict():
            return json.dumps(value)
        case _:
            return str(value)


if __name__ == "__main__":
    main()
