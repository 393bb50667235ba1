"""What waits for an officer: own units, others where the duty unit stands in, and never what is kept apart."""

from reports.alerts.waiting import alerts_of, waiting_for
from tests.alerts.conftest import danger, pass_time
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
