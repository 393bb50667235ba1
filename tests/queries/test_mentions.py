"""The list of an officer's mentions: of tips that he may open now."""

import pytest

from reports.casework.notes import add_note
from reports.casework.recuse import step_back
from reports.casework.refer import inform_unit
from reports.models import Tip
from reports.queries import mentions
from reports.queries.mentions import count_news, mentions_of, mentions_page
from tests.conftest import House
from tests.dashboard.arrivals import arrive


def test_mentions_stand_newest_first_until_the_tip_is_out_of_sight(house: House) -> None:
    first, second, reid = arrive(), arrive("Stolen goat in Dennery"), house.officer("reid")
    for tip in (first, second):
        add_note(tip=tip, text="@jules please", by=reid)
    ring = house.ring("jules")
    assert [one.record.tip for one in mentions_of(ring)] == [second, first]
    assert count_news(ring)[0] == 2
    step_back(tip=second, by=ring.officer, version=Tip.objects.get(pk=second.pk).version)
    assert [one.record.tip for one in mentions_of(ring)] == [first]
    assert not mentions_of(house.ring("reid")).exists()


def test_pages_of_mentions_go_on_where_the_one_before_ended(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mentions, "PAGE", 2)
    tip, reid, ring = arrive(), house.officer("reid"), house.ring("jules")
    for number in range(5):
        add_note(tip=Tip.objects.get(pk=tip.pk), text=f"@jules look, {number}", by=reid)
    assert count_news(ring)[0] == 3, "counted no further than one beyond a page"
    pages, after = [], ""
    while not pages or after:
        page, after = mentions_page(ring, after=after)
        pages.append([one.pk for one in page])
    assert [len(page) for page in pages] == [2, 2, 1]
    assert [pk for page in pages for pk in page] == [one.pk for one in mentions_of(ring)]
    assert {one.at == one.record.at for one in mentions_of(ring)} == {True}
    with pytest.raises(ValueError, match=r"."):
        mentions_page(ring, after="yesterday")


def test_a_unit_that_reads_for_information_may_be_mentioned(house: House) -> None:
    tip, reid = arrive(), house.officer("reid")
    inform_unit(tip=tip, unit="trafficking", ring=house.ring("reid"), version=tip.version)
    add_note(tip=Tip.objects.get(pk=tip.pk), text="@felix do you know him?", by=reid)
    assert [one.record.tip for one in mentions_of(house.ring("felix"))] == [tip]
