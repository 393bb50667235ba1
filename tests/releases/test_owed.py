"""What agencies owe: late, waiting, answered and looked at or not, for the unit that gave the copy."""

from datetime import timedelta

from reports.clock import today
from reports.models import Feedback
from reports.releases.answers import take_over, withdraw_number
from reports.releases.feedback import AgencyAnswer, take_answer
from reports.releases.owed import Due, owed, to_look_at
from reports.signed_row import sign_row
from tests.conftest import House
from tests.releases.handed import given, pair


def test_a_copy_is_chased_from_half_its_time_until_somebody_has_looked_at_the_answer(house: House) -> None:
    asks, ring = given(house), house.ring("reid")
    [one] = owed(ring)
    assert (one.due, one.given_on, to_look_at(ring)) == (Due.WAITS, today(), 0)
    for left, due, count in ((29, Due.LATE, 1), (-1, Due.NEVER, 0), (30, Due.WAITS, 0)):
        Feedback.objects.update(last_day=today() + timedelta(days=left))
        assert ([each.due for each in owed(ring)], to_look_at(ring)) == ([due], count), left
    assert owed(house.ring("felix")) == []
    moved = Feedback.objects.get()
    sign_row(moved)
    moved.save()
    take_answer(AgencyAnswer(used=True), **pair(asks))
    assert ([each.due for each in owed(ring)], to_look_at(ring)) == ([Due.NEWS], 1)
    found = Feedback.objects.select_related("tip").get()
    take_over(found.pk, tip=found.tip, by=house.officer("reid"))
    assert ([each.due for each in owed(ring)], to_look_at(ring)) == ([Due.DONE], 0)


def test_a_number_that_was_taken_back_is_owed_no_more(house: House) -> None:
    given(house)
    found = Feedback.objects.select_related("tip").get()
    withdraw_number(found.pk, tip=found.tip, by=house.officer("reid"))
    assert owed(house.ring("reid")) == []
