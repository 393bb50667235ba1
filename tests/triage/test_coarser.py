"""What is too exact becomes coarse, in the language of the tip."""

import pytest

from reports.triage.coarser import coarser_place, coarser_time


@pytest.mark.parametrize(
    ("exact", "coarse"),
    [
        ("Friday 20th 9 pm", "a weekend evening"),
        ("Tuesday 3 am", "a weekday night"),
        ("samedi matin", "a weekend morning"),
        ("14:30", "an afternoon"),
        ("los jueves por la tarde", "a weekday afternoon"),
        ("Friday at 16 h", "a weekday afternoon"),
        ("Friday", "a weekday"),
        ("20 March", "some time"),
    ],
)
def test_a_moment_becomes_a_part_of_a_day(exact: str, coarse: str) -> None:
    assert coarser_time(exact) == coarse


def test_a_village_becomes_its_district() -> None:
    assert coarser_place("Fond Assau") == "Gros Islet district"
    assert coarser_place("Soufriere") == "Soufriere district"
    assert coarser_place("nowhere at all") == "a place"


@pytest.mark.parametrize(
    ("language", "exact", "coarse", "place"),
    [
        ("fr", "vendredi à 16 h", "un après-midi en semaine", "district de Gros Islet"),
        ("es", "el sábado por la noche", "una noche de fin de semana", "distrito de Gros Islet"),
        ("ht", "lannwit", "yon nwit", "distri Gros Islet"),
        ("acf", "sanmdi", "an wikenn", "distrik Gros Islet"),
        ("unsure", "midnight", "a night", "Gros Islet district"),
    ],
)
def test_it_is_said_in_the_language_of_the_tip(language: str, exact: str, coarse: str, place: str) -> None:
    assert coarser_time(exact, language) == coarse
    assert coarser_place("Fond Assau", language) == place
