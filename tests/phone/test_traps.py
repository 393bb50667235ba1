"""Traps of the provider that no other test steps on: services, sub-accounts, what phones make, what comes too late."""

import pytest
from pytest_django import Settings

from reports.intake.receipt import find_in
from reports.lifecycle.erasure import erase_tip
from reports.models import Attachment, Errand, Line, Status, Tip
from tests.calls import send as send_call
from tests.calls import to_the_tone
from tests.conftest import House, triage_all
from tests.intake.telling_films import FILMS
from tests.intake.telling_pictures import TELLING
from tests.phone.test_mms import files, run_all, send
from tests.twilio_double import TwilioDouble

PHONE = "+17584840001"
TIP = "They sell drugs behind the school every night"


def test_a_number_inside_a_messaging_service_is_let_in_by_its_signature_alone(twilio: TwilioDouble) -> None:
    """Looking the number or the service up first has lost others their messages."""
    (answer,) = twilio.phone(PHONE).text(TIP, MessagingServiceSid="MG" + "a" * 32, To="+17585550999")
    assert find_in(answer)
    assert Tip.objects.count() == 1


def test_a_subaccount_signs_with_its_own_token(twilio: TwilioDouble, settings: Settings) -> None:
    twilio.webhooks.token = "that of the subaccount"
    assert twilio.phone(PHONE).text(TIP, AccountSid="AC" + "b" * 32) == []
    assert twilio.last_reply.status == 403
    settings.TWILIO_AUTH_TOKEN = [*settings.TWILIO_AUTH_TOKEN, "that of the subaccount"]
    (answer,) = twilio.phone(PHONE).text(TIP, AccountSid="AC" + "b" * 32)
    assert find_in(answer)


@pytest.mark.parametrize(
    ("claimed", "data", "kept"),
    [
        ("image/heic", TELLING["heic"], "image/"),
        ("video/3gpp", FILMS["3gp"], "video/"),
        ("text/plain", TELLING["heic"], "image/"),
    ],
    ids=["heic", "3gp", "a lie"],
)
def test_what_phones_make_is_made_safe_whatever_it_is_called(
    house: House, twilio: TwilioDouble, claimed: str, data: bytes, kept: str
) -> None:
    send(twilio, (claimed, data))
    run_all()
    ((clean, kind),) = files(house)
    assert kind.startswith(kept)
    assert clean != data


def test_a_recording_that_is_ready_when_its_tip_is_closed_is_kept_and_deleted_there(
    house: House, twilio: TwilioDouble
) -> None:
    send_call(to_the_tone(twilio))
    triage_all()
    Tip.objects.update(status=Status.CLOSED, outcome="nothing")
    run_all()
    twilio.webhooks.release(times=2)
    assert (Attachment.objects.count(), twilio.state.recordings) == (1, {})
    assert Tip.objects.get().status == Status.CLOSED
    assert not Errand.objects.filter(record__isnull=False).exists()


@pytest.mark.parametrize("late", ["sent", "delivered", "undelivered", "failed"])
def test_news_of_a_text_that_was_deleted_there_and_of_a_tip_that_was_erased_revives_nothing(
    house: House, twilio: TwilioDouble, late: str
) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    answer = phone.inbox()[-1]
    twilio.report(answer, "sent")
    twilio.webhooks.release()
    triage_all()
    run_all()
    assert twilio.state.texts == {}, "both are deleted there"
    erase_tip(tip_id=Tip.objects.get().pk, by="test")
    twilio.report(answer, late)
    assert [reply.status for reply in twilio.webhooks.release(times=2)] == [200, 200]
    assert not Tip.everything.exists()
    assert not Line.objects.exists()
    run_all()
    assert not Errand.objects.exists(), "what is gone there is not asked for again and again"
