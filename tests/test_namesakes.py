"""Names in words: a last name alone is enough, and an everyday word is none."""

import pytest

from reports.namesakes import namesakes
from tests.tables import each_of

NAMES = ["Anton Jules", "K. Modéste", "Marcia Reid", "Ann Brown", "Jn Baptiste", "Shermaine St. Rose", "X"]


@each_of(
    [
        ("A police name jules does beat his wife", "Anton Jules"),
        ("JULES SELLING WEED", "Anton Jules"),
        ("Modeste have a gun", "K. Modéste"),
        ("dem in reids house", "Marcia Reid"),
        ("Reid's boyfriend", "Marcia Reid"),
        ("I saw Brown by the jetty", "Ann Brown"),
        ("I saw Brown at the bar. Brown sells coke", "Ann Brown"),
        ("msye baptiste", "Jn Baptiste"),
        ("officer anton does take money", "Anton Jules"),
        ("A police name Anton beat he wife", "Anton Jules"),
        ("lapolis yo kriye Marcia a", "Marcia Reid"),
        ("the police woman marcias car", "Marcia Reid"),
        ("Sgt Ried is protecting the men who thief the boat engines", "Marcia Reid"),
        ("sgt ried is protecting them", "Marcia Reid"),
        ("corporal jule tell them when to hide", "Anton Jules"),
        ("It is a police name Jule", "Anton Jules"),
        ("Ask Marcia Reed who she told", "Marcia Reid"),
        ("ms marcia at the station say she will lock me up", "Marcia Reid"),
        ("his sister Marcia in the station will tear it up", "Marcia Reid"),
        ("officer ried keeping the passports of the girls", "Marcia Reid"),
        ("strose have the gun that kill the boy", "Shermaine St. Rose"),
        ("StRose's boyfriend have it", "Shermaine St. Rose"),
        ("the detective, Marsha Reed", "Marcia Reid"),
        ("Detective Modisti have a gun", "K. Modéste"),
        ("POLICE OFFICER REED SELLS", "Marcia Reid"),
        ("constabel jools does sell it", "Anton Jules"),
        ("That Ried woman, the detective, lost his statement", "Marcia Reid"),
        ("my neighbour Marcia she does work in the police", "Marcia Reid"),
        ("Anton, li se polis, l ap vann li", "Anton Jules"),
        ("El sargento Yuls le pegó", "Anton Jules"),
        ("Marcia, fanm polis-la, ni yon fizi", "Marcia Reid"),
        ("Marcia the lady police tell them", "Marcia Reid"),
        ("la mujer policía Marcia", "Marcia Reid"),
        ("Marcia who work with all you tell the man", "Marcia Reid"),
        ("Anton ki ka twavay épi zòt", "Anton Jules"),
        ("Marsha Reed hit my son in his mouth", "Marcia Reid"),
        ("La señora Marcia, la inspectora, almuerza aquí", "Marcia Reid"),
        ("Miss Marcia does play cards with the same officers", "Marcia Reid"),
    ]
)
def test_a_last_name_alone_is_seen(words: str, meant: str) -> None:
    assert namesakes(words, NAMES) == {meant}


@pytest.mark.parametrize(
    "words",
    [
        "a brown car",
        "Brown car by the jetty",
        "BROWN CAR",
        "Anton and Marcia",
        "reidel x",
        "Anton told the police that Marcia sells weed",
        "k",
        "the police need help",
        "Marcia need help",
        "Sgt Raymond",
        "Marcia at the gas station",
        "a rose by the door",
    ],
)
def test_a_first_name_an_everyday_word_and_a_longer_one_name_nobody(words: str) -> None:
    assert namesakes(words, NAMES) == set()


def test_a_first_name_that_is_an_everyday_word_counts_where_it_is_written_as_a_name() -> None:
    assert namesakes("The police will come too late", ["Will Henry"]) == set()
    assert namesakes("It was officer Will at the gate", ["Will Henry"]) == {"Will Henry"}
