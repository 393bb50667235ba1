"""A table as one test fails where one line of it fails, and tells each that does."""

import pytest

from tests.tables import each_of


def test_each_line_that_fails_is_told_with_what_was_wrong_in_it() -> None:
    tried: list[str] = []

    @each_of(["right", "short", "also right", "missing"])
    def test_of_ours(word: str) -> None:
        tried.append(word)
        if word == "missing":
            raise KeyError(word)
        assert "right" in word, "the reason"

    with pytest.raises(AssertionError, match="2 of 4 cases are wrong") as told:
        test_of_ours()
    assert tried == ["right", "short", "also right", "missing"], "none is left out because one before it failed"
    lines = str(told.value).split("\n", 1)[1]
    assert "'short': AssertionError: the reason" in lines
    assert "'missing': KeyError: 'missing'" in lines
    assert "'also right'" not in lines


def test_a_case_of_several_parts_is_dealt_out() -> None:
    seen: list[tuple[str, int]] = []

    @each_of({"a": 1, "b": 2}.items())
    def test_of_ours(name: str, number: int) -> None:
        seen.append((name, number))

    test_of_ours()
    assert seen == [("a", 1), ("b", 2)]


def test_of_two_tables_each_is_tried_with_each() -> None:
    seen: list[str] = []

    @each_of("ab", ["1", "2"])
    def test_of_ours(letter: str, number: str) -> None:
        seen.append(letter + number)

    test_of_ours()
    assert seen == ["a1", "a2", "b1", "b2"]


def test_a_table_of_nothing_is_refused() -> None:
    with pytest.raises(AssertionError, match="tries nothing"):
        each_of([])


def test_it_has_the_name_and_the_words_of_the_test() -> None:
    @each_of([1])
    def test_of_ours(number: int) -> None:
        """Say something."""

    assert (test_of_ours.__name__, test_of_ours.__doc__) == ("test_of_ours", "Say something.")
