"""What a channel hands over is clean text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.intake.submission import MAX_TEXT, clean_text
from tests.sealing.tampering import FEW

anything = st.text(st.characters(codec=None, exclude_categories=()), max_size=200)


@given(text=anything)
@FEW
def test_whatever_comes_can_be_stored_and_cleaning_again_changes_nothing(text: str) -> None:
    cleaned = clean_text(text)
    assert "\x00" not in cleaned
    assert "\r" not in cleaned
    assert cleaned.encode().decode() == cleaned
    assert clean_text(cleaned) == cleaned


def test_ten_thousand_emojis_stay_and_more_than_the_limit_is_cut() -> None:
    assert clean_text("😀" * 10_000) == "😀" * 10_000
    assert len(clean_text("x" * (MAX_TEXT + 1))) == MAX_TEXT


def test_broken_text_is_repaired_rather_than_refused() -> None:
    assert clean_text(" a\x00b\ud800c\r\nd\re ") == "ab?c\nd\ne"


@pytest.mark.parametrize(
    "text", ["\u202e", "\ufeff\u200b\u200d", "\u2060 \u00a0\t", "\ufe0f\u0301", "\u3164\u2800\u115f", "\u00ad\u034f"]
)
def test_a_text_of_which_nothing_can_be_seen_is_no_text(text: str) -> None:
    assert clean_text(text) == ""
    assert clean_text(f"{text}a") != ""
