"""WhatsApp, off unless a force switches it on: a phone of its own, never joined with the same number's texts."""

import pytest
from pytest_django import Settings

from reports.dialogue.deliver import deliver
from reports.dialogue.lines import number_of
from reports.dialogue.reply import ask_tipster
from reports.intake.receipt import find_in
from reports.models import Delivery, Dispatch, Line, Record, RecordKind, Tip
from tests.conftest import House, triage_all
from tests.twilio_double import TwilioDouble

SENDER = "whatsapp:+17584840001"


def test_while_it_is_off_a_message_is_a_tip_from_nobody(twilio: TwilioDouble) -> None:
    (answer,) = twilio.phone(SENDER).text("They sell drugs there")
    assert find_in(answer)
    assert not Line.objects.exists()


def test_when_it_is_on_an_officer_s_answer_goes_back_the_same_way(
    house: House, twilio: TwilioDouble, settings: Settings
) -> None:
    settings.WHATSAPP = True
    twilio.phone(SENDER).text("They sell drugs there", ProfileName="Marie", WaId="17584840001")
    twilio.phone(SENDER).text("at night")
    triage_all()
    assert Tip.objects.get().records.count() == 2
    assert number_of(Line.objects.get()) == SENDER
    ask_tipster(tip=Tip.objects.get(), text="Which days?", by=house.officer("reid"))
    deliver(Dispatch.objects.get().pk)
    assert Record.objects.get(kind=RecordKind.QUESTION).delivery == Delivery.SENT
    assert [text.body for text in twilio.phone(SENDER).inbox()][-1] == "555: Which days?\nAnswer here."


def test_its_number_and_the_phone_s_own_are_two_lines_of_one_sealed_size(
    twilio: TwilioDouble, settings: Settings
) -> None:
    settings.WHATSAPP = True
    twilio.phone(SENDER).text("They sell drugs there")
    twilio.phone(SENDER.removeprefix("whatsapp:")).text("A boat without lights")
    assert Tip.objects.count() == 2
    assert len({len(bytes(line.number)) for line in Line.objects.all()}) == 1


@pytest.mark.parametrize("sender", ["whatsapp:CC.abc", "whatsapp:", "whatsapp:+1", "whatsapp:whatsapp:+17584840001"])
def test_an_id_that_is_no_number_has_no_line(twilio: TwilioDouble, settings: Settings, sender: str) -> None:
    settings.WHATSAPP = True
    assert twilio.phone(sender).text("They sell drugs there")
    assert not Line.objects.exists()
