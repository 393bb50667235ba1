"""Marks on a tip's words."""

from hypothesis import given
from hypothesis import strategies as st

from reports.dashboard.marked import THING, WHO, WHY, Piece, marks_in, pieces
from reports.triage.assessment import Assessment, Finding, Span

SPANS = st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60)), max_size=12)
STEPS = st.sampled_from(["identifying", "entities", "category", "urgency", "language", "reading"])


def judged(*found: tuple[str, int, int]) -> Assessment:
    findings = [
        Finding(step=step, value="x", score=1, reason="", spans=(Span(start, end, "rule", 1),))
        for step, start, end in found
    ]
    return Assessment(findings=tuple(findings), rules_version="1")


def test_overlapping_marks_are_cut_where_they_begin_and_end() -> None:
    cut = pieces("my brother Ti Jean sells", judged(("identifying", 0, 10), ("entities", 3, 18), ("category", 19, 24)))
    assert cut == [
        Piece("my ", (WHO,)),
        Piece("brother", (WHO, THING)),
        Piece(" Ti Jean", (THING,)),
        Piece(" "),
        Piece("sells", (WHY,)),
    ]
    assert [mark for mark, _ in marks_in(cut)] == [WHO, THING, WHY]


def test_small_words_of_a_language_are_not_marked() -> None:
    assert pieces("and the", judged(("language", 0, 3))) == [Piece("and the")]


def test_a_piece_says_in_words_what_is_marked() -> None:
    assert pieces("my brother", judged(("identifying", 0, 10)))[0].tells == "could identify the tipster"


def test_words_that_were_not_judged_are_one_piece() -> None:
    assert pieces("some words", None) == [Piece("some words")]
    assert pieces("", None) == []


@given(text=st.text(max_size=50), spans=SPANS, steps=st.lists(STEPS, min_size=12, max_size=12))
def test_no_character_is_ever_lost_doubled_or_moved(text: str, spans: list[tuple[int, int]], steps: list[str]) -> None:
    found = [(step, start, end) for step, (start, end) in zip(steps, spans, strict=False)]
    assert "".join(piece.text for piece in pieces(text, judged(*found))) == text


def test_a_text_full_of_findings_is_cut_in_one_pass() -> None:
    text = "gun " * 5000
    cut = pieces(text, judged(*[(step, at, at + 3) for at in range(0, 20_000, 4) for step in ("entities", "category")]))
    assert len(cut) == 10_000
