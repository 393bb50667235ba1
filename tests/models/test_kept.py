"""A select that Django puts together once answers as Django's own would, and answers nobody else."""

from datetime import UTC, datetime
from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.casework.claim import claim_tip
from reports.casework.recuse import step_back
from reports.models import Officer, Tip
from reports.models.counting import Sight
from reports.models.kept import ONE, Kept, seen_with_id, stand_ins, tips_kept, tips_of
from tests.conftest import House
from tests.dashboard.arrivals import arrive


def _sight(house: House, name: str) -> Sight:
    return Sight.now(house.officer(name).pk, house.ring(name).unit_ids)


def test_a_kept_select_finds_what_it_is_told_and_without_that_nothing(house: House) -> None:
    kept = Kept.of(Officer.objects.filter(pk=ONE).values_list("username"))
    assert kept.rows({ONE: house.officer("reid").pk}) == [("reid",)]
    assert kept.rows({ONE: house.officer("jules").pk}) == [("jules",)]
    assert kept.rows() == []


def test_what_django_knows_to_be_empty_is_not_asked(house: House) -> None:
    kept = Kept.of(Officer.objects.filter(pk__in=[]).values_list("username"))
    with CaptureQueriesContext(connection) as asked:
        assert kept.rows() == []
    assert not asked.captured_queries


def test_tips_come_as_django_would_bring_them(house: House) -> None:
    reid = house.officer("reid")
    free, held = arrive(), arrive("They keep cocaine in the yellow house in Dennery")
    claim_tip(tip=held, by=reid, version=held.version)
    found = {tip.pk: tip for tip in tips_of(tips_kept(Tip.objects.all()))}
    for plain in Tip.objects.select_related("unit", "assigned_to").filter(pk__in=[free.pk, held.pk]):
        tip = found[plain.pk]
        for field in Tip._meta.concrete_fields:
            assert getattr(tip, field.attname) == getattr(plain, field.attname), field.name
        with CaptureQueriesContext(connection) as asked:
            assert (tip.unit.name, tip.unit.purpose) == (plain.unit.name, plain.unit.purpose)
            assert tip.assigned_to == plain.assigned_to
            assert not tip.assigned_to or tip.assigned_to.name == reid.name
        assert not asked.captured_queries
    assert "password_slot" in found[held.pk].assigned_to.get_deferred_fields()  # type: ignore[union-attr]


def test_a_tip_is_found_by_who_may_see_it_alone(house: House) -> None:
    tip = arrive()
    assert list(seen_with_id(_sight(house, "reid"), tip.pk)) == [tip]
    assert not list(seen_with_id(_sight(house, "charles"), tip.pk))
    assert not list(seen_with_id(_sight(house, "reid"), uuid4()))
    nobody = Sight.now(house.officer("reid").pk, [])
    assert not list(seen_with_id(nobody, tip.pk))
    step_back(tip=tip, by=house.officer("reid"), version=tip.version)
    assert not list(seen_with_id(_sight(house, "reid"), tip.pk)), "what is kept is the question, never the answer"


def test_ids_and_moments_are_stood_for_and_what_is_of_few_kinds_is_not() -> None:
    moment, some_id = datetime.now(UTC), uuid4()
    stands, told = stand_ins([2, False, moment, some_id])
    assert stands[:2] == (2, False)
    assert [told[stand] for stand in stands[2:]] == [moment, some_id]
    assert stand_ins([2, False, datetime.now(UTC), uuid4()])[0] == stands
