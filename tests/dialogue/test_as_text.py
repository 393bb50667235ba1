"""An officer's words as a text: whose they are, where to answer, and what that costs."""

import pytest

from reports.dialogue.as_text import as_text
from reports.dialogue.canned import LANGUAGES, shipped
from reports.gateways.segments import segments
from tests.tables import each_of

QUESTIONS = [(language, said) for row in shipped().rows.values() for language, said in row.words.items()]


def test_it_says_whose_words_they_are_and_that_they_may_be_answered_here() -> None:
    assert as_text(" Which days?\n", "en") == "555: Which days?\nAnswer here."
    assert as_text("Ki jou?", "acf") == "555: Ki jou?\nWéponn isi-a."
    assert as_text("Which days?", "unsure") == as_text("Which days?", "") == "555: Which days?\nAnswer here."


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_to_answer_makes_no_text_costly(language: str) -> None:
    sent = segments(as_text("Which days?", language))
    assert (sent.encoding, sent.parts) == ("GSM-7", 1)
    assert "\n" in as_text("Which days?", language)


@pytest.mark.parametrize("letter", ["a", "È"])
def test_it_is_left_out_where_it_would_cost_a_segment_more(letter: str) -> None:
    fits = 160 if letter == "a" else 70
    room = len("555: \nAnswer here.")
    assert as_text(letter * (fits - room), "en").endswith("Answer here.")
    assert as_text(letter * (fits - room + 1), "en") == f"555: {letter * (fits - room + 1)}"


@each_of(QUESTIONS)
def test_a_ready_question_takes_two_segments_at_most(language: str, said: str) -> None:
    assert segments(as_text(said, language)).parts <= 2
    assert segments(as_text(said, language)).encoding == segments(said).encoding
