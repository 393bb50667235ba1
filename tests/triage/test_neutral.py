"""Neutral words for a release copy."""

import pytest

from reports.triage.neutral import coarser_place, coarser_time, neutral
from tests.triage.tips import judge


def test_what_identifies_and_what_is_too_exact_is_replaced_in_brackets() -> None:
    text = "My cousin keeps guns in Fond Assau. He goes out Friday 20th 9 pm. I live next door to the shop."
    assert neutral(text, judge(text)) == (
        "[the source knows] keeps guns in [Gros Islet district]. He goes out [a weekend evening]. [in the area]."
    )


@pytest.mark.parametrize(
    ("exact", "coarse"),
    [
        ("Friday 20th 9 pm", "a weekend evening"),
        ("Tuesday 3 am", "a weekday night"),
        ("samedi matin", "a weekend morning"),
        ("14:30", "an afternoon"),
        ("los jueves por la tarde", "a weekday evening"),
        ("20 March", "some time"),
    ],
)
def test_a_moment_becomes_a_part_of_a_day(exact: str, coarse: str) -> None:
    assert coarser_time(exact) == coarse


def test_a_village_becomes_its_district() -> None:
    assert coarser_place("Fond Assau") == "Gros Islet district"
    assert coarser_place("Soufriere") == "Soufriere district"
    assert coarser_place("nowhere at all") == "a place"
