"""After STOP no text of ours gets through: what is told is taken all the same, and the desk knows that nobody hears."""

import pytest

from reports.gateways.twilio import OPTED_OUT
from reports.models import Alert, Line, Tip, Urgency
from reports.phone import wording
from reports.queries.history import lost_by
from tests.conftest import House, triage_all
from tests.twilio_double import TwilioDouble

PHONE = "+17584840001"


def blocked(twilio: TwilioDouble) -> None:
    """The provider tells that the last answer did not go out, because the phone has stopped all texts."""
    answer = [text for text in twilio.state.texts.values() if text.to == PHONE][-1]
    assert (answer.status, answer.error_code) == ("failed", OPTED_OUT)
    twilio.report(answer, "failed", error_code=OPTED_OUT)
    twilio.webhooks.release(times=2)


@pytest.mark.parametrize(
    ("cry", "is_told_before"),
    [("DANGER", False), ("He has a gun, he is shooting at people in Dennery now", False), ("911", True)],
)
def test_a_cry_for_help_rings_the_officer_and_the_desk_reads_that_nothing_reaches_the_tipster(
    house: House, twilio: TwilioDouble, cry: str, is_told_before: bool
) -> None:
    phone = twilio.phone(PHONE)
    if is_told_before:
        phone.text("They sell drugs behind the school every night")
    phone.text("STOP")
    assert not Line.objects.exists()
    phone.text(cry)
    blocked(twilio)
    triage_all()
    tip = Tip.objects.get(urgency=Urgency.IMMEDIATE)
    assert Alert.objects.get(pk=tip.pk).is_running
    assert (tip.unreachable, lost_by(tip.pk)) == (True, "line.stopped")
    assert Line.objects.get().stopped, "its number cannot be read any more"
    assert Tip.objects.count() == 1 + is_told_before


def test_what_follows_joins_and_start_lets_texts_through_again(house: House, twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text("STOP")
    phone.text("He has a gun, he is shooting at people in Dennery now")
    blocked(twilio)
    phone.text("The house is blue")
    assert Tip.objects.get().records.count() == 2
    assert phone.text("START") == [wording.text("en", "new")]
