"""What an officer is told of: what is still overdue, of tips that he may see, each once."""

from reports.clock import this_hour
from reports.models import Chase, Recusal, Tip
from reports.queries.chased import chased
from reports.queries.mentions import count_news
from tests.conftest import House
from tests.dashboard.arrivals import arrive


def test_an_officer_sees_each_of_his_once_and_none_that_is_done_or_not_his_to_see(house: House) -> None:
    tip, reid = arrive(), house.officer("reid")
    due = this_hour()
    Tip.objects.update(due_at=due, assigned_to=reid, status="open")
    for to_head in (True, False):
        Chase.objects.create(tip=tip, unit_id=tip.unit_id, officer=reid, to_head=to_head, due_at=due)
    ring = house.ring("reid")
    assert [each.to_head for each in chased(ring)] == [False]
    assert count_news(ring) == (0, 1)
    assert not chased(house.ring("jules"))
    Tip.objects.update(assigned_to=None)
    assert [each.to_head for each in chased(ring)] == [True]
    Tip.objects.update(due_at=None)
    assert not chased(ring)
    Tip.objects.update(due_at=due)
    Recusal.objects.create(tip=tip, officer=reid)
    assert not chased(house.ring("reid"))
