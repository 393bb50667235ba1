"""An officer decides about a text that failed or is unknown, once; and a long answer goes out in parts, each once."""

from typing import Any

import pytest

from reports.clock import in_seconds
from reports.dialogue import deliver as delivering
from reports.dialogue.deliver import deliver, record_state, settle_stranded
from reports.dialogue.forget import end_line, silence_line
from reports.dialogue.reply import ask_tipster
from reports.dialogue.send_again import ChannelClosed, NothingToDecide, leave_in_mailbox, send_again
from reports.models import Delivery, Dispatch, Errand, Record, RecordKind
from tests.arrivals import PHONE, sms, triaged_tip
from tests.conftest import House, only_tip
from tests.twilio_double import TwilioDouble

LONG = "Please tell us which days the boat lands and who waits for it. " * 12
pytestmark = pytest.mark.django_db


@pytest.fixture
def unknown(house: House, provider: TwilioDouble) -> Record:
    """A question of which nobody knows whether it went out."""
    tip, _ = triaged_tip(sms())
    record = ask_tipster(tip=tip, text="Which days?", by=house.officer("reid"))
    provider.state.faults.break_before_answer = True
    deliver(Dispatch.objects.get().pk)
    provider.state.faults.break_before_answer = False
    return record


def question() -> Record:
    return Record.objects.get(kind=RecordKind.QUESTION)


def again(house: House, record: Record) -> None:
    send_again(tip=only_tip(), record_id=record.pk, text="Which days?", by=house.officer("jules"))


def test_a_text_that_is_unknown_goes_out_again_when_an_officer_says_so(
    house: House, unknown: Record, provider: TwilioDouble
) -> None:
    earlier = Dispatch.objects.get().pk
    again(house, unknown)
    assert question().delivery == Delivery.QUEUED
    record_state(dispatch=earlier, status="delivered")
    assert question().delivery == Delivery.QUEUED, "news of the first one says nothing of the second"
    deliver(Dispatch.objects.get().pk)
    assert question().delivery == Delivery.SENT
    assert len(provider.state.inbox(PHONE)) == 2


def test_two_officers_who_decide_at_once_send_it_once(house: House, unknown: Record) -> None:
    again(house, unknown)
    with pytest.raises(NothingToDecide):
        again(house, unknown)
    assert Dispatch.objects.count() == 1


def test_it_can_be_left_in_the_mailbox(house: House, unknown: Record) -> None:
    leave_in_mailbox(tip=only_tip(), record_id=unknown.pk, by=house.officer("reid"))
    assert question().delivery == Delivery.NONE
    assert not Dispatch.objects.exists()
    with pytest.raises(NothingToDecide):
        again(house, unknown)


@pytest.mark.parametrize("end", ["forget", "quiet"])
def test_to_a_phone_that_was_forgotten_or_wants_no_texts_nothing_is_sent(
    house: House, unknown: Record, end: str
) -> None:
    if end == "forget":
        end_line(sender=PHONE)
    else:
        silence_line(sender=PHONE, silent=True)
    with pytest.raises(ChannelClosed):
        again(house, unknown)
    assert question().delivery == Delivery.UNKNOWN


def test_a_text_that_is_on_its_way_is_nothing_to_decide(house: House, provider: TwilioDouble) -> None:
    tip, _ = triaged_tip(sms())
    record = ask_tipster(tip=tip, text="Which days?", by=house.officer("reid"))
    with pytest.raises(NothingToDecide):
        again(house, record)


@pytest.fixture
def long_one(house: House, provider: TwilioDouble) -> Dispatch:
    """A long answer that waits to be sent."""
    tip, _ = triaged_tip(sms())
    ask_tipster(tip=tip, text=LONG, by=house.officer("reid"))
    return Dispatch.objects.get()


def test_a_long_answer_goes_out_in_numbered_parts_and_is_delivered_when_all_are(
    long_one: Dispatch, provider: TwilioDouble
) -> None:
    deliver(long_one.pk)
    sent = [text.body for text in provider.state.inbox(PHONE)]
    assert [body[:4] for body in sent] == ["1/3 ", "2/3 ", "3/3 "]
    assert question().delivery == Delivery.SENT
    assert Errand.objects.filter(kind="message", record=question()).count() == 3
    for part in (2, 0, 0):
        record_state(dispatch=long_one.pk, status="delivered", part=part)
    assert question().delivery == Delivery.SENT
    record_state(dispatch=long_one.pk, status="delivered", part=1)
    assert question().delivery == Delivery.DELIVERED


def test_a_provider_that_is_busy_in_the_middle_gets_the_rest_later_and_no_part_twice(
    long_one: Dispatch, provider: TwilioDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    sends = provider.send

    def busy_after(**text: str):  # type: ignore[no-untyped-def]
        provider.state.faults.busy = True
        return sends(**text)

    with monkeypatch.context() as patch:
        patch.setattr(provider, "send", busy_after)
        deliver(long_one.pk)
    assert (question().delivery, Dispatch.objects.get().sent) == (Delivery.QUEUED, 1)
    provider.state.faults.busy = False
    deliver(long_one.pk)
    assert [text.body[:4] for text in provider.state.inbox(PHONE)] == ["1/3 ", "2/3 ", "3/3 "]


@pytest.mark.parametrize("end", ["forget", "quiet"])
def test_a_phone_that_wants_no_more_after_the_first_part_gets_no_second(
    long_one: Dispatch, provider: TwilioDouble, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    notes = delivering.new_errand

    def after_the_first(*told: Any, **how: Any) -> Any:
        end_line(sender=PHONE) if end == "forget" else silence_line(sender=PHONE, silent=True)
        return notes(*told, **how)

    monkeypatch.setattr(delivering, "new_errand", after_the_first)
    for _ in range(2):
        deliver(long_one.pk)
    assert [text.body[:4] for text in provider.state.inbox(PHONE)] == ["1/3 "]
    assert question().delivery == (Delivery.FAILED if end == "forget" else Delivery.NONE)
    assert not Dispatch.objects.exists()


def test_a_line_that_breaks_in_the_middle_leaves_the_whole_unknown(
    long_one: Dispatch, provider: TwilioDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    sends = provider.send

    def breaks_with_the_second(**text: str):  # type: ignore[no-untyped-def]
        provider.state.faults.break_before_answer = text["body"].startswith("2/3")
        return sends(**text)

    with monkeypatch.context() as patch:
        patch.setattr(provider, "send", breaks_with_the_second)
        deliver(long_one.pk)
    record_state(dispatch=long_one.pk, status="delivered", part=0)
    assert question().delivery == Delivery.UNKNOWN
    Dispatch.objects.update(due_at=in_seconds(-1))
    settle_stranded(long_one.pk)
    assert question().delivery == Delivery.UNKNOWN
    assert len(provider.state.inbox(PHONE)) == 2


def test_a_part_that_fails_fails_the_whole(long_one: Dispatch) -> None:
    deliver(long_one.pk)
    record_state(dispatch=long_one.pk, status="undelivered", part=1)
    record_state(dispatch=long_one.pk, status="delivered", part=0)
    assert question().delivery == Delivery.FAILED


def test_news_of_a_part_that_does_not_exist_changes_nothing(long_one: Dispatch) -> None:
    deliver(long_one.pk)
    record_state(dispatch=long_one.pk, status="failed", part=7)
    assert question().delivery == Delivery.SENT
