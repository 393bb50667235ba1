"""Secrets on a screen: each is gone before the next is shown."""

import io
import sys

import pytest

from reports.management.papers import show_one_by_one


class Terminal(io.StringIO):
    """A keyboard at which somebody presses Enter."""

    def isatty(self) -> bool:
        return True


def test_each_paper_is_cleared_from_the_screen_before_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("\n\n"))
    screen = io.StringIO()
    show_one_by_one({"1 of 2": "zabriko", "2 of 2": "zandoli"}, screen)
    first, second, left = screen.getvalue().split("\033[2J\033[3J\033[H")
    assert "zabriko" in first
    assert "zandoli" not in first
    assert "zandoli" in second
    assert left == ""
