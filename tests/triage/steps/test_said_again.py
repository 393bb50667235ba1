"""What gives the tipster away is masked at every place where it is said."""

import pytest

from reports.triage.warning import what_identifies
from tests.tables import each_of


def marked(text: str) -> list[tuple[str, str]]:
    return [(found.value, text[span.start : span.end]) for found in what_identifies(text) for span in found.spans]


@pytest.mark.parametrize(
    ("text", "whole", "again"),
    [
        ("My cousin Kendell and me were on the jetty. Kendell ran.", "My cousin Kendell", "Kendell"),
        ("My cousin Kervin Alcide hides guns. Kervin sells them.", "My cousin Kervin Alcide", "Kervin"),
        ("Mon cousin Jean vend de la drogue. Jean est dangereux.", "Mon cousin Jean", "Jean"),
        ("Kouzen mwen Wilbert ka vann dwòg. Wilbert ni on gun.", "Kouzen mwen Wilbert", "Wilbert"),
    ],
)
def test_a_relative_s_name_belongs_to_the_relative_wherever_it_stands(text: str, whole: str, again: str) -> None:
    assert ("kin", whole) in marked(text)
    assert ("kin", again) in marked(text)


def test_the_own_trade_is_masked_in_what_others_said_too() -> None:
    told = marked("I am the night cook at the Bay View. He said 'cook, you see nothing'.")
    assert ("job", "cook") in told


@pytest.mark.parametrize(
    "text",
    [
        "My neighbour Kenny Joseph is bringing guns. Kenny said so.",  # who is told of, and no relative
        "My brother in Soufriere saw it. Soufriere is full of it.",  # a place is no name
        "The cook at the hotel sells weed. The cook is tall.",  # somebody else's trade
    ],
)
def test_what_tells_of_somebody_else_is_not_masked_again(text: str) -> None:
    assert not [words for kind, words in marked(text) if words in ("Kenny", "Soufriere", "cook")]


def test_a_mark_ends_with_its_sentence() -> None:
    assert marked("He is beating my mother. Call the ambulance.") == [("kin", "my mother")]
    assert marked("It is my cousin! Bring help.") == [("kin", "my cousin")]
    assert marked("It is my cousin Kendell. Bring help.") == [("kin", "my cousin Kendell")]


@each_of(
    [
        ("My name is Mr. Joseph Paul. Call me.", "own_name", "My name is Mr. Joseph Paul"),
        ("my name is mr. joseph paul", "own_name", "my name is mr. joseph paul"),
        ("My name is St. Rose Paul", "own_name", "My name is St. Rose Paul"),
        ("It was my cousin Mr. Kendell. He ran.", "kin", "my cousin Mr. Kendell"),
        ("I work at St. Jude hospital", "job", "I work at St. Jude hospital"),
        ("I work for Dr. Paul. He sells weed", "job", "I work for Dr. Paul"),
        ("I live next to Mr. Joseph", "neighbour", "I live next to Mr. Joseph"),
        ("I live on Bridge St. He ran to the sea", "neighbour", "I live on Bridge St"),
        ("I live by Marina Dr. Call the police", "neighbour", "I live by Marina Dr"),
    ]
)
def test_the_full_stop_of_a_title_ends_no_mark(text: str, kind: str, words: str) -> None:
    assert (kind, words) in marked(text)
