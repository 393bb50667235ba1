"""Showing secrets on a screen, one to each who keeps it, and nothing of one to the next."""

import sys
from collections.abc import Mapping
from typing import Protocol

_CLEARED = "\033[2J\033[3J\033[H"  # the screen, and what it has scrolled away


class Screen(Protocol):
    """Where lines are written."""

    def write(self, msg: str, /) -> object:
        """Write a line."""


def show_one_by_one(papers: Mapping[str, str], screen: Screen) -> None:
    """Show each paper under its title. At a terminal, the screen is cleared before the next one is shown."""
    for title, words in papers.items():
        screen.write(f"\n{title}\n{words}")
        if sys.stdin.isatty():
            input("Written down? Press Enter, and the screen is cleared. ")
            screen.write(_CLEARED)
