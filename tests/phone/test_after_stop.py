"""After STOP no text of ours gets through: what is told is taken all the same, and the desk knows that nobody hears."""

import pytest

from reports.dashboard.reach import reach_of
from reports.dashboard.wording import NO_READER
from reports.dialogue.forget import note_stopped
from reports.dialogue.reply import NoReader, ask_tipster
from reports.gateways.twilio import OPTED_OUT
from reports.models import Alert, Line, Tip, Urgency
from reports.phone import wording
from reports.queries.history import nobody_has_receipt
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
    assert (tip.unreachable, nobody_has_receipt(tip)) == (True, True)
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


def test_of_what_is_told_after_stop_the_desk_says_that_nobody_has_the_receipt_and_takes_no_question(
    house: House, twilio: TwilioDouble
) -> None:
    phone = twilio.phone(PHONE)
    phone.text("They sell drugs behind the school every night")
    phone.text("STOP")
    phone.text("more: he has a blue car")
    blocked(twilio)
    triage_all()
    told_after = Line.objects.get().tip_id
    assert not reach_of(Tip.objects.exclude(pk=told_after).get())["is_mute"], "its receipt was answered"
    for word, answer in (("", []), ("START", [wording.text("en", "new")])):
        assert not word or phone.text(word) == answer
        tip = Tip.objects.get(pk=told_after)
        assert reach_of(tip) == {"lost": NO_READER, "ended": False, "is_mute": True}
        with pytest.raises(NoReader):
            ask_tipster(tip=tip, text="Which house?", by=house.officer("reid"))


def test_a_receipt_that_start_still_brings_is_no_lost_one(house: House, twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text("QUIET: They sell drugs behind the school every night")
    note_stopped(PHONE)
    triage_all()
    tip = Tip.objects.get()
    assert not nobody_has_receipt(tip)
    ask_tipster(tip=tip, text="Which house?", by=house.officer("reid"))
