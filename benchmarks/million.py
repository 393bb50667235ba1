"""The desk with a million tips: `python -m benchmarks.million [count]` seeds, looks at every page, explains all of it.

With `--times` behind the count it looks only at what is timed (first pages of lists, a tip's page, claim, next, search)
and prints that alone; with `--briefly` it narrows each list in one way and prints it. Fails where a plan reads a big
table from end to end, or touches more than some hundred pages of the databases for one page of the desk; of less than
a hundred thousand tips that says little, for then some tables are read whole rightly.
"""

import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks import machine
from benchmarks.house import House, running_house
from benchmarks.page import put_section

COUNT = 1_000_000


def main() -> None:
    """Seed, and look in a process of its own that has the settings of this house."""
    count, before = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT, machine.other_work()
    how = sys.argv[2:]
    with tempfile.TemporaryDirectory(prefix="tipline-million-") as folder, running_house(Path(folder)) as house:
        begun = time.monotonic()
        fill_tables(house, count)
        print(f"{count:,} tips were sealed in {time.monotonic() - begun:.0f} s.", file=sys.stderr, flush=True)
        told = house.run("-m", "benchmarks.million_desk", *how, env=desk_env(house))
    if not how:
        put_section("A million tips", f"{machine.told_load(before)}\n\n{told}")
    print(told)
    if "**" in told:
        raise SystemExit("A plan is not as it should be.")


def fill_tables(house: House, count: int, *unit: str) -> None:
    """Seal `count` tips, a process a core; the keys of each slice go into the key store before its tips.

    Where a unit is named, all are its own.
    """
    cores = machine.cores()
    with ThreadPoolExecutor(cores) as pool:
        seeds = [("-m", "benchmarks.seed", str(count // cores), str(number), *unit) for number in range(cores)]
        for _ in pool.map(lambda words: house.run(*words), seeds):
            pass


def desk_env(house: House) -> dict[str, str]:
    """Return the settings of the desk, with the password of the officer who looks."""
    return house.env | {"TIPLINE_FACES": "dashboard", "BENCH_PASSWORD": house.passwords["reid"]}


if __name__ == "__main__":
    main()
