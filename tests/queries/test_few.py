"""What leaves the unit tells no small number, and none can be reckoned from the rest and the total."""

from collections import defaultdict
from itertools import product

from reports.queries.few import few, suppressed


def test_a_small_number_is_not_told_and_cannot_be_reckoned() -> None:
    assert suppressed({"a": 7, "b": 0}) == {"a": 7, "b": 0}
    assert suppressed({"a": 2, "b": 9, "c": 6}) == {"a": None, "b": 9, "c": None}, "2 is the total less 9 and 6"
    assert suppressed({"a": 1, "b": 2, "c": 9, "d": 6}) == {"a": None, "b": None, "c": 9, "d": None}, "1 + 2 is few"
    assert suppressed({"a": 3, "b": 2, "c": 9}) == {"a": None, "b": None, "c": 9}
    assert suppressed({"a": 4, "b": 4, "c": 9}) == dict.fromkeys("abc"), "8 is 4 and 4"
    assert suppressed({"a": 2, "b": 5, "c": 5}) == dict.fromkeys("abc"), "of two alike hide both"
    assert suppressed({"a": 3}) == {"a": None}


def test_the_order_of_what_is_not_told_tells_nothing() -> None:
    assert list(suppressed({"d": 9, "c": 6, "b": 4, "a": 2})) == ["d", "c", "a", "b"]


def test_where_nothing_is_left_to_hide_the_names_are_not_told() -> None:
    assert suppressed(dict.fromkeys("abcde", 1)) == {}, "5 tips of five kinds"
    assert suppressed({"a": 1, "b": 1, "c": 1}) == {}, "fewer than five, three of them named"
    assert suppressed({"a": 4, "b": 4}) == {}


def test_no_small_number_is_certain_to_whoever_knows_the_total() -> None:
    """All months of up to four kinds and eleven tips of each: those that look alike never agree on a hidden number."""
    looks = defaultdict(list)
    for numbers in product(range(12), repeat=4):
        counts = dict(zip("abcd", numbers, strict=True))
        looks[few(sum(numbers)), tuple(suppressed(counts).items())].append(counts)
    for (_total, told), months in looks.items():
        for name, number in told:
            found = {month[name] for month in months}
            assert number is not None or len(found) > 1, (told, months[:3])
