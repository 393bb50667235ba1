"""Keys made anew in a full house: `python -m benchmarks.renewing [count]` seals tips for one unit, then makes new keys.

A unit's key after a member left (all tips are wrapped anew, none of them read before), the
key of tips' rows and that of fingerprints, each as its officer or its command does it. Writes the section "Keys made
anew" of docs/benchmarks.md; exits with 1 if one tip was left out.
"""

import json
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import machine
from benchmarks.house import House, running_house
from benchmarks.million import desk_env, fill_tables
from benchmarks.page import put_section

COUNT = 50_000
UNIT = "general"
_PAUSE = 20  # seconds of each command, between its two rounds
_NONE_LOST = {"row_mac_key": "anew; 0 did not fit", "likeness_key": "; 0 did not open"}


def main() -> None:
    """Fill, make anew, and write the section."""
    count, before = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT, machine.other_work()
    with tempfile.TemporaryDirectory(prefix="tipline-renewing-") as folder, running_house(Path(folder)) as house:
        begun = time.monotonic()
        fill_tables(house, count, UNIT)
        for database in ("tipline", "keystore"):
            house.servers.postgres.psql("VACUUM (ANALYZE)", database=database)
        print(f"{count:,} tips were sealed in {time.monotonic() - begun:.0f} s.", file=sys.stderr, flush=True)
        lines = [_wrapped(house), *(_made_anew(house, name) for name in _NONE_LOST)]
    text = "\n".join(lines)
    note = f"Run on {datetime.now(UTC).date()}. {machine.told_load(before)}"
    put_section("Keys made anew", f"{note}\n\n{_HEAD.format(count=count)}\n{text}\n{_FOOT}")
    print(text)


def _wrapped(house: House) -> str:
    """Let a head make the unit's next key, and wrap all tips anew. Raises SystemExit where one is left."""
    env = desk_env(house) | {"BENCH_PASSPHRASE": house.passwords["root-passphrase"], "BENCH_UNIT": UNIT}
    told = json.loads(house.run("-m", "benchmarks.wrapping", env=env))
    if told["left"]:
        raise SystemExit(f"{told['left']} tips were not wrapped anew.")
    what = f"a unit's key: tips wrapped anew, {told['done']:,} in {told['presses']} presses of the button"
    return _row(what, told["done"], told["whole"], told["cpu"])


def _made_anew(house: House, name: str) -> str:
    """Run the command that makes a key anew. Raises SystemExit where something did not come along."""
    rows = int(house.value(f"SELECT count(*) FROM {'tip' if name == 'row_mac_key' else 'fingerprint'}"))
    begun, worked = time.monotonic(), _worked()
    told = house.run("manage.py", "rotate_keys", name)
    whole, cpu = time.monotonic() - begun, _worked() - worked
    if _NONE_LOST[name] not in told:
        raise SystemExit(told)
    return _row(f"`rotate_keys {name}`, twice over {rows:,} rows and a pause of {_PAUSE} s", rows, whole, cpu)


def _row(what: str, rows: int, whole: float, cpu: float) -> str:
    return f"| {what} | {whole:.1f} s | {cpu:.1f} s | {1e6 * cpu / rows:.0f} µs |"


def _worked() -> float:
    """Return the processor seconds of the programs that this one has run."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


_HEAD = """`python -m benchmarks.renewing` seals {count:,} tips for one unit and makes its keys anew.

| What | by the clock | our processor | a row |
|---|---|---|---|"""
_FOOT = """
What Postgres worked is in the first column alone. Nobody had read the tips: each key still lay in the box that triage
made. The commands include their start. Had one row been left out, the run would have failed and written nothing."""


if __name__ == "__main__":
    main()
