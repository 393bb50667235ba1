"""`python -m benchmarks.saving [COUNT]`: how long a big house's backup takes, and to put it back in a night.

A house is filled, backed up by `manage.py backup`, and put back by `manage.py restore`, keys and then tips, as "The
server died" of docs/operations.md tells it. Writes the section "Backup and restore" of docs/benchmarks.md.
"""

import os
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import machine
from benchmarks.house import House, running_house
from benchmarks.million import fill_tables
from benchmarks.page import put_section
from tipline.embedded import embedded_programs

COUNT = 100_000
_HOW = """
The commands of *The server died*, each a process of its own: what it takes to start is in its time. Both databases lie
on one server here. A new host, its images and copying to another disk are not in it, nor sealed files, which are copied
as they are. Restoring keys opens each with the key files that are there, and counts those that open.
"""


def main() -> None:
    """Fill, save, put back, tell."""
    count, before = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT, machine.other_work()
    with (
        tempfile.TemporaryDirectory(prefix="tipline-saving-") as folder,
        tempfile.TemporaryDirectory(prefix="tipline-saved-") as disks,
        running_house(Path(folder)) as house,
    ):
        fill_tables(house, count)
        rows = _measured(house, Path(disks))
        rooms = [int(house.value(f"SELECT pg_database_size('{name}')")) / 1e6 for name in ("tipline", "keystore")]
    told = f"{count:,} tips on {datetime.now(UTC).date()}. {machine.told_load(before)} {_load_now()}"
    size = f"The databases take {rooms[0]:,.0f} MB (tips) and {rooms[1]:,.0f} MB (keys)."
    text = "\n".join([told, size, "", "| Command | seconds | it said |", "|---|---|---|", *rows])
    print(text)
    put_section("Backup and restore", f"{text}\n{_HOW}")


def _measured(house: House, folder: Path) -> list[str]:
    """Back up and put back; return a row for each command."""
    env = house.env | {"TIPLINE_PG_BIN": embedded_programs()}
    places = {name: folder / f"place-{name}" for name in ("tips", "keys", "secrets")}
    for place in places.values():
        place.mkdir()
    stick = folder / "stick" / "backup.key"
    stick.parent.mkdir()
    house.run("manage.py", "backup_key", "--to", str(stick), env=env)
    commands = [["backup", name, "--to", str(place)] for name, place in places.items()]
    commands += [["restore", "keys", "--from", str(places["keys"]), "--key", str(stick), "--yes"]]
    keys_from = ["--keys-from", str(places["keys"])]
    commands += [["restore", "tips", "--from", str(places["tips"]), *keys_from, "--key", str(stick), "--yes"]]
    return [_row(house, env, command) for command in commands]


def _row(house: House, env: dict[str, str], command: list[str]) -> str:
    begun = time.monotonic()
    said = house.run("manage.py", *command, env=env).strip().splitlines()[0].replace(command[3], "its folder")
    return f"| `{' '.join(command[:2])}` | {time.monotonic() - begun:.0f} | {said} |"


def _load_now() -> str:
    return f"At the end it was {os.getloadavg()[0]:.1f}."


if __name__ == "__main__":
    main()
