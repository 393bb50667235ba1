"""What the unit does with an agency's number and answer."""

from datetime import timedelta

import pytest

from reports.clock import today
from reports.keyring import NotYours
from reports.models import Feedback, FeedbackState, Record
from reports.releases.answers import withdraw_number
from reports.releases.feedback import AgencyAnswer, NumberOver, NumberWithdrawn, take_answer
from tests.conftest import House
from tests.releases.handed import given, pair

SAID = AgencyAnswer(used=False)


def test_a_number_that_was_withdrawn_or_is_over_takes_nothing(house: House) -> None:
    asks = given(house)
    one = Feedback.objects.select_related("tip").get()
    Feedback.objects.update(last_day=today() - timedelta(days=1))
    with pytest.raises(NumberOver):
        take_answer(SAID, **pair(asks))
    Feedback.objects.update(last_day=today())
    with pytest.raises(NotYours):
        withdraw_number(one.pk, tip=one.tip, by=house.officer("felix"))
    withdraw_number(one.pk, tip=one.tip, by=house.officer("jules"))
    with pytest.raises(NumberWithdrawn):
        take_answer(SAID, **pair(asks))
    assert Feedback.objects.get().state == FeedbackState.WITHDRAWN
    assert not Record.objects.filter(kind="feedback").exists()
