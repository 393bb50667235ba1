"""Hearing break-glass shares at a terminal, where three people type 33 words each without seeing them."""

from collections.abc import Callable

from reports.sealing.shares import NEEDED, spoken, wrong_with


def hear_shares(what: str, *, ask: Callable[[str], str], tell: Callable[[str], object]) -> list[str]:
    """Ask for three shares; one that is mistyped, of another set or typed before is asked for again at once."""
    heard: list[str] = []
    while len(heard) < NEEDED:
        typed = spoken(ask(f"{what} {len(heard) + 1} of {NEEDED}: "))
        wrong = wrong_with(typed, heard)
        if wrong:
            tell(f"{wrong} Only this paper has to be typed again.")
        else:
            heard.append(typed)
    return heard
