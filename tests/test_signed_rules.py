"""Rules of the house hold only as two persons at the desk left them."""

from datetime import date

import pytest

from reports.models import HouseRules, Officer
from reports.rulebook import routing
from reports.signed_rules import in_force, is_as_signed
from reports.triage.routes import in_force as routes
from reports.triage.routes import shipped
from reports.two_persons import ChangeRefused
from tests.conftest import House

SHIPPED = dict(shipped().units)


@pytest.fixture
def two(house: House) -> tuple[Officer, Officer]:
    return house.make_administrator("jules"), house.officer("reid")


def confirmed(two: tuple[Officer, Officer], **changed: str) -> HouseRules:
    made = routing.propose(SHIPPED | changed, by=two[0])
    routing.BOOK.confirm(made.version, by=two[1])
    return HouseRules.objects.get(version=made.version)


def test_a_row_of_another_hand_is_passed_over_and_the_version_before_it_holds(two: tuple[Officer, Officer]) -> None:
    true = confirmed(two, drugs="general")
    assert is_as_signed(true)
    HouseRules.objects.filter(pk=true.pk).update(state="past")
    forged = HouseRules.objects.create(
        kind="routing", version=9, told=SHIPPED | {"theft": "narcotics"}, proposed_by=two[0], answered_by=two[1],
        state="in_force", in_force_since=date(2026, 1, 1), row_mac=bytes(true.row_mac),
    )  # fmt: skip
    assert in_force(HouseRules.objects.filter(kind="routing")) == true
    assert (routes().version, routes().units["theft"]) == (true.version, SHIPPED["theft"])
    HouseRules.objects.filter(pk=forged.pk).delete()
    for change in ({"told": SHIPPED | {"fraud": "narcotics"}}, {"kind": "guides"}, {"version": 7}):
        HouseRules.objects.filter(pk=true.pk).update(**change)
        assert in_force(HouseRules.objects.all()) is None, change
        HouseRules.objects.filter(pk=true.pk).update(told=true.told, kind="routing", version=true.version)
    assert in_force(HouseRules.objects.all()) == true, "control: put back, it holds"


def test_nobody_confirms_what_another_hand_proposed_in_a_colleagues_name(two: tuple[Officer, Officer]) -> None:
    HouseRules.objects.create(kind="routing", version=2, told=SHIPPED | {"drugs": "general"}, proposed_by=two[0])
    with pytest.raises(ChangeRefused) as refused:
        routing.BOOK.confirm(2, by=two[1])
    assert refused.value.reason == "strange"
    routing.BOOK.drop(2, by=two[1])
    made = routing.propose(SHIPPED | {"drugs": "general"}, by=two[0])
    HouseRules.objects.filter(pk=made.pk).update(proposed_by=two[1])
    with pytest.raises(ChangeRefused):
        routing.BOOK.confirm(made.version, by=two[0])
    assert routes() == shipped()
