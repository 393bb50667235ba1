"""The files that take longest, longest first: they begin first, so that no process waits for another at the end.

`make tests` hands out whole files in the order of collection (`--no-loadscope-reorder`; left to itself, xdist would
begin with the files of most tests, which are the quick ones). Measured with `--durations=0`; the order need not be
exact, and a file that is not named here comes after all that are.
"""

from pathlib import Path
from typing import Final

import pytest

_TESTS: Final = Path(__file__).parent
LONGEST: Final = (
    "dashboard/test_in_browser.py",
    "public/test_every_page.py",
    "privacy/test_anonymity.py",
    "dashboard/test_every_route.py",
    "standalone/test_run.py",
    "architecture/test_server_died.py",
    "browser/test_whole_line.py",
    "journeys/test_one_tip.py",
    "faults/test_worker_faults.py",
    "intake/test_spoiled_files.py",
    "faults/test_alert_faults.py",
    "faults/test_caller_faults.py",
    "architecture/test_compose.py",
    "public/test_in_browser.py",
    "public/test_way_back.py",
    "dashboard/test_take_call_in_browser.py",
    "dashboard/test_keys.py",
    "public/test_mailbox_in_browser.py",
    "phone/test_simulator_in_browser.py",
    "phone/calls/test_steps.py",
    "desk_api/test_every_route.py",
    "phone/test_weather.py",
    "intake/media_child/test_video.py",
    "intake/media_child/test_sound.py",
    "intake/media_child/test_images.py",
    "intake/test_witness.py",
    "triage/steps/test_duplicates.py",
    "public/test_headers.py",
    "intake/media_child/test_pdf.py",
    "dashboard/test_tip.py",
    "triage/test_tips.py",
    "phone/test_wishes.py",
)
_PLACES: Final = {_TESTS / name: place for place, name in enumerate(LONGEST)}


def longest_first(items: list[pytest.Item]) -> None:
    """Put the long files first; the order within a file, and among the others, stays."""
    items.sort(key=lambda item: _PLACES.get(item.path, len(_PLACES)))
