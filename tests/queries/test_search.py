"""Searching: the officer's own tips alone, newest first, and written down."""

from base64 import b64decode
from datetime import timedelta
from typing import Any

import pytest

from reports import keystore
from reports.casework.notes import add_note
from reports.clock import this_hour
from reports.intake.door import accept
from reports.models import AuditEntry, KeyPurpose, RecordKind, Status, Tip
from reports.queries import search as searching
from reports.queries.asked import questions_in
from reports.queries.lists import NOBODY, BadCursor, View
from reports.queries.question import read_question
from reports.queries.search import Hit, cut_out, how_many, place_of, search
from tests.arrivals import web
from tests.conftest import House, only_tip, triage_all
from tests.queries.crowd import crowd, ids

ALL = View(which="all")


def hits(house: House, asked: str, name: str = "reid", view: View = ALL) -> list[Hit]:
    return [hit for part in search(house.ring(name), read_question(asked), asked, view) for hit in part.hits]


def test_words_are_found_in_the_tip_its_answers_and_its_notes(house: House) -> None:
    accept(web("They sell cocaine by the school in Vieux Fort", answers={"place": "behind Ti Tony's shop"}))
    triage_all()
    add_note(tip=only_tip(), text="Seen at the jetty by the patrol", by=house.officer("reid"))
    (found,) = hits(house, "cocaine school")
    assert (found.tip, found.where) == (only_tip(), RecordKind.TIP)
    assert [cut.text for cut in found.cuts if cut.is_found] == ["cocaine", "school"]
    assert len(hits(house, "tony")) == 1
    assert hits(house, "jetty")[0].where == RecordKind.NOTE
    assert hits(house, "heroin") == []


def test_nobody_finds_another_unit_s_tips(house: House) -> None:
    crowd(house.unit("narcotics"), 3)
    assert len(hits(house, "tip")) == 3
    assert hits(house, "tip", "charles") == []


def test_every_tip_is_looked_at_once_newest_first_however_it_is_sliced(
    house: House, server: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "_STEP", 3)
    tips = crowd(house.unit("narcotics"), 23)
    expected = ids(sorted(tips, key=lambda tip: (tip.arrived_hour, tip.pk), reverse=True))
    for first, size in ((1, 1), (2, 7), (23, 1), (50, 50), (22, 1)):
        monkeypatch.setattr(searching, "FIRST_SLICE", first)
        monkeypatch.setattr(searching, "SLICE", size)
        parts = list(search(house.ring("reid"), read_question("tip"), "tip", ALL))
        assert [str(hit.tip.pk) for part in parts for hit in part.hits] == expected
        assert parts[-1].searched == 23
        assert [part.is_last for part in parts].count(True) == 1


@pytest.mark.parametrize(("slices", "most"), [(4, 6), (6, 6), (50, 6), (3, 1), (4, 20), (4, 21)])
def test_a_search_stops_where_it_has_found_plenty_and_another_goes_on_there(
    house: House, monkeypatch: pytest.MonkeyPatch, slices: int, most: int
) -> None:
    monkeypatch.setattr(searching, "FIRST_SLICE", slices)
    monkeypatch.setattr(searching, "SLICE", slices)
    monkeypatch.setattr(searching, "MOST_HITS", most)
    tips, ring = crowd(house.unit("narcotics"), 20), house.ring("reid")
    walked, searched, after = [], 0, None
    while True:
        behind = place_of(after)
        left = how_many(ring, ALL, behind)
        parts = list(search(ring, read_question("tip"), "tip", ALL, behind=behind))
        shown = [str(hit.tip.pk) for part in parts for hit in part.hits]
        walked += shown
        searched += parts[-1].searched
        assert [part.is_last for part in parts].count(True) == 1
        after = parts[-1].next
        if after is None:
            break
        assert (len(shown), parts[-1].searched) == (most, most)
        assert left == 20 - len(walked) + most
    assert walked == ids(sorted(tips, key=lambda tip: (tip.arrived_hour, tip.pk), reverse=True))
    assert searched == 20


def test_a_place_that_is_none_is_refused() -> None:
    with pytest.raises(BadCursor):
        place_of("nowhere")


def test_a_view_narrows_what_is_looked_through(house: House) -> None:
    crowd(house.unit("narcotics"), 3)
    fraud = View(which="all", category="fraud")
    assert how_many(house.ring("reid"), fraud) == 0
    assert hits(house, "tip", view=fraud) == []


@pytest.mark.parametrize(
    "narrowed",
    [{"category": "drugs"}, {"channel": "web"}, {"language": "fr"}, {"status": "closed"}, {"assigned_to": NOBODY}],
)
def test_a_search_leaves_out_no_old_tip_however_it_is_narrowed(house: House, narrowed: dict[str, Any]) -> None:
    old, _other = crowd(house.unit("narcotics"), 2)
    long_ago = this_hour() - timedelta(days=400)
    closed = {"status": Status.CLOSED, "outcome": "nothing"}
    Tip.objects.filter(pk=old.pk).update(category="drugs", language="fr", arrived_hour=long_ago, **closed)
    view, ring = View(which="all", **narrowed), house.ring("reid")
    assert old.pk in {hit.tip.pk for hit in hits(house, "tip", view=view)}
    assert how_many(ring, view) == len(hits(house, "tip", view=view))
    assert old not in view.of(ring), "a list goes ninety days back"
    recent = View(which="all", **narrowed, days=90)
    assert old not in recent.searched(ring)


def test_an_erased_tip_is_found_no_more(house: House) -> None:
    tips = crowd(house.unit("narcotics"), 2)
    keystore.destroy(KeyPurpose.ERASURE, [tips[0].pk])
    assert [hit.tip for hit in hits(house, "tip")] == [tips[1]]


def test_a_search_is_written_down_with_its_question_sealed_for_each_unit(house: House) -> None:
    tips = crowd(house.unit("narcotics"), 2)
    ring = house.ring("reid")
    assert len(hits(house, "Tip")) == 2
    entries = AuditEntry.objects.filter(act="tips.searched")
    assert {entry.unit_id for entry in entries} == set(ring.unit_ids)
    assert list(questions_in(ring, entries).values()) == ["Tip"] * len(entries)
    assert b"Tip" not in b"".join(b64decode(entry.detail["question"]) for entry in entries)
    shown = AuditEntry.objects.get(act="list.read").detail["tips"].split()
    assert set(shown) == {tip.reference for tip in tips}


def test_words_around_a_find_are_shown_once() -> None:
    text = "a " * 100 + "gun and a gun" + " b" * 100 + " gun"
    spans = read_question("gun").spans(text)
    cuts = cut_out(text, spans)
    assert [cut.text for cut in cuts if cut.is_found] == ["gun"] * 3
    assert cuts[0].text == "… "
    assert "gun and a gun" in "".join(cut.text for cut in cuts)
    assert len("".join(cut.text for cut in cuts)) < 300
