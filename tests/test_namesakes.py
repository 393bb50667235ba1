"""Names in words: a last name alone is enough, and an everyday word is none."""

import pytest

from reports.namesakes import namesakes

NAMES = ["Anton Jules", "K. Modéste", "Marcia Reid", "Ann Brown", "Jn Baptiste", "X"]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("A police name jules does beat his wife", "Anton Jules"),
        ("JULES SELLING WEED", "Anton Jules"),
        ("Modeste have a gun", "K. Modéste"),
        ("dem in reids house", "Marcia Reid"),
        ("Reid's boyfriend", "Marcia Reid"),
        ("I saw Brown by the jetty", "Ann Brown"),
        ("I saw Brown at the bar. Brown sells coke", "Ann Brown"),
        ("msye baptiste", "Jn Baptiste"),
    ],
)
def test_a_last_name_alone_is_seen(words: str, meant: str) -> None:
    assert namesakes(words, NAMES) == {meant}


@pytest.mark.parametrize(
    "words", ["a brown car", "Brown car by the jetty", "BROWN CAR", "Anton and Marcia", "reidel x"]
)
def test_a_first_name_an_everyday_word_and_a_longer_one_name_nobody(words: str) -> None:
    assert namesakes(words, NAMES) == set()
