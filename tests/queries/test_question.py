"""What an officer types, and which texts it fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.queries.question import EmptyQuestion, fold, read_question
from tests.tables import each_of


def fits(asked: str, text: str, *, fuzzy: bool = False) -> bool:
    return read_question(asked, fuzzy=fuzzy).fits([fold(text)])


@each_of(
    [
        ("gun", "They have GUNS"), ("dwog", "Yo ka vann dwòg"), ("dwòg", "yo ka vann dwog"),
        ("blue boat", "a boat, blue"),
        ('"blue boat"', "the blue, boat"), ("4521", "PB 4521"), ("kenny -goat", "Kenny has a boat"),
        ("o'brien", "O'Brien"),
        ("pe8812", "PE 8812"), ("PE 8812", "a PE8812"), ("pe-8812", "PE8812"), ("4842210", "758 484-2210"),
        ("17584842210", "+1 (758) 484 2210"), ("484-2210", "4842210"),
    ]
)  # fmt: skip
def test_what_fits(asked: str, text: str) -> None:
    assert fits(asked, text)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("gun", "begun"), ("blue boat", "a blue car"), ('"blue boat"', "blue and boat"),
        ("kenny -goat", "Kenny stole a goat"),
        ("marcus", "marcos"), ("pe8812", "PE 88 12"), ("4842210", "48422"), ("812", "8812"),
    ],
)  # fmt: skip
def test_what_does_not_fit(asked: str, text: str) -> None:
    assert not fits(asked, text)


@pytest.mark.parametrize("typed", ["marcos", "marcuss", "marus", "macrus", "Marcus"])
def test_one_letter_of_a_longer_word_may_be_wrong(typed: str) -> None:
    assert fits("marcus", typed, fuzzy=True)


def test_a_plate_is_found_with_a_space_also_where_one_letter_may_be_wrong() -> None:
    assert fits("pe8812", "PE 8812", fuzzy=True)
    assert fits("pe8812", "PE8813", fuzzy=True)
    assert read_question("pe8812", fuzzy=True).may_fit(b"pe 8812")
    assert not read_question("pe8812").may_fit(b"pe 88 13")


@pytest.mark.parametrize("typed", ["markoz", "mrcsu", "darcus"])
def test_two_letters_or_the_first_may_not(typed: str) -> None:
    assert not fits("marcus", typed, fuzzy=True)


def test_the_words_may_stand_in_different_records_of_a_tip() -> None:
    assert read_question("boat friday").fits(["the boat", "on friday"])


@pytest.mark.parametrize("asked", ["", "  ", "...", "-goat", '""'])
def test_a_question_without_a_word_to_find_is_empty(asked: str) -> None:
    with pytest.raises(EmptyQuestion):
        read_question(asked)


@given(st.text(max_size=200))
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(max_size=60), st.text(max_size=200), st.booleans())
def test_no_question_fails_or_marks_beyond_the_text(asked: str, text: str, fuzzy: bool) -> None:
    try:
        question = read_question(asked, fuzzy=fuzzy)
    except EmptyQuestion:
        return
    spans = question.spans(fold(text))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


@given(st.text("abcdé", min_size=1, max_size=9), st.text("abcdé -", max_size=60), st.booleans())
def test_the_fast_look_never_says_no_to_a_tip_that_fits(asked: str, text: str, fuzzy: bool) -> None:
    question, folded = read_question(asked, fuzzy=fuzzy), fold(text)
    assert question.may_fit(folded.encode()) or not question.fits([folded])


@pytest.mark.parametrize("typed", ["harbour", "hrabour", "habrour", "harbuor", "harbour1", "harbo", "hxrbour"])
def test_the_fast_look_lets_every_kind_of_mistake_through(typed: str) -> None:
    question = read_question("harbour", fuzzy=True)
    assert question.may_fit(f"at the {typed} gate".encode())
    assert not question.may_fit(b"at the jetty")
