"""Each process asks by the guides in force, looks for others now and then, and believes none that is not signed."""

from datetime import date

import pytest
from django.db import DatabaseError

from reports import house_guides
from reports.guides import SHIPPED, titles, whole
from reports.house_guides import as_of, standing
from reports.models import HouseRules
from reports.signed_rules import sign_rules
from tests.conftest import House


def put_in_force(house: House, version: int, *, signed: bool = True) -> HouseRules:
    row = HouseRules(
        kind="guides", version=version, told={"fraud": whole("fraud") | {"offered": False}}, state="past",
        proposed_by=house.officer("reid"), answered_by=house.officer("charles"), in_force_since=date(2026, 1, 1),
    )  # fmt: skip
    if signed:
        sign_rules(row)
    row.save()
    return row


def test_it_is_looked_for_now_and_then_and_not_at_every_page(
    house: House, django_assert_num_queries: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr(house_guides.time, "monotonic", lambda: now[0])
    house_guides.forget()
    assert standing() is SHIPPED
    put_in_force(house, 2)
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert standing() is SHIPPED
    now[0] += house_guides.FRESH + 1
    assert (standing().version, "fraud" in titles("en", standing())) == (2, False)
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert as_of(2) is as_of(0) is standing()


def test_a_version_of_another_hand_is_not_asked(house: House) -> None:
    put_in_force(house, 2)
    put_in_force(house, 3, signed=False)
    house_guides.forget()
    assert standing().version == 2
    assert as_of(3).version == 2, "what is in force stands in for what nobody signed"


def test_the_page_stands_while_the_database_does_not(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    put_in_force(house, 2)
    house_guides.forget()
    held = standing()
    house_guides.forget()

    def down() -> None:
        raise DatabaseError

    monkeypatch.setattr(house_guides, "_newest", down)
    assert standing() is held
