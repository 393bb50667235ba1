"""Fills the tables as years of work do: `python -m benchmarks.seed COUNT [NUMBER [UNIT]]`, with a house's environment.

Several may fill one house at the same time, each with a NUMBER of its own. All tips are of UNIT, where one is named.

Every row is real: sealed for its unit, signed, with its keys in the key store, judged by the pipeline. Only the slow
hash of the receipt is left out, for it is the same number of bytes. Rows go in by COPY, in the order in which the tips
came, as they lie on the disk of a line that exists.
"""

import io
import json
import random
import secrets
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import batched
from operator import itemgetter
from typing import Any
from uuid import UUID, uuid4

import django
from django.db import connections, transaction
from django.db.models import Model

django.setup()

from benchmarks.tips import invented_tip  # noqa: E402
from reports import audit, keystore, vault  # noqa: E402
from reports.clock import this_hour, today  # noqa: E402
from reports.fingerprints import seal_fingerprint  # noqa: E402
from reports.models import (  # noqa: E402
    AuditEntry,
    Category,
    Channel,
    CloseReason,
    Fingerprint,
    KeyPurpose,
    Mailbox,
    Membership,
    Record,
    RecordKind,
    Status,
    StoredKey,
    Tip,
    TipKey,
    TriageState,
    Urgency,
)
from reports.models.due import due  # noqa: E402
from reports.models.inserting import columns, values_of  # noqa: E402
from reports.sealing.envelope import seal, seal_to  # noqa: E402
from reports.sealing.keys import new_key, record_key, tip_pair  # noqa: E402
from reports.sealing.manifest import UnitKey  # noqa: E402
from reports.signed_row import sign_row  # noqa: E402
from reports.triage.assessment import TipText  # noqa: E402
from reports.triage.pipeline import run  # noqa: E402

_BATCH = 2_500
_HOURS = 3 * 365 * 24  # over which they came
_OPEN_HOURS = 180 * 24  # over which those came that are still open
_KEPT_DAYS = 3 * 365 + 4  # so that the oldest are going to be erased
_JUNK, _TOLD_MORE, _INFORMS = 0.1, 0.1, 0.01  # shares of all tips, of those worked on, and of all
_TAKEN_ON = 0.8  # share of all but the new ones: closed tips keep their officer
_LANGUAGES = ["en", "acf", "fr", "es", "ht", "unsure"]
_URGENCY, _CATEGORY = list(Urgency), list(Category)
_CHANNEL, _OUTCOMES = list(Channel), list(CloseReason)
_dice = random.Random()


def main() -> None:
    count = int(sys.argv[1])
    _dice.seed(int(sys.argv[2]) if len(sys.argv) > 2 else 5)
    judged = [_judge(text) for text in (invented_tip() for _ in range(200))]
    units = [unit for slug, unit in vault.manifest().units.items() if slug not in {"standards", "oversight"}]
    came = sorted((_came() for _ in range(count)), key=itemgetter(1))
    for batch in batched(came, _BATCH):
        made = [_tip(_two(units), _dice.choice(judged), status, hour) for status, hour in batch]
        _copy("keystore", [row for keys, _ in made for row in keys])
        _copy("default", [row for _, rows in made for row in rows])
    if len(sys.argv) > 2:
        return  # who lets several fill a house looks at all of it afterwards
    for alias in ("default", "keystore"):
        with connections[alias].cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")


@dataclass(frozen=True, slots=True)
class _Judged:
    """What somebody told and what triage made of it, as they are sealed."""

    body: bytes
    findings: bytes
    fingerprint: bytes


def _judge(text: str) -> _Judged:
    judged = run(TipText(text=text, answers={}, channel="web", in_danger=False, language_hint=""))
    body = json.dumps({"text": text, "answers": {"category": "drugs"}}).encode()
    return _Judged(body, json.dumps(judged.to_dict()).encode(), judged.fingerprint)


def _two(units: list[UnitKey]) -> list[UnitKey]:
    """Return the unit of a tip, and another that may be informed."""
    if len(sys.argv) <= 3:
        return _dice.sample(units, 2)
    (ours,) = (unit for unit in units if unit.slug == sys.argv[3])
    return [ours, _dice.choice([unit for unit in units if unit is not ours])]


