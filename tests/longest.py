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
    "public/test_every_page.py",
    "dashboard/test_in_browser.py",
    "privacy/test_anonymity.py",
    "dashboard/test_every_route.py",
    "faults/test_worker_faults.py",
    "dashboard/test_states_in_browser.py",
    "standalone/test_run.py",
    "architecture/test_server_died.py",
    "architecture/test_compose.py",
    "public/test_way_back.py",
    "browser/test_whole_line.py",
    "public/test_in_browser.py",
    "phone/calls/test_visits.py",
    "upgrading/test_old_program.py",
    "faults/test_caller_faults.py",
    "phone/calls/test_steps.py",
    "management/test_doctor_complaints.py",
    "browser/test_through_the_proxy.py",
    "dashboard/test_without_desk_js.py",
    "phone/calls/test_questions.py",
    "dashboard/test_keyboard_walks_further.py",
    "dashboard/test_take_call_in_browser.py",
    "dashboard/test_keys.py",
    "phone/test_simulator_in_browser.py",
    "intake/test_witness.py",
    "standalone/test_servers.py",
    "dashboard/test_attachment.py",
    "dashboard/test_tip.py",
    "dashboard/test_gate.py",
    "management/test_freeing.py",
    "public/test_mailbox_in_browser.py",
    "upgrading/test_from_each_release.py",
    "intake/media_child/test_pdf.py",
    "phone/test_fuzz.py",
    "triage/test_tips.py",
    "intake/test_door.py",
    "faults/test_alert_faults.py",
    "triage/test_pipeline.py",
    "phone/calls/test_telling.py",
    "tipline/test_celery.py",
    "dashboard/test_keyboard_walks.py",
    "triage/steps/test_duplicates.py",
    "dashboard/test_queue.py",
    "dashboard/test_passing.py",
    "phone/test_own_words.py",
    "intake/test_spoiled_files.py",
)
_PLACES: Final = {_TESTS / name: place for place, name in enumerate(LONGEST)}


def longest_first(items: list[pytest.Item]) -> None:
    """Put the long files first; the order within a file, and among the others, stays."""
    items.sort(key=lambda item: _PLACES.get(item.path, len(_PLACES)))
