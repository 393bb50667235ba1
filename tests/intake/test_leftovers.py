"""What nothing here ordered away is deleted at the provider all the same, and what may be a tip waits."""

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import Settings

from reports.gateways.twilio import Unavailable
from reports.intake.leftovers import THEIRS, delete_leftovers
from reports.intake.tasks import delete_what_was_left
from reports.models import AuditEntry
from tests.twilio_double import TwilioDouble
from tests.twilio_double.state import Text, new_sid

pytestmark = pytest.mark.usefixtures("house")
PHONE, OUR_PHONE, STRANGE = "+17584840001", "+17585550599", "+17584440000"


def ago(passed: timedelta) -> str:
    return (datetime.now(UTC) - passed).strftime("%a, %d %b %Y %H:%M:%S +0000")


def lies_there(provider: TwilioDouble, direction: str, age: timedelta, *, other: str = PHONE, **more: str) -> Text:
    number = more.pop("number", provider.state.number)
    sender, to = (other, number) if direction == "inbound" else (number, other)
    fields = {"status": "received" if direction == "inbound" else "delivered", **more}
    text = Text(sid=new_sid("SM"), sender=sender, to=to, body="x", direction=direction, created=ago(age), **fields)
    return provider.state.add_text(text)


def test_our_own_texts_go_after_an_hour_and_what_is_on_its_way_stays(provider: TwilioDouble) -> None:
    lies_there(provider, "outbound-reply", timedelta(minutes=61))
    lies_there(provider, "outbound-api", timedelta(minutes=61), status="undelivered")
    young = lies_there(provider, "outbound-reply", timedelta(minutes=50))
    queued = lies_there(provider, "outbound-reply", timedelta(minutes=61), status="queued")
    assert delete_leftovers() == 2
    assert set(provider.state.texts) == {young.sid, queued.sid}
    assert AuditEntry.objects.filter(act="provider.deleted").count() == 2


def test_what_a_tipster_sent_waits_until_an_outage_is_over(provider: TwilioDouble) -> None:
    kept = lies_there(provider, "inbound", THEIRS - timedelta(hours=1))
    lies_there(provider, "inbound", THEIRS + timedelta(hours=1))
    lies_there(provider, "inbound", THEIRS + timedelta(hours=1), other="whatsapp:" + PHONE,
               number="whatsapp:" + provider.state.number)  # fmt: skip
    assert delete_leftovers() == 2
    assert set(provider.state.texts) == {kept.sid}


def test_what_the_lines_own_phone_sent_and_called_for_a_test_goes_too(provider: TwilioDouble) -> None:
    sid = new_sid("SM")
    provider.state.add_text(
        Text(sid=sid, sender=OUR_PHONE, to=provider.state.number, body="x", direction="outbound-api",
             status="delivered", created=ago(timedelta(hours=2)))
    )  # fmt: skip
    provider.state.calls["CA" + "1" * 32] = OUR_PHONE
    provider.state.begun["CA" + "1" * 32] = ago(timedelta(hours=2))
    assert delete_leftovers() == 2
    assert (provider.state.texts, provider.state.calls) == ({}, {})


def test_records_of_calls_go_when_the_call_is_over(provider: TwilioDouble) -> None:
    for digit, age in (("1", 2.0), ("2", 2.0), ("3", 0.5)):
        provider.state.calls["CA" + digit * 32] = PHONE
        provider.state.begun["CA" + digit * 32] = ago(timedelta(hours=age))
    provider.state.outward.add("CA" + "1" * 32)
    provider.state.going_on.add("CA" + "2" * 32)
    assert delete_leftovers() == 1
    assert set(provider.state.calls) == {"CA" + "2" * 32, "CA" + "3" * 32}


def test_what_a_caller_said_waits_as_long_as_a_text(provider: TwilioDouble) -> None:
    old, young = (provider.state.add_recording("CA" + digit * 32, 1) for digit in "12")
    old.created, young.created = ago(THEIRS + timedelta(hours=1)), ago(THEIRS - timedelta(hours=1))
    strange = provider.state.add_recording("CA" + "3" * 32, 1)
    strange.created = old.created
    provider.state.calls["CA" + "3" * 32] = PHONE
    provider.state.number = STRANGE
    assert delete_leftovers() == 1
    assert set(provider.state.recordings) == {young.sid, strange.sid}


def test_another_programs_texts_in_the_same_account_are_none_of_ours(provider: TwilioDouble) -> None:
    theirs = lies_there(provider, "outbound-api", timedelta(days=9), number=STRANGE)
    assert delete_leftovers() == 0
    assert set(provider.state.texts) == {theirs.sid}


def test_what_is_refused_is_tried_again_the_next_time(provider: TwilioDouble) -> None:
    lies_there(provider, "outbound-reply", timedelta(hours=2))
    lies_there(provider, "outbound-reply", timedelta(hours=2))
    provider.state.faults.too_early = 1
    assert delete_leftovers() == 1
    assert delete_leftovers() == 1
    assert provider.state.texts == {}


def test_the_task_does_it_and_goes_on_when_the_provider_is_away(provider: TwilioDouble, settings: Settings) -> None:
    lies_there(provider, "outbound-reply", timedelta(hours=2))
    provider.state.faults.busy = True
    delete_what_was_left()
    provider.state.faults.busy = False
    delete_what_was_left()
    assert provider.state.texts == {}
    settings.TWILIO_NUMBER = ""
    with pytest.raises(Unavailable):
        delete_leftovers()
