"""`python -m benchmarks.noting [count]`: how long forgetting looks at a million closed tips, four times a day.

Makes closed tips as rows alone, by one statement: of what is sealed, forgetting reads nothing. Then it looks, as its
own role in the database. Writes the section "Noting days" of docs/benchmarks.md.
"""

import json
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import machine
from benchmarks.house import House, running_house
from benchmarks.page import put_section

COUNT = 1_000_000
_CLOSED = """
INSERT INTO tip (id, unit_id, status, urgency, category, channel, language, arrived_hour, triage, outcome, unreachable,
    has_news, rests_since, erase_on, version, public_key, mailbox_key, row_mac)
SELECT gen_random_uuid(), (SELECT id FROM unit WHERE slug = 'general'), 'closed', 2,
    (ARRAY['drugs', 'theft', 'violence', 'other'])[1 + n % 4], 'web', 'en', now() - make_interval(days => n % 700 + 3),
    'done', (ARRAY['nothing', 'unfounded', 'action', 'junk'])[1 + n / 4 % 4], false, false,
    current_date - n % 700 - 1, current_date - n % 700 + 729, 2, '', '', ''
FROM generate_series(1, {count}) AS n"""
_NOTED = """INSERT INTO erasure_day SELECT id, rests_since, erase_on FROM tip ON CONFLICT (tip_id) DO NOTHING"""
_OF_A_DAY = (
    "CREATE TABLE few AS SELECT id, row_number() OVER () AS n FROM tip LIMIT 2020",
    "UPDATE tip SET rests_since = current_date FROM few WHERE few.id = tip.id AND n <= 2000",
    "DELETE FROM erasure_day USING few WHERE few.id = tip_id AND n <= 2000",
    "UPDATE tip SET erase_on = erase_on + 1000 FROM few WHERE few.id = tip.id AND n > 2000",
)
_LOOK = """
import json, time, django; django.setup()
from reports.clock import today
from reports.lifecycle import expiry
from reports.lifecycle.noted_days import note_days
from reports.models import Tip
told = {}
for name, look in (
    ("note", note_days), ("settle", expiry.settle_days), ("due", lambda: len(expiry._due(Tip.objects.all(), today()))),
    ("long due", lambda: expiry.long_due().exists()), ("later", expiry.blur_later_arrivals),
):
    begun = time.perf_counter()
    look()
    told[name] = time.perf_counter() - begun
print(json.dumps(told))
"""
_UNLIKE = "SELECT count(*) FROM tip JOIN erasure_day ON tip_id = id WHERE tip.erase_on <> erasure_day.erase_on"
_FOOT = """
*Days that are noted* is `note_days`; *all* are the four looks that follow each other every six hours, and the one that
asks for tips past their day; nothing was due. {at_once:,} tips are noted at each look, so that a house of {count:,}
closed tips is through {days:.1f} days after the upgrade that brought this; none of them is erased before thirteen."""
_AT_ONCE = 20_000


def main() -> None:
    """Make the rows, let them be looked at, and write the section."""
    count, before = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT, machine.other_work()
    with tempfile.TemporaryDirectory(prefix="tipline-noting-") as folder, running_house(Path(folder)) as house:
        _ask(house, _CLOSED.format(count=count))
        lines = [_row(f"nothing is noted yet: the first {_AT_ONCE:,}", _looked(house))]
        _ask(house, _NOTED)
        lines.append(_row("all are noted, and nothing was closed", _looked(house)))
        _ask(house, *_OF_A_DAY)
        lines.append(_row("2,000 were closed since, and 20 changed by somebody else", _looked(house)))
        wrong = house.value(_UNLIKE)
    if wrong != "0":
        raise SystemExit(f"{wrong} tips do not say what is noted of them.")
    head = f"`python -m benchmarks.noting` looks at {count:,} closed tips (rows alone) as `retention` does."
    table = "\n".join(["| | days that are noted | all |", "|---|---|---|", *lines])
    foot = _FOOT.format(count=count, at_once=_AT_ONCE, days=count / _AT_ONCE / 4)
    note = f"Run on {datetime.now(UTC).date()}. {machine.told_load(before)}"
    put_section("Noting days", f"{note}\n\n{head}\n\n{table}\n{foot}")
    print(table)


def _looked(house: House) -> Mapping[str, float]:
    """Look as the process does, and return the seconds of each look."""
    for database in ("tipline", "keystore"):
        house.servers.postgres.psql("VACUUM (ANALYZE)", database=database)
    role = {
        f"{name}_URL": house.servers.postgres.url(database, user="tipline_retention")
        for name, database in (("DATABASE", "tipline"), ("KEYSTORE", "keystore"))
    }
    told: Mapping[str, float] = json.loads(house.run("-c", _LOOK, env=house.env | role))
    print(told, file=sys.stderr, flush=True)
    return told


def _ask(house: House, *statements: str) -> None:
    for statement in statements:
        house.servers.postgres.psql(statement, database="tipline")


def _row(what: str, told: Mapping[str, float]) -> str:
    return f"| {what} | {told['note']:.1f} s | {sum(told.values()):.1f} s |"


if __name__ == "__main__":
    main()
