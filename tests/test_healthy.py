"""Whether a container is well, as its health check tells: by what its process left, however busy the host is."""

import os
import time
from pathlib import Path
from socket import gethostname

import pytest

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
