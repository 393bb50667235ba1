"""Hearing break-glass shares at a terminal, where three people type 33 words each without seeing them."""

from collections.abc import Callable

from reports.sealing.shares import NEEDED, OF_ANOTHER_SET, spoken, wrong_with


def hear_shares(what: str, *, ask: Callable[[str], str], tell: Callable[[str], object]) -> list[str]:
    """Ask for three shares; one that is mistyped or typed before is asked for again at once.

    Of papers of two sets nobody can tell which are the right ones: all are asked for again.
    """
    heard: list[str] = []
    while len(heard) < NEEDED:
        typed = spoken(ask(f"{what} {len(heard) + 1} of {NEEDED}: "))
        wrong = wrong_with(typed, heard)
        if wrong == OF_ANOTHER_SET:
            heard.clear()
            tell(f"{wrong} Which are right cannot be told: begin with the first again, with papers of one set.")
        elif wrong:
            tell(f"{wrong} Only this paper has to be typed again.")
        else:
            heard.append(typed)
    return heard
