"""The scoring of labelled tips, by hand-made labels and judgements."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.triage.labels import Judged, Labelled, Spot, hide_labels
from benchmarks.triage.marks import alike, confusion, mark
from benchmarks.triage.score import pair

LABEL = Labelled(
    id="a",
    text="I am his nurse, he beats her in Dennery and in Dennery again",
    language="en",
    languages=("en",),
    categories=("domestic_abuse", "violence"),
    urgency="immediate",
    junk=False,
    self_identifying=("I am his nurse",),
    entities=(("place", "Dennery"),),
    duplicate_of=None,
)
JUDGED = Judged(
    language="en",
    junk=0.0,
    categories=("domestic_abuse",),
    urgency="immediate",
    self_identifying=((0, 14),),
    entities=(("place", (32, 39)),),
    duplicates=(),
    milliseconds=1.0,
)


def test_a_tip_judged_as_labelled_has_nothing_wrong() -> None:
    marks = mark([(LABEL, JUDGED)])
    assert {name: one.misses for name, one in marks.items() if one.misses} == {}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [((0, 10), (0, 10), True), ((0, 10), (0, 5), True), ((0, 10), (0, 4), False), ((0, 4), (4, 8), False)],
)
def test_spans_are_alike_when_they_share_half_of_what_they_cover(one: Spot, other: Spot, same: bool) -> None:
    assert alike(one, other) is alike(other, one) is same


def test_the_second_of_two_categories_counts_among_two_only() -> None:
    marks = mark([(LABEL, replace(JUDGED, categories=("threat", "domestic_abuse")))])
    assert (marks["category first"].right, marks["category among two"].right) == (0, 1)


def test_an_immediate_tip_called_routine_is_counted_and_shown() -> None:
    pairs = [(LABEL, replace(JUDGED, urgency="routine"))]
    assert mark(pairs)["immediate called routine"].right == len(mark(pairs)["immediate called routine"].misses) == 1
    assert confusion(pairs) == {("immediate", "routine"): 1}


def test_words_that_stand_twice_may_be_found_at_either_place() -> None:
    marks = mark([(LABEL, replace(JUDGED, entities=(("place", (47, 54)), ("place", (0, 1)))))])
    assert (marks["place found"].right, marks["place found"].of) == (1, 1)
    assert (marks["place right"].right, marks["place right"].of) == (1, 2)


def test_junk_is_left_out_of_category_and_urgency() -> None:
    marks = mark([(replace(LABEL, junk=True), JUDGED)])
    assert marks["category first"].of == marks["urgency right"].of == 0
    assert (marks["junk found"].right, marks["junk found"].of) == (0, 1)


def test_a_third_telling_may_name_either_of_the_others() -> None:
    labels = [LABEL, replace(LABEL, id="b", duplicate_of="a"), replace(LABEL, id="c", duplicate_of="b")]
    judged = [JUDGED, JUDGED, replace(JUDGED, duplicates=("a", "x"))]
    marks = mark(list(zip(labels, judged, strict=True)))
    assert (marks["duplicates found"].right, marks["duplicates found"].of) == (1, 2)
    assert (marks["duplicates right"].right, marks["duplicates right"].of) == (1, 2)


def test_a_tip_lost_on_the_way_stops_the_scoring() -> None:
    with pytest.raises(SystemExit, match="1 tips were not judged: a"):
        pair([LABEL], {})


def test_the_judge_is_not_shown_the_labels(tmp_path: Path) -> None:
    full, bare = tmp_path / "full.jsonl", tmp_path / "bare.jsonl"
    full.write_text(json.dumps({"id": "a", "channel": "web", "text": "é", "language": "fr", "junk": 0}) + "\n")
    hide_labels(full, bare)
    assert json.loads(bare.read_text()) == {"id": "a", "channel": "web", "text": "é"}


def test_junk_at_an_even_chance_is_named_and_not_found() -> None:
    marks = mark([(replace(LABEL, junk=True), replace(JUDGED, junk=0.5)), (LABEL, replace(JUDGED, junk=0.5))])
    assert (marks["junk found"].right, marks["junk called rather junk"].right) == (0, 1)
    assert (marks["real called junk"].right, marks["real called rather junk"].right) == (0, 1)
