"""Which tests may be tried a second time when they fail: all but the proofs of anonymity and of sealing.

A browser, a live server, a worker or a killed database is as late as the machine is busy; receipts, keys and ids are
drawn by lot, and rows come in no order. A failed test is run once more, and `-r R` tells of it at the end of the run:
each one told there is a defect to be mended, of the test or of the product (decision 47).
"""

from pathlib import Path
from typing import Final

import pytest
from pytest_rerunfailures import StatusDB

_TESTS: Final = Path(__file__).parent
_NEVER: Final = ("privacy", "sealing")


def give_second_chances(items: list[pytest.Item]) -> None:
    """Let each test outside those folders be tried twice."""
    for item in items:
        if item.path.relative_to(_TESTS).parts[0] not in _NEVER:
            item.add_marker(pytest.mark.flaky(reruns=1))


def count_chances_here(config: pytest.Config) -> None:
    """Count in this process how often a test was tried.

    Left to itself, each asks the process that hands the tests out, byte by byte, before each test: for the case that a
    process dies. Then whole files are lost (`--dist loadfile`), and nothing is tried again.
    """
    if hasattr(config, "workerinput"):
        config.failures_db.sock.close()  # type: ignore[attr-defined]
        config.failures_db = StatusDB()  # type: ignore[attr-defined]
