"""What stays is not looked through again and again: rules, templates and modules, a million objects in each process."""

import gc
import time
from typing import Final

_EVERY: Final = 20  # seconds: looking through all costs half of one
_kept = [0.0]  # when this was last done


def was_kept_long_ago() -> bool:
    return time.monotonic() - _kept[0] > _EVERY


def keep_what_stays() -> None:
    """Throw away what is garbage now, and keep the rest for good."""
    gc.collect()
    gc.freeze()
    _kept[0] = time.monotonic()
