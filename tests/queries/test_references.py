"""Tips found by their reference: typed as it comes, inside the wall."""

from uuid import UUID

import pytest
from django.db import connection

from reports.casework.recuse import step_back
from reports.casework.refer import inform_unit
from reports.models import Tip
from reports.models.tip import ids_of, reference
from reports.queries.references import read_reference, tips_called
from tests.arrivals import triaged_tip, web
from tests.conftest import House, only_tip
from tests.queries.crowd import crowd

ONE = UUID("73c0e6a5-1f00-4000-8000-000000000001")


@pytest.mark.parametrize(
    "typed",
    [
        "OPAO-NJI7", "opao-nji7", " OPAO NJI7 ", "opaonji7", "0PA0-NJ17", "opao–nji7", "O P A O N J I 7",
        "OPAO - NJI7",
    ],
)  # fmt: skip
def test_a_reference_is_read_however_it_is_typed(typed: str) -> None:
    assert reference(ONE) == "OPAO-NJI7"
    assert read_reference(typed) == "OPAO-NJI7"


@pytest.mark.parametrize(
    "typed", ["", "OPAO-NJI", "OPAO-NJI77", "OPAO-NJI8", "blue boat!", '"OPAO-NJI7"', "ÖPAO-NJI7", "OPAO_NJI7"]
)
def test_what_has_another_shape_is_none(typed: str) -> None:
    assert read_reference(typed) is None


def test_the_ids_of_a_reference_are_all_that_have_it_and_no_others() -> None:
    first, last = ids_of(reference(ONE))
    assert first < ONE < last
    assert reference(first) == reference(last) == reference(ONE)
    assert reference(UUID(int=first.int - 1)) != reference(ONE)
    assert reference(UUID(int=last.int + 1)) != reference(ONE)


def test_a_tip_is_found_by_who_may_read_it_alone(house: House) -> None:
    tip, _ = triaged_tip(web("They sell cocaine by the school in Vieux Fort"))
    assert tips_called(house.ring("reid"), tip.reference) == [tip]
    assert tips_called(house.ring("felix"), tip.reference) == []
    inform_unit(tip=tip, unit="trafficking", ring=house.ring("reid"), version=tip.version)
    assert tips_called(house.ring("felix"), tip.reference) == [tip]
    step_back(tip=only_tip(), by=house.officer("reid"), version=only_tip().version)
    assert tips_called(house.ring("reid"), tip.reference) == []


def test_two_tips_of_one_reference_are_both_found(house: House) -> None:
    [tip] = crowd(house.unit("narcotics"), 1)
    twin = Tip.objects.get(pk=tip.pk)
    twin.pk = UUID(int=ids_of(tip.reference)[0].int)
    twin.save(force_insert=True)
    assert set(tips_called(house.ring("reid"), tip.reference)) == {tip, twin}


def test_a_reference_is_looked_up_by_its_ids_alone(house: House) -> None:
    crowd(house.unit("narcotics"), 400)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE tip")  # of a handful of rows any index will do
    found = house.ring("reid").tips.filter(pk__range=ids_of("OPAO-NJI7"))
    assert "tip_pkey" in found.explain()
