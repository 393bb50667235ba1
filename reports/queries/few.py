"""Numbers that may leave the unit: none so small that it points at somebody, none that gives one away."""

from collections.abc import Mapping

SMALLEST = 5


def few(number: int) -> int | None:
    """Return a number that stands alone, or None where it is not told."""
    return None if 0 < number < SMALLEST else number


def suppressed[Word](counts: Mapping[Word, int], smallest: int = SMALLEST) -> dict[Word, int | None]:
    """Return the counts with None for each that is not told.

    Whoever knows the total reckons what a single hidden number is, and of several at least their sum. So the smallest
    told ones are hidden too, until two or more are hidden and make `smallest` together. Nothing (0) is told.
    """
    told: dict[Word, int | None] = {name: None if 0 < number < smallest else number for name, number in counts.items()}
    hidden = [name for name, number in told.items() if number is None]
    rest = sorted(((number, name) for name, number in counts.items() if number >= smallest), key=_by_number)
    while hidden and rest and (len(hidden) < 2 or sum(counts[name] for name in hidden) < smallest):
        hidden.append(rest.pop(0)[1])
        told[hidden[-1]] = None
    return told


def _by_number(row: tuple[int, object]) -> tuple[int, str]:
    return row[0], str(row[1])
