"""Slow work that strangers bring: one upload and one thing of the provider's at a time on a host.

The processes that clean what came, and listen to it, also judge tips, send texts and ring officers. A film may keep one
of them for eight minutes, and one tip brings ten. So each lane has a single place, and there are more processes than
lanes (docker-compose.yml): one is always free. The lock is a file's: the kernel gives it back when its holder dies.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import BinaryIO

from django.conf import settings


class Lane(StrEnum):
    """What waits for its own kind only: films of the web keep no caller's recording waiting."""

    UPLOADS = "uploads"
    PROVIDER = "provider"


@contextmanager
def in_turn(lane: Lane) -> Iterator[bool]:
    """Yield whether the lane was free, and keep it until the end of the block. Nobody waits: the sweep comes by."""
    folder = settings.DATA_DIR / "state"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"lane-{lane}").open("ab") as file:
        yield _is_taken(file)


def _is_taken(file: BinaryIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
