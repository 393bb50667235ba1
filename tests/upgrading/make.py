"""`python -m tests.upgrading.make VERSION`: keep an installation of this version, from which later ones are upgraded.

Part of making a release (docs/upgrading.md). It founds the demo, lets its tips be judged and worked on, and writes
`released/VERSION.json.gz`.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.house import running_house
from tests.upgrading.installation import BIN, DATABASES, Installation


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="tipline-release-") as folder, running_house(Path(folder)) as house:
        standalone = house.env | {"TIPLINE_STANDALONE": "1"}
        with house.working(fully=True):
            said = house.run("manage.py", "seed_demo", env=standalone)
        urls = {database: house.servers.postgres.url(database) for database in DATABASES}
        receipt = re.findall(r"(?:\d{4} ?){5}", said)[0].replace(" ", "")
        shapes = {database: _dump(url, "--schema-only") for database, url in urls.items()}
        as_inserts = ("--data-only", "--column-inserts", "--on-conflict-do-nothing", "--rows-per-insert=50")
        rows = {database: _dump(url, *as_inserts) for database, url in urls.items()}
        read = json.loads(house.run("-m", "tests.upgrading.upgrade", "--only-read", receipt, env=standalone))
        here = house.servers.folder
        held = [*(here / "secrets").rglob("*"), here / "state" / "demo.txt"]
        files = {str(path.relative_to(here)): path.read_bytes() for path in held if path.is_file()}
    Installation(_commit(), shapes, rows, files, receipt, read).keep(sys.argv[1])


def _commit() -> str:
    """The commit whose code made it: that code runs beside later versions in a test."""
    return subprocess.run(["git", "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()


def _dump(url: str, *more: str) -> str:
    command = [str(BIN / "pg_dump"), "--no-owner", "--no-privileges", "--no-statistics", *more, url]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main()
