"""What leaves the unit tells no small number, and none can be reckoned from the rest and the total."""

from reports.queries.few import suppressed


def test_a_small_number_is_not_told_and_cannot_be_reckoned() -> None:
    assert suppressed({"a": 7, "b": 0}) == {"a": 7, "b": 0}
    assert suppressed({"a": 2, "b": 9, "c": 6}) == {"a": None, "b": 9, "c": None}, "2 is the total less 9 and 6"
    assert suppressed({"a": 1, "b": 2, "c": 9, "d": 6}) == {"a": None, "b": None, "c": 9, "d": None}, "1 + 2 is few"
    assert suppressed({"a": 3, "b": 4, "c": 9}) == {"a": None, "b": None, "c": 9}
    assert suppressed({"a": 3}) == {"a": None}
