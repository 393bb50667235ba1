"""Stepping back: the tip leaves every list, search and count of the officer, and nobody is the last to go."""

import pytest

from reports.casework.claim import claim_next, claim_tip
from reports.casework.notes import add_note
from reports.casework.recuse import LastReader, step_back
from reports.keyring import NotYours
from reports.models import AuditEntry, Status, Tip
from reports.queries.lists import LISTS, View
from reports.queries.question import read_question
from reports.queries.queue import queue_page
from reports.queries.reading import find_tip
from reports.queries.search import search
from tests.arrivals import triaged_tip, web
from tests.conftest import House, only_tip


def test_who_stepped_back_sees_and_does_nothing_of_it_any_more(house: House) -> None:
    tip, _ = triaged_tip(web("They sell cocaine by the school in Vieux Fort"))
    reid, ring = house.officer("reid"), house.ring("reid")
    tip = claim_tip(tip=tip, by=reid, version=tip.version)
    step_back(tip=tip, by=reid, version=tip.version)
    assert (only_tip().assigned_to, only_tip().status) == (None, Status.NEW)
    for which in LISTS:
        page = queue_page(ring, View(which=which))
        assert page.rows == ()
        assert set(page.counts.values()) == {0}
    assert not [
        hit for part in search(ring, read_question("cocaine"), "cocaine", View(which="all")) for hit in part.hits
    ]
    assert claim_next(ring) is None
    with pytest.raises(Tip.DoesNotExist):
        find_tip(ring, tip.pk)
    with pytest.raises(NotYours):
        add_note(tip=only_tip(), text="But I know him", by=reid)
    assert AuditEntry.objects.get(act="tip.recused").detail == {}
    assert len(queue_page(house.ring("jules")).rows) == 1


def test_the_last_reader_cannot_step_back(house: House) -> None:
    tip, _ = triaged_tip(web("They sell cocaine by the school in Vieux Fort"))
    step_back(tip=tip, by=house.officer("reid"), version=tip.version)
    with pytest.raises(LastReader):
        step_back(tip=only_tip(), by=house.officer("jules"), version=only_tip().version)
    assert len(queue_page(house.ring("jules")).rows) == 1
