"""Stored findings put right, without a database."""

from typing import Any

import pytest

from reports.queries.masking import BLANK, MASK, blanked, hidden, hidden_in, masked
from reports.triage.learning import amending
from reports.triage.learning.amending import BY_HAND, MARKED, NothingThere, fresh, places_of, rules_of, struck_in
from tests.triage.tips import judge

STORY = "My brother sells weed in Micoud. Ann and Annual Ann, near the big tree."


def judged(text: str = STORY) -> dict[str, Any]:
    return fresh(judge(text).to_dict())


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("big tree", 1),
        ("BIG  TREE", 1),
        ("big\ntree.", 1),
        ("ann", 2),
        ("annu", 0),
        ("", 0),
        (MASK, 0),
        (f"{MASK} sells", 1),
        ("brother", 0),  # it stands under a mask: whoever guesses it is told nothing
    ],
)
def test_only_whole_words_that_are_seen_are_found(words: str, found: int) -> None:
    shown = blanked(STORY, hidden(judged()["findings"]))
    assert len(places_of(words, shown)) == found


def test_many_masks_in_a_row_are_looked_for_in_one_go() -> None:
    """Each may begin and end anywhere in a long run of blanks: tried out, that takes longer than the world stands."""
    shown = f"{BLANK * 300} and {BLANK * 3} {BLANK * 4}{BLANK} he zz"
    assert places_of(f"{MASK} " * 30 + "xx", shown) == []
    assert places_of(f"{MASK} {MASK}{MASK} he zz", shown) == [(305, 320)]
    assert places_of(f"{MASK} and {MASK}", shown) == [(0, 308)]


def test_a_mask_by_hand_counts_as_one_of_the_machine_does() -> None:
    stored = judged()
    amending.mask(stored, "neighbour", [("", *place) for place in places_of("near the big tree", STORY)])
    assert "big tree" not in masked(STORY, stored)
    assert masked(STORY, stored).count(MASK) == masked(STORY, judged()).count(MASK) + 1


def test_a_mask_taken_off_stays_off_until_it_is_put_back() -> None:
    stored = judged()
    was = masked(STORY, stored)
    place = hidden(stored["findings"])[0]
    gone = amending.unmask(stored, "", [place])
    assert all(rule.startswith("kin/") for rule in rules_of(gone))
    assert STORY[slice(*place)] in masked(STORY, stored)
    amending.put_back(stored, 0)
    assert masked(STORY, stored) == was
    assert list(struck_in(stored)) == []


def test_an_answer_is_cleared_though_it_is_judged_anew_at_each_reading() -> None:
    stored, seen = judged(), [(7, 20)]
    assert hidden_in("place", seen, stored) == seen
    amending.unmask(stored, "place", seen)
    assert hidden_in("place", seen, stored) == []
    assert hidden_in("when", seen, stored) == seen
    amending.put_back(stored, 0)
    assert hidden_in("place", seen, stored) == seen


def test_a_mask_put_back_over_a_cleared_answer_hides_it_whatever_is_undone_afterwards() -> None:
    stored, seen = judged(), [(7, 20)]
    amending.unmask(stored, "place", seen)
    amending.mask(stored, MARKED, [("place", 10, 14)])
    assert hidden_in("place", seen, stored) == [(10, 14)]
    amending.put_back(stored, 0)
    assert hidden_in("place", seen, stored) == seen


def test_part_of_an_answer_stays_masked_where_another_part_is_cleared() -> None:
    stored = judged()
    amending.mask(stored, MARKED, [("place", 0, 4)])
    amending.unmask(stored, "place", [(10, 14)])
    assert hidden_in("place", [(10, 14), (20, 24)], stored) == [(0, 4), (20, 24)]


def test_a_thing_is_another_kind_or_none_and_can_be_put_back() -> None:
    stored = judged()
    start = STORY.index("Micoud")
    place = ("", start, start + 6)

    def kinds() -> list[str]:
        things = [one for one in stored["findings"] if one["step"] == "entities"]
        return [one["value"] for one in things for span in one["spans"] if tuple(span[:2]) == place[1:]]

    assert kinds() == ["place"]
    assert rules_of(amending.call_it(stored, place, "place", "person", STORY)) == ["Micoud"]
    assert kinds() == ["person"]
    amending.put_back(stored, 0)
    assert kinds() == ["place"]
    amending.call_it(stored, place, "place", "", STORY)
    assert kinds() == []
    with pytest.raises(NothingThere):
        amending.call_it(stored, place, "place", "", STORY)


def test_what_an_officer_marked_teaches_no_rule() -> None:
    stored = judged()
    start = STORY.index("Micoud")
    amending.call_it(stored, ("", start, start + 6), "place", "person", STORY)
    assert rules_of(amending.call_it(stored, ("", start, start + 6), "person", "place", STORY)) == []
    amending.mask(stored, "kin", [("", 0, 5)])
    gone = amending.unmask(stored, "", [(0, 5)])
    assert BY_HAND not in rules_of(gone)


def test_a_place_that_no_list_has_is_kept_as_no_rule() -> None:
    story = "They sell weed in Ti Morne Street, Castries."
    stored, start = judged(story), story.index("Ti Morne Street")
    assert rules_of(amending.call_it(stored, ("", start, start + 15), "place", "", story)) == []


def test_what_is_added_is_found_once_and_not_where_something_else_is_found_just_there() -> None:
    stored, start = judged(), STORY.index("big tree")
    place = ("", start, start + 8)
    assert amending.add(stored, "person", place, BY_HAND, [])
    assert not amending.add(stored, "person", place, BY_HAND, [])
    assert not amending.add(stored, "vessel", place, BY_HAND, [])
    assert amending.add(stored, "person", place, BY_HAND, [place[1:]]), "what lies under a mask is nothing to anybody"


@pytest.mark.parametrize(
    ("name", "village", "called"),
    [
        ("ANSE  la raye", "", "Anse la Raye"),
        ("Vyé Fò", "", "Vieux Fort"),
        ("Vyé Fò", "Vieux Fort", "Vieux Fort"),
        ("Ti Kolòn", "", "ti kolon"),
        ("Ti  Kolòn", "Dennery", "Dennery ti kolon"),
    ],
)
def test_a_place_is_called_as_the_gazetteer_calls_it_or_by_its_name(name: str, village: str, called: str) -> None:
    assert amending.place_called(name, village) == called


def test_a_likeness_is_taken_away_whole() -> None:
    stored = judged()
    plain = {"score": 1.0, "reason": ""}
    alike = {"step": "duplicates", "value": "one", "spans": [[0, 0, "the same plate", 1.0]]} | plain
    hand = {"step": "campaign", "value": "same_hand", "spans": [[0, 0, "one", 1.0], [0, 0, "two", 1.0]]} | plain
    stored["findings"] += [alike, hand]
    assert rules_of(amending.not_alike(stored, "one")) == []
    assert [span[2] for one in stored["findings"] if one["step"] == "campaign" for span in one["spans"]] == ["two"]
    assert not [one for one in stored["findings"] if one["step"] == "duplicates"]
    with pytest.raises(NothingThere):
        amending.not_alike(stored, "one")
