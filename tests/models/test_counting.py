"""Counting for the desk: the statement is remembered, the number never."""

from datetime import timedelta
from gc import collect
from typing import Any
from uuid import uuid4
from weakref import ref

from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from reports.keyring import KeyRing
from reports.models import Tip
from reports.models.counting import Sight, count_each, put_together
from reports.queries.lists import sight_of
from tests.conftest import House
from tests.queries.crowd import crowd


def _two(sight: Sight) -> list[QuerySet[Any, Any]]:
    return [sight.tips, sight.tips.filter(status="open")[:2]]


def test_the_number_is_that_of_now_and_comes_in_one_statement(house: House) -> None:
    sight = sight_of(house.ring("reid"))
    assert count_each(_two, sight) == [0, 0]
    crowd(house.unit("narcotics"), 4)
    Tip.objects.update(status="open")
    with CaptureQueriesContext(connection) as asked:
        assert count_each(_two, sight) == [4, 2]
    assert len(asked) == 1


def test_each_officer_and_each_hour_has_a_statement_of_its_own(house: House) -> None:
    sight = sight_of(house.ring("reid"))
    mine = put_together(_two, sight)
    assert put_together(_two, sight) is mine
    assert put_together(_two, sight._replace(officer=uuid4())) != mine
    assert put_together(_two, sight._replace(hour=sight.hour - timedelta(hours=1))) is not mine


def test_who_belongs_to_no_unit_has_nothing(house: House) -> None:
    crowd(house.unit("narcotics"), 1)
    nobody = sight_of(house.ring("reid"))._replace(units=())
    assert count_each(_two, nobody) == [0, 0]


def test_no_key_ring_is_remembered(house: House) -> None:
    officer, keys = house.officer("reid"), house.ring("reid")
    ring = KeyRing(officer, keys._pair)
    gone = ref(ring)
    assert count_each(_two, sight_of(ring)) == [0, 0]
    del ring
    collect()
    assert put_together.cache_info().currsize == 1
    assert gone() is None
