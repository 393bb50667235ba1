"""A provider in bad weather: requests doubled, lost, forged and out of order change nothing twice and lose nothing."""

import pytest
from pytest_django import Settings

from reports.dialogue.deliver import deliver
from reports.dialogue.reply import ask_tipster
from reports.models import Delivery, Dispatch, KeyPurpose, Line, Record, RecordKind, SeenRequest, StoredKey, Tip
from reports.models.stored_key import OFFICERS_NUMBERS
from tests.alerts.phones import keep_number
from tests.conftest import House, triage_all
from tests.phone.conftest import PUBLIC
from tests.spoilt import spoil
from tests.twilio_double import TwilioDouble

COUNT = 40


@pytest.mark.parametrize("weather", ["doubled", "unanswered", "forged"])
def test_each_text_becomes_one_tip_and_every_phone_can_get_its_receipt(twilio: TwilioDouble, weather: str) -> None:
    setattr(twilio.webhooks.weather, weather, 0.5)
    answered = [twilio.phone(f"+1758484{number:04d}").text("They sell drugs there") for number in range(COUNT)]
    assert (Tip.objects.count(), SeenRequest.objects.count()) == (COUNT, COUNT)
    assert sum(map(len, answered)) >= COUNT * (1 if weather != "unanswered" else 0.5)


def test_what_never_comes_is_no_tip_and_the_fallback_saves_half_of_it(twilio: TwilioDouble) -> None:
    twilio.webhooks.weather.lost = 0.5
    came = [bool(twilio.phone(f"+1758484{number:04d}").text("They sell drugs there")) for number in range(COUNT)]
    assert Tip.objects.count() == sum(came)
    assert COUNT / 2 < sum(came) < COUNT


def test_callbacks_in_any_order_and_thrice_end_in_the_same_state(house: House, twilio: TwilioDouble) -> None:
    twilio.phone("+17584840001").text("They sell drugs there")
    triage_all()
    ask_tipster(tip=Tip.objects.get(), text="Which days?", by=house.officer("reid"))
    deliver(Dispatch.objects.get().pk)
    question = next(text for text in twilio.state.texts.values() if text.direction == "outbound-api")
    for _ in range(10):
        twilio.report(question, "queued", "sending", "sent", "delivered")
        assert {reply.status for reply in twilio.webhooks.release(shuffled=True, times=3)} == {200}
        assert Record.objects.get(kind=RecordKind.QUESTION).delivery == Delivery.DELIVERED


def test_a_callback_that_comes_before_its_text_is_stored_is_kept_for_it(house: House, twilio: TwilioDouble) -> None:
    twilio.webhooks.post(
        f"{PUBLIC}/phone/status/7c3a5f5e-7a51-4a3c-9f63-1f0a4b1f2d11",
        {"MessageSid": "SM" + "0" * 32, "MessageStatus": "delivered"},
    )
    assert not Dispatch.objects.exists()


def test_while_the_token_is_rotated_both_are_good_and_afterwards_the_new_one(
    twilio: TwilioDouble, settings: Settings
) -> None:
    old, new = twilio.webhooks.token, "a-new-token"
    settings.TWILIO_AUTH_TOKEN = [new, old]
    assert twilio.phone("+17584840001").text("They sell drugs there")
    twilio.webhooks.token = new
    assert twilio.phone("+17584840002").text("They sell drugs there")
    settings.TWILIO_AUTH_TOKEN = [new]
    twilio.webhooks.token = old
    assert twilio.phone("+17584840003").text("They sell drugs there") == []
    assert twilio.last_reply.status == 403
    assert Tip.objects.count() == 2


def test_the_newer_header_with_a_shared_key_is_understood_and_a_strange_key_is_not(
    twilio: TwilioDouble, settings: Settings
) -> None:
    settings.TWILIO_SHARED_KEYS = {"webhooks_sharedkey_1": "shared"}
    twilio.webhooks.shared_key = ("webhooks_sharedkey_1", "shared")
    assert twilio.phone("+17584840001").text("They sell drugs there")
    for strange in (("webhooks_sharedkey_1", "guessed"), ("webhooks_sharedkey_2", "shared")):
        twilio.webhooks.shared_key = strange
        assert twilio.phone("+17584840002").text("They sell drugs there") == []
        assert twilio.last_reply.status == 403
    assert Tip.objects.count() == 1


def test_while_the_key_of_a_phones_epoch_does_not_open_its_words_are_taken_in_silence(twilio: TwilioDouble) -> None:
    """It may have asked for silence. FORGET is not said to be done, and the words are there."""
    phone = twilio.phone("+17584840001")
    phone.text("They sell drugs there")
    phone.text("QUIET")
    spoil(KeyPurpose.EPOCH, StoredKey.objects.get(purpose=KeyPurpose.EPOCH).id)
    assert phone.text("They came back with a boat") == []
    assert (Tip.objects.count(), Line.objects.count()) == (2, 1)
    assert Tip.objects.filter(unreachable=True).count() == 1, "nobody has its receipt"
    assert "911" in phone.text("He is beating her now, help")[0]
    assert "NOT" in phone.text("FORGET")[0]


def test_an_alert_number_whose_key_is_spoilt_keeps_no_tip_out(twilio: TwilioDouble, house: House) -> None:
    keep_number("+17585310000", of=house.officer("reid"))
    spoil(KeyPurpose.EPOCH, OFFICERS_NUMBERS)
    assert twilio.phone("+17584840001").text("They sell drugs there")
    assert Tip.objects.count() == 1
