"""What is sealed to the worker, opened with its key in force, or with the one before while that is still there.

Whoever opens something with the older key notes the day: that key is destroyed only when nobody needed it for a while
(reports.people.worker_keys).
"""

from collections.abc import Callable

from reports import vault
from reports.clock import today
from reports.models import KeyAge
from reports.sealing.handover import open_handover
from reports.sealing.keys import KeyPair
from reports.sealing.labels import Label
from reports.sealing.opening import CannotOpen, open_box

TRIAGE, RELAY = "triage_key", "relay_key"


def open_to_worker(name: str, box: bytes | memoryview, *labels: Label) -> bytes:
    """Return what lies in a box to the worker's key `name`. Raises CannotOpen."""
    return _first(name, lambda pair: open_box(pair, box, *labels))


def open_handed(name: str, box: bytes | memoryview, one_time: bytes, *labels: Label) -> dict[str, str]:
    """Return the content of a handover to the worker's key `name`. Raises CannotOpen."""
    return _first(name, lambda pair: open_handover(box, one_time, pair, *labels))


def _first[Found](name: str, opened: Callable[[KeyPair], Found]) -> Found:
    in_force, *before = vault.worker_pairs(name)
    try:
        return opened(in_force)
    except CannotOpen:
        for pair in before:
            try:
                found = opened(pair)
            except CannotOpen:
                continue
            KeyAge.objects.filter(name=name).exclude(before_used_on=today()).update(before_used_on=today())
            return found
        raise
