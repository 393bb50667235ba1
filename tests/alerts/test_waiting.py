"""What waits for an officer: own units, others where the duty unit stands in, and never what is kept apart."""

import pytest

from reports.alerts import waiting
from reports.alerts.confirm import confirm
from reports.alerts.waiting import alerts_of, waiting_for
from reports.models import Alert, ConfirmedBy
from tests.alerts.conftest import DANGER, danger, pass_time
from tests.conftest import House
from tests.twilio_double import TwilioDouble


def test_an_officer_sees_what_is_theirs_to_confirm(house: House, night: TwilioDouble) -> None:
    tip = danger()
    apart = danger("Constable Anton Jules is beating a man with a gun in his yard right now", in_danger=True)
    assert [alert.pk for alert in waiting_for(house.officer("reid")).alerts] == [tip.pk]
    assert [alert.pk for alert in waiting_for(house.officer("charles")).alerts] == [apart.pk]
    assert waiting_for(house.officer("felix")).count == 0
    assert not waiting_for(house.officer("reid")).calls_everybody
    pass_time(0)
    assert waiting_for(house.officer("reid")).calls_everybody
    assert set(alerts_of([tip.pk])) == {tip.pk}


def test_what_waits_is_shown_a_page_at_a_time_and_the_worst_first(
    house: House, night: TwilioDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "MOST_SHOWN", 2)
    tips = [danger(f"{DANGER}, house {n}") for n in range(5)]
    Alert.objects.filter(tip=tips[0]).update(borne_out=False)
    reid = house.officer("reid")
    first = waiting_for(reid)
    second = waiting_for(reid, after=first.next)
    third = waiting_for(reid, after=second.next)
    pages = [[alert.pk for alert in page.alerts] for page in (first, second, third)]
    assert pages == [[tips[1].pk, tips[2].pk], [tips[3].pk, tips[4].pk], [tips[0].pk]]
    assert [page.count for page in (first, second, third)] == [5, 5, 5]
    assert third.next is None
    confirm(tips[0].pk, by=reid, how=ConfirmedBy.DESK)
    assert waiting_for(reid, after=second.next) == waiting_for(reid), "nothing waits behind it any more"
    confirm(tips[2].pk, by=reid, how=ConfirmedBy.DESK)
    assert waiting_for(reid, after=first.next) == waiting_for(reid), "it waits no more itself"
