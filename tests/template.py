"""Both databases with their tables, made once for all processes of a run and copied: migrating takes them far longer.

The process that hands out the tests runs none. It lets the tables be made while the others still collect.
`python -m tests.template FOLDER` makes them, by the migrations, as `init` does.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from tipline.standalone import Servers

_PLACE: Final = "TIPLINE_TESTS_TEMPLATE"
_PATIENCE: Final = 240.0  # seconds; a busy machine is no fault of the code


def begin(folder: Path) -> subprocess.Popen[bytes]:
    """Let the tables be made, and tell the processes that are started from now on where they will be."""
    os.environ[_PLACE] = str(folder)
    return subprocess.Popen([sys.executable, "-m", "tests.template", str(folder)])


def is_promised() -> bool:
    """Whether somebody makes the tables for this process, or has made them."""
    return _PLACE in os.environ


def give_tables(servers: Servers) -> None:
    """Let servers that were not started yet begin with the tables, where they are made once for all."""
    if not is_promised():
        return
    made, end = _made(Path(os.environ[_PLACE])), time.monotonic() + _PATIENCE
    while not made.exists():
        assert not _failed(made.parent).exists(), "the migrations failed: see above"
        assert time.monotonic() < end, f"nobody made the tables in {made}"
        time.sleep(0.05)
    servers.folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "-a", str(made), str(servers.postgres.data)], check=True)  # with its owner


def _made(folder: Path) -> Path:
    return folder / "made"


def _failed(folder: Path) -> Path:
    return folder / "failed"


def _make(folder: Path) -> None:
    import django
    from django.core.management import call_command

    with Servers(folder, durable=False) as servers:
        os.environ.update(servers.env())
        django.setup()
        for alias in ("default", "keystore"):
            call_command("migrate", database=alias, verbosity=0)
        servers.postgres.psql("CHECKPOINT")
    servers.postgres.data.rename(_made(folder))


if __name__ == "__main__":
    try:
        _make(Path(sys.argv[1]))
    except BaseException:
        _failed(Path(sys.argv[1])).touch()
        raise
