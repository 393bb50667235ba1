"""What the web processes of a host hold in memory is had by the next one, however the last one ended."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.synchronize import Event

import pytest

from reports.phone.held_in_memory import HeldInMemory
from reports.phone.silenced import Silenced
from reports.phone.twins import Twins

PHONE = "+17584840001"
FORK = multiprocessing.get_context("fork")


def _hold(kept: HeldInMemory, is_held: Event) -> None:
    with kept._alone(60):
        is_held.set()
        signal.pause()


@contextmanager
def _held_by_another(kept: HeldInMemory) -> Iterator[int]:
    """Let another process look at it and never end; give its id."""
    is_held = FORK.Event()
    holder = FORK.Process(target=_hold, args=(kept, is_held))
    holder.start()
    assert holder.pid is not None
    try:
        assert is_held.wait(20)
        yield holder.pid
    finally:
        holder.kill()
        holder.join()


@pytest.mark.parametrize("ends", [signal.SIGKILL, signal.SIGTERM])
def test_a_process_that_is_killed_over_it_leaves_it_to_the_next(ends: signal.Signals) -> None:
    kept = Silenced()
    kept.note(PHONE, silent=True)
    with _held_by_another(kept) as holder:
        os.kill(holder, ends)
        os.waitid(os.P_PID, holder, os.WEXITED | os.WNOWAIT)
        kept.note("+17584840002", silent=True)
        assert kept.has(PHONE)
        assert kept.has("+17584840002")


def test_a_process_that_is_stopped_over_it_holds_nobody_up() -> None:
    silenced, twins = Silenced(), Twins()
    with _held_by_another(silenced):
        silenced.note(PHONE, silent=True)
        assert not silenced.has(PHONE)
    with _held_by_another(twins):
        assert not twins.is_one(PHONE, "555: kept.", "SM1")


def test_threads_of_a_process_lose_nothing_of_each_other() -> None:
    kept = Silenced()
    phones = [f"+1758484{number:04}" for number in range(200)]

    def note(mine: list[str]) -> None:
        for one in mine:
            kept.note(one, silent=True)

    threads = [threading.Thread(target=note, args=(phones[at::8],)) for at in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert [kept.has(one) for one in phones] == [True] * len(phones)
