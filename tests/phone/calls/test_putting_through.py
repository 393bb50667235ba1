"""The officer on duty: called without the caller's number, never recorded, promised only while somebody is there."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from reports.dialogue.duty import begin_duty, end_duty
from reports.intake.errands import run_errand
from reports.models import Errand, ErrandKind, Hotline, Tip
from reports.people.suspending import suspend
from reports.phone.calls.putting_through import TO_THE_OFFICER
from tests.calls import PHONE, send, sentences
from tests.conftest import House
from tests.phone.conftest import PUBLIC
from tests.twilio_double import Call, TwilioDouble, new_sid

OFFICER = "+17584840009"


@pytest.fixture
def duty(house: House) -> None:
    begin_duty(number=OFFICER, hours=8, by=house.officer("reid"))


def asking(twilio: TwilioDouble) -> Call:
    call = twilio.phone(PHONE).call()
    call.press("2")
    call.press("4")
    return call


def test_the_officer_sees_the_hotlines_number_and_takes_the_call_by_a_key(twilio: TwilioDouble, duty: None) -> None:
    call = asking(twilio)
    assert "menu_officer" in sentences(call, "acf")
    assert sentences(call)[-1] == "officer"
    assert call.other_side
    assert (call.other_side.number, call.other_side.shown) == (OFFICER, twilio.state.number)
    assert call.is_taken(press="1")
    assert call.other_side.heard == [TO_THE_OFFICER.format(language="Kwéyòl")]
    assert sentences(call)[-2:] == ["talk_over", "danger_more"]  # a tip can be left as well


def test_of_a_caller_who_chose_no_language_the_officer_hears_both_that_the_line_speaks(
    twilio: TwilioDouble, duty: None
) -> None:
    call = twilio.phone(PHONE).call()
    call.stay_silent()
    call.press("4")
    assert call.is_taken(press="1")
    assert call.other_side
    assert call.other_side.heard == [TO_THE_OFFICER.format(language="English and Kwéyòl")]


def test_in_danger_the_officer_on_duty_is_offered_where_nobody_else_is_connected(
    twilio: TwilioDouble, duty: None
) -> None:
    call = twilio.phone(PHONE).call()
    call.press("1")
    call.press("1")
    assert sentences(call)[-3:] == ["danger", "menu_officer", "danger_more"]
    call.press("1")
    assert sentences(call)[-3:] == ["danger", "menu_officer", "danger_more"], "in panic people press 1 again"
    call.press("4")
    assert sentences(call)[-1] == "officer"
    assert call.other_side
    assert call.other_side.number == OFFICER


def test_nothing_is_recorded_while_they_talk(twilio: TwilioDouble, duty: None) -> None:
    call = asking(twilio)
    assert 'record="do-not-record"' in twilio.webhooks.again().body
    call.is_taken()
    call.hang_up()
    assert twilio.state.recordings == {}
    assert not Tip.objects.exists()


@pytest.mark.parametrize("press", ["", "2"])
def test_a_mailbox_that_answers_for_the_officer_gets_no_voice(twilio: TwilioDouble, duty: None, press: str) -> None:
    call = asking(twilio)
    assert not call.is_taken(press=press)
    assert call.other_side
    assert len(call.other_side.heard) == (1 if press else 2), "said again to whoever was slow"
    assert sentences(call)[-3:-1] == ["no_officer", "category"]


@pytest.mark.parametrize("status", ["no-answer", "busy", "failed", "canceled"])
def test_who_reaches_nobody_is_offered_a_recording(twilio: TwilioDouble, duty: None, status: str) -> None:
    call = asking(twilio)
    call.is_not_taken(status)
    assert sentences(call)[-3:-1] == ["no_officer", "category"]
    call.press("2")
    send(call)
    assert Tip.objects.get().category == "firearms"


def test_the_records_of_both_sides_are_deleted_at_the_provider(twilio: TwilioDouble, duty: None) -> None:
    call = asking(twilio)
    call.is_taken()
    call.hang_up()
    twilio.webhooks.release(shuffled=True, times=2)
    assert Errand.objects.filter(kind=ErrandKind.CALL).count() == 2
    for errand in Errand.objects.all():
        run_errand(errand.pk)
    assert twilio.state.calls == {}
    assert not Errand.objects.exists()


def test_the_record_of_the_other_side_is_ordered_gone_even_where_no_notice_of_it_comes(
    twilio: TwilioDouble, duty: None
) -> None:
    call = asking(twilio)
    call.is_taken()
    assert Errand.objects.filter(kind=ErrandKind.CALL).count() == 2


def test_a_caller_who_hangs_up_while_it_rings_leaves_no_record_either(twilio: TwilioDouble, duty: None) -> None:
    call = asking(twilio)
    call.hang_up()
    twilio.webhooks.release(times=2)
    assert Errand.objects.filter(kind=ErrandKind.CALL).count() == 2


@pytest.mark.parametrize("why", ["never begun", "ended", "run out", "line closed", "no number of ours"])
def test_nothing_suggests_an_officer_where_none_is_on_duty(
    house: House, twilio: TwilioDouble, settings: Settings, why: str
) -> None:
    if why != "never begun":
        begin_duty(number=OFFICER, hours=8, by=house.officer("reid"))
    if why == "ended":
        end_duty(by=house.officer("reid"))
    if why == "run out":
        Hotline.objects.update(duty_until=timezone.now() - timedelta(seconds=1))
    if why == "line closed":
        Hotline.objects.update(is_closed=True)
    if why == "no number of ours":
        settings.TWILIO_NUMBER = ""
    call = asking(twilio)
    assert "menu_officer" not in sentences(call)
    assert sentences(call)[-3:-1] == ["no_officer", "category"]
    assert call.waits_for == "keys"


def test_a_call_that_is_over_is_deleted_soon_and_an_unknown_one_too(twilio: TwilioDouble) -> None:
    call = twilio.phone(PHONE).call()
    [(before,)] = Errand.objects.values_list("due_at")
    call.hang_up()
    twilio.webhooks.release(times=3)
    [(after,)] = Errand.objects.values_list("due_at")
    assert after < before - timedelta(minutes=15)
    for number, status in enumerate(("completed", "ringing"), start=2):
        reply = twilio.webhooks.post(f"{PUBLIC}/phone/voice/over", {"CallSid": new_sid("CA"), "CallStatus": status})
        assert reply.status == 200
        assert Errand.objects.count() == number
    assert Errand.objects.filter(due_at__gt=before - timedelta(minutes=1)).count() == 1  # the one that still rings


def test_who_reaches_nobody_in_danger_is_offered_the_officer_on_duty(
    twilio: TwilioDouble, settings: Settings, house: House
) -> None:
    settings.DANGER_NUMBER = "+17584561990"
    begin_duty(number=OFFICER, hours=2, by=house.officer("reid"))
    call = twilio.phone(PHONE).call()
    call.stay_silent()
    call.press("1")
    call.press("4")
    assert call.other_side
    assert call.other_side.number == "+17584561990", "no key was told of before"
    call.is_not_taken("no-answer")
    assert sentences(call, "en")[-3:] == ["danger", "menu_officer", "danger_more"]
    call.press("4")
    assert call.other_side.number == OFFICER


def test_a_caller_is_put_through_to_nobody_whom_a_colleague_has_suspended(twilio: TwilioDouble, house: House) -> None:
    begin_duty(number=OFFICER, hours=8, by=house.officer("jules"))
    suspend(officer=house.officer("jules"), by=house.officer("reid"), though_few=True)
    call = asking(twilio)
    assert "menu_officer" not in sentences(call, "acf")
    assert call.other_side is None


def test_no_officer_silences_a_phone_by_putting_callers_through_to_it(twilio: TwilioDouble, house: House) -> None:
    begin_duty(number=OFFICER, hours=2, by=house.officer("reid"))
    twilio.phone(OFFICER).text("They sell drugs behind the school")
    assert Tip.objects.count() == 1
