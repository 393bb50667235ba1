"""Whose hands may change the rules of the house."""

from reports.models import Officer
from reports.rulebook.hands import are_two, are_two_roles, may_change
from tests.conftest import House


def test_heads_and_administrators_may_and_only_together(house: House) -> None:
    felix, charles, jules = house.officer("felix"), house.officer("charles"), house.officer("jules")
    assert may_change(felix), "leads a unit"
    assert not may_change(jules), "leads none"
    assert are_two(felix, charles)
    assert not are_two(felix, felix)
    assert not are_two_roles(felix, charles), "both lead a unit, and none is an administrator"
    jules = house.make_administrator("jules")
    assert are_two_roles(felix, jules)
    assert are_two_roles(jules, felix)
    Officer.objects.filter(username="felix").update(is_active=False)
    assert not are_two(jules, house.officer("felix"))
