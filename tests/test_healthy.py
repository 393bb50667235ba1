"""Whether a container is well, as its health check tells: by what its process left, however busy the host is."""

import os
import subprocess
import sys
import time
from pathlib import Path
from socket import gethostname

import pytest

from tests.architecture.compose import APPS, ROOT, read
from tipline.healthy import main


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TIPLINE_DATA", str(tmp_path))
    (tmp_path / "state").mkdir()
    return tmp_path / "state"


def left(state: Path, name: str, *, seconds_ago: float) -> None:
    (state / name).touch()
    os.utime(state / name, (time.time() - seconds_ago,) * 2)


@pytest.mark.parametrize(
    ("what", "trace", "still", "no_more"),
    [
        ("celery", f"alive-celery@{gethostname()}", 150, 200),
        ("retention", f"alive-retention@{gethostname()}", 1500, 2000),
        ("beat", "beat.db", 500, 700),
        ("compared", "compared", 1500, 2000),
    ],
)
def test_who_left_a_trace_lately_is_well(state: Path, what: str, trace: str, still: float, no_more: float) -> None:
    assert main(what) == 1
    left(state, trace, seconds_ago=still)
    assert main(what) == 0
    left(state, trace, seconds_ago=no_more)
    assert main(what) == 1


def test_another_container_of_the_same_volume_says_nothing_of_this_one(state: Path) -> None:
    left(state, "alive-celery@another", seconds_ago=0)
    assert main("celery") == 1


@pytest.mark.parametrize("name", APPS)
def test_to_ask_loads_nothing_but_the_standard_library(state: Path, name: str) -> None:
    """It is asked in each container twice a minute, and must be told in seconds where the host has none to spare."""
    asked = read()["services"][name]["healthcheck"]["test"][2:]
    environment = {
        "TIPLINE_DATA": str(state.parent),
        "PUBLIC_URL": "https://a.example",
        "DESK_URL": "https://b.example",
    }
    command = [sys.executable, "-X", "importtime", *asked]
    done = subprocess.run(command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    assert "pathlib" in done.stderr, "control"
    assert "celery" not in done.stderr
