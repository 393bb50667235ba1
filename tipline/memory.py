"""Python looks for what it may forget. What a process keeps for good, nearly all it ever holds, is not looked through.

Whoever's page comes when Python looks through everything waits for it: with two hundred thousand objects that is as
long as the page itself.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_YOUNG = 20_000  # objects made and not yet gone, after which Python looks among the young ones: some pages' worth


@contextmanager
def loading() -> Iterator[None]:
    """Look for nothing meanwhile: what a process loads to keep grows, and would be looked through again and again."""
    was_looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_looking:
            gc.enable()


def settle_memory() -> None:
    """Keep all that is there now for good: for a process that is ready, before it makes others of itself."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])
