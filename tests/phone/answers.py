"""What a texter sees in answers."""

from reports.intake.receipt import find_in


def receipt_of(answer: str) -> str:
    """Return the receipt that an answer gives; it must give one."""
    found = find_in(answer)
    assert found, answer
    return found
