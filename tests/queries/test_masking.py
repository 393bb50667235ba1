from hypothesis import given
from hypothesis import strategies as st

from reports.queries.masking import MASK, masked
from reports.triage.assessment import Assessment, Finding, Span
from tests.triage.tips import judge

SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6)


def test_what_could_unmask_the_tipster_is_taken_out() -> None:
    text = "My brother keeps the guns. I live next door."
    assert masked(text, judge(text).to_dict()) == f"{MASK} keeps the guns. {MASK}."


def test_words_about_others_stay_as_they_are() -> None:
    text = "His brother keeps the guns."
    assert masked(text, judge(text).to_dict()) == text


@given(text=st.text(alphabet="abc ", max_size=30), spans=SPANS)
def test_no_marked_character_is_left_and_no_other_lost(text: str, spans: list[tuple[int, int]]) -> None:
    found = tuple(Span(start, end, "kin", 1.0) for start, end in spans)
    finding = Finding(step="identifying", value="kin", score=1.0, reason="", spans=found)
    told = masked(text, Assessment(findings=(finding,), rules_version="1").to_dict())
    hidden = {place for start, end in spans for place in range(start, end)}
    assert told.replace(MASK, "") == "".join(letter for place, letter in enumerate(text) if place not in hidden)
