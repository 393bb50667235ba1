"""Texts to tipsters: nothing goes out twice, states only move forward, and no word stays behind."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django import Settings

from reports.clock import in_seconds, today
from reports.dialogue import deliver as delivering
from reports.dialogue.deliver import deliver, record_state, settle_stranded
from reports.dialogue.forget import end_line
from reports.dialogue.reply import ask_tipster
from reports.intake.door import accept
from reports.intake.errands import run_errand
from reports.models import Delivery, Dispatch, Errand, KeyPurpose, Line, Record, RecordKind, StoredKey
from tests.arrivals import PHONE, sms, triaged_tip
from tests.conftest import House, only_tip, triage_all
from tests.twilio_double import TwilioDouble

pytestmark = pytest.mark.usefixtures("provider")


@pytest.fixture
def dispatch(house: House) -> Dispatch:
    """A question on its way to a phone."""
    tip, _ = triaged_tip(sms())
    ask_tipster(tip=tip, text="Which boat?", by=house.officer("reid"))
    return Dispatch.objects.get()


def state() -> str:
    return Record.objects.get(kind=RecordKind.QUESTION).delivery


def words_are_gone(dispatch: Dispatch) -> bool:
    return not StoredKey.objects.filter(pk=(dispatch.pk, KeyPurpose.ONE_TIME)).exists()


def test_the_words_go_out_once_and_are_then_forgotten_here_and_there(
    dispatch: Dispatch, provider: TwilioDouble
) -> None:
    deliver(dispatch.pk)
    deliver(dispatch.pk)
    [text] = provider.state.inbox(PHONE)
    assert text.body == "555: Which boat?\nAnswer here."
    assert text.status_callback == f"https://tips.example/phone/status/{dispatch.pk}"
    assert text.validity == 900
    assert state() == Delivery.SENT
    assert words_are_gone(dispatch)
    Errand.objects.update(due_at=in_seconds(-1))
    run_errand(Errand.objects.get().pk)
    assert provider.state.deleted == [text.sid]


def test_no_question_is_texted_to_a_phone_that_is_a_stranger_again(
    dispatch: Dispatch, provider: TwilioDouble, settings: Settings
) -> None:
    Line.objects.update(last_day=today() - timedelta(days=settings.LINE_DAYS + 1))
    deliver(dispatch.pk)
    assert provider.state.inbox(PHONE) == []
    assert words_are_gone(dispatch)


def test_a_question_that_lies_too_long_at_the_provider_rings_nobody_and_is_shown_as_failed(
    dispatch: Dispatch, provider: TwilioDouble
) -> None:
    provider.state.faults.queued_for = 901
    deliver(dispatch.pk)
    (stale,) = provider.state.texts.values()
    assert (provider.state.inbox(PHONE), stale.error_code) == ([], 30036)
    record_state(dispatch=dispatch.pk, status="failed", error_code=stale.error_code)
    assert state() == Delivery.FAILED
    assert Line.objects.exists(), "the next one is texted all the same"


def test_delivered_ends_the_dispatch(dispatch: Dispatch) -> None:
    deliver(dispatch.pk)
    record_state(dispatch=dispatch.pk, status="delivered")
    assert state() == Delivery.DELIVERED
    assert not Dispatch.objects.exists()


@pytest.mark.parametrize(
    ("words", "at_last"),
    [
        (["delivered", "sent"], Delivery.DELIVERED),
        (["sent", "sent", "delivered", "delivered"], Delivery.DELIVERED),
        (["undelivered", "sent"], Delivery.FAILED),
        (["failed", "sent", "queued"], Delivery.FAILED),
        (["queued", "sending", "accepted"], Delivery.SENT),
        (["nonsense", "", "DELIVERED"], Delivery.SENT),
    ],
)
def test_callbacks_late_doubled_or_backwards_only_move_it_forward(
    dispatch: Dispatch, words: list[str], at_last: Delivery
) -> None:
    deliver(dispatch.pk)
    for word in words:
        record_state(dispatch=dispatch.pk, status=word)
    assert state() == at_last


def test_a_callback_that_overtakes_the_answer_counts(dispatch: Dispatch) -> None:
    Dispatch.objects.update(handed_over=True)
    record_state(dispatch=dispatch.pk, status="delivered")
    delivering._sent(dispatch, "SM" + "0" * 32)
    assert state() == Delivery.DELIVERED


def test_a_callback_for_no_dispatch_is_no_error(house: House) -> None:
    record_state(dispatch=uuid4(), status="delivered", error_code=21610)


def test_a_phone_that_opted_out_loses_its_line(dispatch: Dispatch, provider: TwilioDouble) -> None:
    provider.state.faults.refuse_with = 21610
    deliver(dispatch.pk)
    assert state() == Delivery.FAILED
    assert not Line.objects.exists()
    assert only_tip().unreachable
    assert not Dispatch.objects.exists()
    assert words_are_gone(dispatch)


def test_a_phone_that_opted_out_by_callback_loses_its_line_too(dispatch: Dispatch) -> None:
    deliver(dispatch.pk)
    record_state(dispatch=dispatch.pk, status="failed", error_code=21610)
    assert state() == Delivery.FAILED
    assert not Line.objects.exists()


def test_another_refusal_fails_and_keeps_the_line(dispatch: Dispatch, provider: TwilioDouble) -> None:
    provider.state.faults.refuse_with = 21211
    deliver(dispatch.pk)
    assert state() == Delivery.FAILED
    assert Line.objects.exists()


def test_a_busy_provider_is_asked_again_and_the_text_goes_out_once(dispatch: Dispatch, provider: TwilioDouble) -> None:
    provider.state.faults.busy = True
    deliver(dispatch.pk)
    assert not Dispatch.objects.get().handed_over
    assert state() == Delivery.QUEUED
    provider.state.faults.busy = False
    deliver(dispatch.pk)
    assert len(provider.state.inbox(PHONE)) == 1


def test_a_provider_away_for_a_day_fails_the_text(dispatch: Dispatch, provider: TwilioDouble) -> None:
    provider.state.faults.busy = True
    Dispatch.objects.update(attempts=delivering._GIVE_UP)
    deliver(dispatch.pk)
    assert state() == Delivery.FAILED
    assert not Dispatch.objects.exists()


def test_a_line_that_broke_before_the_answer_leaves_it_unknown_and_never_sends_again(
    dispatch: Dispatch, provider: TwilioDouble
) -> None:
    provider.state.faults.break_before_answer = True
    deliver(dispatch.pk)
    provider.state.faults.break_before_answer = False
    assert state() == Delivery.UNKNOWN
    deliver(dispatch.pk)
    assert len(provider.state.inbox(PHONE)) == 1
    assert words_are_gone(dispatch)
    record_state(dispatch=dispatch.pk, status="delivered")
    assert state() == Delivery.DELIVERED


def test_a_worker_killed_between_hand_over_and_answer_leaves_it_unknown(
    dispatch: Dispatch, provider: TwilioDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(delivering, "_sent", die)
        with pytest.raises(SystemExit):
            deliver(dispatch.pk)
    settle_stranded(dispatch.pk)  # too early: a callback may still come
    assert state() == Delivery.QUEUED
    Dispatch.objects.update(due_at=in_seconds(-1))
    settle_stranded(dispatch.pk)
    deliver(dispatch.pk)
    assert state() == Delivery.UNKNOWN
    assert len(provider.state.inbox(PHONE)) == 1
    assert words_are_gone(dispatch)


def test_a_text_whose_last_word_never_comes_ends_after_a_day(dispatch: Dispatch) -> None:
    deliver(dispatch.pk)
    assert Dispatch.objects.get().due_at > timezone.now() + timedelta(hours=23)
    Dispatch.objects.update(due_at=in_seconds(-1))
    settle_stranded(dispatch.pk)
    assert state() == Delivery.SENT
    assert not Dispatch.objects.exists()


def test_forget_between_asking_and_sending_stops_the_text(dispatch: Dispatch, provider: TwilioDouble) -> None:
    end_line(sender=PHONE)
    deliver(dispatch.pk)
    assert state() == Delivery.FAILED
    assert not provider.state.inbox(PHONE)


def test_a_dispatch_pointed_at_a_thiefs_line_sends_nothing(dispatch: Dispatch, provider: TwilioDouble) -> None:
    accept(sms("The thief's own tip", sender="+17584840666"))
    thief = Line.objects.exclude(pk=dispatch.line_id).get()
    Dispatch.objects.update(line_id=thief.pk)
    Line.objects.filter(pk=thief.pk).update(tip=dispatch.record.tip)
    deliver(dispatch.pk)
    assert not provider.state.inbox("+17584840666")
    assert state() == Delivery.FAILED


def test_a_dispatch_moved_with_line_and_record_to_the_thiefs_tip_sends_nothing(
    dispatch: Dispatch, provider: TwilioDouble
) -> None:
    accept(sms("The thief's own tip", sender="+17584840666"))
    thief = Line.objects.exclude(pk=dispatch.line_id).get()
    Dispatch.objects.update(line_id=thief.pk, record=thief.tip.pk)
    deliver(dispatch.pk)
    assert not provider.state.inbox("+17584840666")


def test_the_tipsters_answer_comes_back_into_the_thread(dispatch: Dispatch) -> None:
    deliver(dispatch.pk)
    assert accept(sms("The blue one")).joined
    triage_all()
    tip = only_tip()
    assert (tip.status, tip.has_news) == ("new", True), "nobody has taken it on"
    assert Record.objects.order_by("position").last().kind == RecordKind.ADDITION  # type: ignore[union-attr]
