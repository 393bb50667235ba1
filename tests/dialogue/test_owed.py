"""The receipt of a tip told in silence: it waits for its phone to ask, is sent once, and dies with the line."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connections

from reports import outbox
from reports.dialogue.answered import note_reached, note_there, note_unanswered, see_to_answers
from reports.dialogue.forget import silence_line, silence_tip
from reports.dialogue.lines import find_line, is_about, owed_to
from reports.dialogue.owed import ask_for_receipt, give_receipt
from reports.dialogue.tasks import give_owed_receipt
from reports.gateways.twilio import twilio_gateway
from reports.intake.door import accept
from reports.intake.receipt import find_in, grouped
from reports.models import AuditEntry, Errand, Line, Tip
from reports.sealing.opening import CannotOpen
from tests.arrivals import PHONE, sms
from tests.twilio_double import TwilioDouble
from tests.waiting import answers_are_due

pytestmark = pytest.mark.usefixtures("provider")
OWED = "555: stored. Receipt {receipt}, keep it secret."


@pytest.fixture
def receipt(house: object) -> str:
    """A tip told in silence: nobody but the door knows its receipt."""
    receipt = accept(sms(silent=True, owed=OWED)).receipt
    assert receipt
    return receipt


def test_it_is_sent_once_forgotten_here_and_deleted_at_the_provider(receipt: str, provider: TwilioDouble) -> None:
    line = Line.objects.get()
    ask_for_receipt(PHONE)
    provider.state.faults.busy = True
    give_owed_receipt(str(line.pk))
    provider.state.faults.busy = False
    assert owed_to(Line.objects.get()) == OWED.format(receipt=grouped(receipt)), "it can be asked for again"
    ask_for_receipt(PHONE)
    give_owed_receipt(str(line.pk))
    give_owed_receipt(str(line.pk))
    ask_for_receipt(PHONE)
    give_owed_receipt(str(line.pk))
    (text,) = provider.state.inbox(PHONE)
    assert find_in(text.body) == receipt
    address, _, tag = text.status_callback.partition("?receipt=")
    assert (address.endswith("/phone/status/answered"), len(tag)) == (True, 32)
    assert is_about(Line.objects.get(), tag)
    note_there(PHONE, tag)
    assert (Line.objects.get().receipt, Line.objects.get().answer_due) == (None, None)
    assert Errand.objects.filter(record=None).count() == 1
    assert AuditEntry.objects.filter(act="line.receipt_given").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_with_the_same_message_one_sends_it(receipt: str, provider: TwilioDouble) -> None:
    line = Line.objects.get()
    ask_for_receipt(PHONE)

    def give(_: int) -> None:
        try:
            give_receipt(line.pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(give, range(4)))
    assert [find_in(text.body) for text in provider.state.inbox(PHONE)] == [receipt]


@pytest.mark.django_db(transaction=True)
def test_asked_for_again_while_it_is_being_sent_it_is_sent_once(receipt: str, provider: TwilioDouble) -> None:
    line, gateway = Line.objects.get(), twilio_gateway()
    ask_for_receipt(PHONE)

    def again() -> None:
        try:
            ask_for_receipt(PHONE)
            give_receipt(line.pk)
        finally:
            connections.close_all()

    def slowly(**message: Any) -> str:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(again).result(timeout=60)  # the phone is not kept waiting, and nothing goes out
        assert provider.state.inbox(PHONE) == []
        return gateway.send_message(**message)

    with patch("reports.dialogue.owed.twilio_gateway") as slow:
        slow.return_value.send_message = slowly
        give_receipt(line.pk)
    give_receipt(line.pk)
    assert [find_in(text.body) for text in provider.state.inbox(PHONE)] == [receipt]
    assert AuditEntry.objects.filter(act="line.receipt_given").count() == 1


@pytest.mark.parametrize("quiet", [silence_line, silence_tip])
def test_silence_after_it_was_asked_for_holds_it_back(receipt: str, provider: TwilioDouble, quiet: object) -> None:
    line = Line.objects.get()
    silence_line(sender=PHONE, silent=False)
    ask_for_receipt(PHONE)
    if quiet is silence_line:
        silence_line(sender=PHONE, silent=True)
    else:
        silence_tip(line.tip_id)
    give_receipt(line.pk)
    assert provider.state.inbox(PHONE) == []
    ask_for_receipt(PHONE)
    give_receipt(line.pk)
    assert [find_in(text.body) for text in provider.state.inbox(PHONE)] == [receipt]


def test_a_worker_that_dies_while_it_sends_loses_nothing_and_sends_nothing_twice(
    receipt: str, provider: TwilioDouble
) -> None:
    line = Line.objects.get()
    ask_for_receipt(PHONE)
    with (
        patch("requests.Session.request", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        give_receipt(line.pk)
    give_receipt(line.pk)
    assert provider.state.inbox(PHONE) == [], "the same message once more: it may have gone out"
    ask_for_receipt(PHONE)
    give_receipt(line.pk)
    assert [find_in(text.body) for text in provider.state.inbox(PHONE)] == [receipt]


def test_it_is_asked_for_to_be_sent_at_once_or_never(receipt: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(outbox.current_app, "send_task", lambda task, **more: asked.append((task, more["expires"])))
    monkeypatch.setattr("django.db.transaction.on_commit", lambda act: act())
    ask_for_receipt("+17584840002")
    ask_for_receipt("")
    ask_for_receipt(PHONE)
    assert asked == [("reports.dialogue.give_receipt", 45.0)]


def test_all_kept_texts_have_one_size_and_no_other_line_opens_one(receipt: str) -> None:
    accept(sms(sender="+17584840002", silent=True, owed="{receipt}"))
    first, second = find_line(PHONE), find_line("+17584840002")
    assert first
    assert second
    assert len(first.receipt) == len(second.receipt)
    first.receipt = second.receipt
    with pytest.raises(CannotOpen):
        owed_to(first)


@pytest.mark.parametrize("tells", [True, False])
def test_one_that_lies_too_long_at_the_provider_does_not_ring_late_and_can_be_asked_for_again(
    receipt: str, provider: TwilioDouble, tells: bool
) -> None:
    line = Line.objects.get()
    silence_line(sender=PHONE, silent=False)
    provider.state.faults.queued_for = 46
    ask_for_receipt(PHONE)
    give_receipt(line.pk)
    (stale,) = provider.state.texts.values()
    assert (stale.error_code, provider.state.inbox(PHONE)) == (30036, [])
    assert not ask_for_receipt(PHONE), "it is on its way"
    provider.state.faults.queued_for = 44
    if tells:
        note_unanswered(PHONE, stale.status_callback.partition("?receipt=")[2])
    else:
        answers_are_due()
        see_to_answers()
    give_receipt(line.pk)
    assert provider.state.inbox(PHONE) == [], "minutes later the phone may lie in other hands"
    assert Tip.objects.get().unreachable, "the desk is told"
    assert ask_for_receipt(PHONE)
    give_receipt(line.pk)
    (text,) = provider.state.inbox(PHONE)
    assert (find_in(text.body), text.validity) == (receipt, 45)
    note_reached(PHONE, text.status_callback.partition("?receipt=")[2])
    assert not Tip.objects.get().unreachable
    assert not ask_for_receipt(PHONE)


def test_news_that_comes_before_the_worker_has_noted_what_it_sent_counts(receipt: str, provider: TwilioDouble) -> None:
    line, gateway = Line.objects.get(), twilio_gateway()
    ask_for_receipt(PHONE)

    def told_at_once(**message: Any) -> str:
        sid = gateway.send_message(**message)
        note_there(PHONE, message["status_callback"].partition("?receipt=")[2])
        return sid

    with patch("reports.dialogue.owed.twilio_gateway") as fast:
        fast.return_value.send_message = told_at_once
        give_receipt(line.pk)
    line.refresh_from_db()
    assert (line.receipt, line.answer_due) == (None, None)
    assert not ask_for_receipt(PHONE)
