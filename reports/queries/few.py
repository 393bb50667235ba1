"""Numbers that may leave the unit: none so small that it points at somebody, none that gives one away."""

from collections.abc import Collection, Mapping

SMALLEST = 5


def few(number: int) -> int | None:
    """Return a number that stands alone, or None where it is not told."""
    return None if 0 < number < SMALLEST else number


def suppressed[Word](counts: Mapping[Word, int], smallest: int = SMALLEST) -> dict[Word, int | None]:
    """Return the counts in their order, and after them, in the order of their names, with None those that are not told.

    Whoever knows the total reckons what a single hidden number is, and of several at least their sum. So the smallest
    told ones are hidden too, all that are alike together, until those that are hidden tell nothing of each other. Where
    none are left to hide, the names of the small ones are not told either: of five tips of five kinds each kind would
    be one. Nothing (0) is told.
    """
    all_told = sum(counts.values()) >= smallest
    for least in (smallest, *sorted(number + 1 for number in set(counts.values()) if number >= smallest)):
        hidden = {name: number for name, number in counts.items() if 0 < number < least}
        if not _tell(hidden.values(), smallest, all_told=all_told):
            break
    else:
        return {name: number for name, number in counts.items() if not 0 < number < smallest}
    told = {name: number for name, number in counts.items() if name not in hidden}
    return told | dict.fromkeys(sorted(hidden, key=str))


def _tell(hidden: Collection[int], smallest: int, *, all_told: bool) -> bool:
    """Return whether hidden numbers, each at least 1, can be guessed: from their sum where the whole is told."""
    if not hidden:
        return False
    if not all_told:  # four or three of fewer than five are one each, or nearly
        return len(hidden) > 2
    total = sum(hidden)
    lie_low = max(hidden) < smallest and total > (smallest - 2) * len(hidden)  # 4 and 4 are 8
    return len(hidden) < 2 or total < max(smallest, 2 * len(hidden)) or lie_low
