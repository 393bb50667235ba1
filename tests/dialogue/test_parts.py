"""Long answers are cut between words, and nothing of them is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from reports.dialogue.parts import MOST_PARTS, parts_of
from reports.gateways.segments import segments

SENTENCE = "Please tell us which days the boat lands and who waits for it. "


def test_a_short_answer_is_one_text_as_it_is() -> None:
    assert parts_of("Which days?") == ("Which days?",)
    assert parts_of("a" * 306) == ("a" * 306,)


def test_a_long_answer_is_numbered_and_cut_at_the_end_of_sentences() -> None:
    parts = parts_of(SENTENCE * 12)
    assert [part[:3] for part in parts] == [f"{number}/{len(parts)}" for number in range(1, len(parts) + 1)]
    assert all(part.endswith(".") for part in parts)
    assert all(segments(part).parts <= 2 for part in parts)


def test_costly_letters_make_more_parts_and_each_still_arrives() -> None:
    parts = parts_of("¿Qué días llega el barco a la playa? ".replace("a", "á") * 20)
    assert all(segments(part).parts <= 4 for part in parts)
    assert len(parts) > 2


@pytest.mark.parametrize("letter", ["x", "ç", "😀"])
def test_a_word_longer_than_a_text_is_cut_all_the_same(letter: str) -> None:
    parts = parts_of(letter * 700)
    assert "".join(part.partition(" ")[2] for part in parts) == letter * 700


def test_what_no_phone_should_get_ends_after_nine_and_says_that_it_goes_on() -> None:
    parts = parts_of(SENTENCE * 200)
    assert len(parts) == MOST_PARTS
    assert parts[-1].endswith("...")


@effort(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab .,\n?é€ç😀"), max_size=1000))
def test_every_letter_arrives_and_every_part_fits(text: str) -> None:
    parts = parts_of(text)
    words = parts if len(parts) == 1 else [part.partition(" ")[2] for part in parts]
    assert re.sub(r"\s", "", "".join(words)) == re.sub(r"\s", "", text)
    assert all(segments(part).parts <= 4 for part in parts)