def _came() -> tuple[Status, datetime]:
    """Return how a tip stands now, and the hour in which it came.

    Seven in a hundred are open work, of the last months; the rest is closed, as at lines that exist.
    """
    (status,) = _dice.choices([Status.NEW, Status.OPEN, Status.WAITING, Status.CLOSED], [2, 4, 1, 93])
    hours = _HOURS if status == Status.CLOSED else _OPEN_HOURS
    return status, this_hour() - timedelta(hours=_dice.randrange(hours))


def _tip(units: list[UnitKey], told: _Judged, status: Status, hour: datetime) -> tuple[list[Model], list[Model]]:
    """Return the rows of one tip: those of the key store, and those of the main database.

    Some tips are for another unit's information too.
    """
    unit, other = units
    tip_id, d, e, f = uuid4(), new_key(), new_key(), new_key()
    tip = _row(tip_id, unit, tip_pair(d, tip_id).public, status, hour)
    if _dice.random() < _INFORMS:
        tip.informed = [other.unit_id]
    record = Record(
        id=tip_id,
        tip_id=tip_id,
        kind=RecordKind.TIP,
        channel=tip.channel,
        position=0,
        at=hour,
        body=seal(record_key(d, e, tip_id, tip_id, "body"), told.body, "body", tip_id, tip_id),
        findings=seal(record_key(d, e, tip_id, tip_id, "findings"), told.findings, "findings", tip_id, tip_id),
    )
    rows = [
        tip,
        _wrapped(tip_id, unit, d),
        *([_wrapped(tip_id, other, d, informs=True)] if tip.informed else []),
        record,
        Mailbox(tip_id=tip_id, lookup=secrets.token_bytes(32)),
        Fingerprint(tip_id=tip_id, sealed=seal_fingerprint(told.fingerprint, f, tip_id)),
        *(_entry(act, tip_id, unit.unit_id, hour) for act in ("tip.arrived", "tip.triaged")),
    ]
    return [_key(KeyPurpose.ERASURE, tip_id, e), _key(KeyPurpose.FINGERPRINT, tip_id, f)], rows


def _entry(act: str, tip_id: UUID, unit_id: UUID, hour: datetime) -> AuditEntry:
    entry = audit.entry(act, by=audit.TIPSTER, tip=tip_id, unit=unit_id)
    entry.at = hour
    return entry


def _wrapped(tip_id: UUID, unit: UnitKey, d: bytes, *, informs: bool = False) -> TipKey:
    box = seal_to(unit.public, d, "tip key", tip_id, unit.unit_id, unit.generation)
    return TipKey(tip_id=tip_id, unit_id=unit.unit_id, generation=unit.generation, box=box, informs=informs)


def _row(tip_id: UUID, unit: UnitKey, public: bytes, status: Status, hour: datetime) -> Tip:
    tip = Tip(
        id=tip_id,
        unit_id=unit.unit_id,
        status=status,
        urgency=_dice.choices(_URGENCY, [2, 18, 80])[0],
        category=_dice.choice(_CATEGORY),
        channel=_dice.choices(_CHANNEL, [60, 20, 15, 5])[0],
        language=_dice.choices(_LANGUAGES, [60, 15, 5, 8, 10, 2])[0],
        arrived_hour=hour,
        triage=TriageState.DONE,
        outcome=_dice.choice(_OUTCOMES) if status == Status.CLOSED else "",
        looks_junk=_dice.random() < _JUNK,
        public_key=public,
        mailbox_key=secrets.token_bytes(32),
    )
    if status != Status.NEW and _dice.random() < _TAKEN_ON:
        tip.assigned_to_id = _dice.choice(_officers(unit.unit_id))
    tip.due_at = due(tip, hour)
    tip.waits_for_us = status == Status.OPEN and _dice.random() < _TOLD_MORE
    if status == Status.CLOSED:
        tip.rests_since = (hour + timedelta(days=_dice.randrange(1, 40))).date()
        tip.erase_on = tip.rests_since + timedelta(days=_KEPT_DAYS)
    sign_row(tip)
    return tip


@cache
def _officers(unit_id: UUID) -> list[UUID]:
    return list(Membership.objects.filter(unit=unit_id).order_by("officer").values_list("officer", flat=True))


def _key(purpose: KeyPurpose, key_id: UUID, key: bytes) -> StoredKey:
    name, day = _key_file()
    return keystore.sealed_row(purpose, key_id, key, file=name, day=day)


@cache
def _key_file() -> tuple[str, date]:
    return vault.key_files().newest(), today()


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
        case list():
            return "{" + ",".join(map(str, value)) + "}"
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
