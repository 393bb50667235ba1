"""Several pictures of one form are cleaned beside each other, each in a child of its own, and in their order."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reports.intake.media import AT_ONCE, Refusal
from reports.intake.receiving import receive
from tests.cleaners import cleaning_by_new_processes
from tests.intake.bodies import FILM, file, picture, sending, word


@contextmanager
def most_children() -> Iterator[list[int]]:
    """Tell how many cleaners ran at once, at most, meanwhile."""
    most, over = [0], threading.Event()

    def watch() -> None:
        while not over.wait(0.002):
            most[0] = max(most[0], _cleaners())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield most
    finally:
        over.set()
        watcher.join()


def _cleaners() -> int:
    started = [each for each in Path("/proc").glob("[0-9]*") if "media_child.main" in _read(each / "cmdline")]
    return sum(f"PPid:\t{os.getpid()}\n" in _read(each / "status") for each in started)


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # it is over by now
        return ""


def test_two_children_at_most_clean_the_pictures_of_one_form(before: set[Path]) -> None:
    large = picture((2400, 1800))
    with cleaning_by_new_processes(), most_children() as most:
        received = receive(sending(word("text", "The blue car"), *(file(large) for _each in range(5))))
    assert len(received.held) == 5
    assert most[0] == AT_ONCE


def test_what_is_kept_and_what_is_refused_stand_in_the_order_in_which_they_came(before: set[Path]) -> None:
    large, damaged = picture((2400, 1800)), picture()[:100]
    parts = [large, damaged, FILM, picture(), b"MZ no kind of ours", large, damaged]
    received = receive(sending(*map(file, parts), word("text", "The blue car")))
    assert [(held.number, held.media) for held in received.held] == [
        (1, "image"),
        (3, "video"),
        (4, "image"),
        (6, "image"),
    ]
    assert [(one.position, one.reason) for one in received.refused] == [
        (2, Refusal.DAMAGED),
        (5, Refusal.UNKNOWN_FORMAT),
        (7, Refusal.DAMAGED),
    ]
    assert received.words["text"] == "The blue car"
