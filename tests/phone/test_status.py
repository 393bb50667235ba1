"""What the provider says of a text we sent."""

from unittest.mock import patch

import pytest
from django.db import OperationalError

from reports.gateways.twilio import OPTED_OUT
from reports.intake.errands import run_errand
from reports.models import AuditEntry, Errand, ErrandKind, KeyPurpose, Line, StoredKey, Tip
from reports.queries.history import lost_by
from tests.spoilt import spoil
from tests.twilio_double import TwilioDouble
from tests.twilio_double.state import Text

PHONE = "+17584840001"
DISPATCH = "https://tips.example/phone/status/7c3a5f5e-7a51-4a3c-9f63-1f0a4b1f2d11"

ALERT = "https://tips.example/phone/alert/7c3a5f5e-7a51-4a3c-9f63-1f0a4b1f2d11/state"


def test_a_callback_is_handed_on_with_its_error_code(twilio: TwilioDouble) -> None:
    with patch("reports.phone.status.record_state") as record_state:
        assert twilio.webhooks.post(DISPATCH, {"MessageStatus": "failed", "ErrorCode": "30034"}).status == 200
    assert record_state.call_args.kwargs["status"] == "failed"
    assert record_state.call_args.kwargs["error_code"] == 30034


@pytest.mark.parametrize(
    "fields", [{"To": ""}, {"MessageStatus": "delivered"}, {"MessageStatus": "new word", "ErrorCode": "x"}]
)
def test_a_callback_for_a_text_that_is_gone_is_no_error(twilio: TwilioDouble, fields: dict[str, str]) -> None:
    assert twilio.webhooks.post(DISPATCH, fields).status == 200


@pytest.mark.parametrize(("status", "ordered"), [("sent", 1), ("undelivered", 1), ("failed", 1), ("sending", 0)])
def test_what_has_left_is_deleted_there_though_its_sender_never_learnt_its_name(
    twilio: TwilioDouble, status: str, ordered: int
) -> None:
    told = {"MessageSid": "SM" + "7" * 32, "MessageStatus": status}
    for _ in range(2):
        assert twilio.webhooks.post(DISPATCH, told).status == 200
    assert Errand.objects.filter(kind=ErrandKind.MESSAGE, record=None).count() == ordered
    Errand.objects.all().delete()
    for _ in range(2):
        assert twilio.webhooks.post(ALERT, told).status == 200
    assert Errand.objects.filter(kind=ErrandKind.MESSAGE, record=None).count() == ordered


@pytest.mark.parametrize(("status", "ordered"), [("completed", 1), ("no-answer", 1), ("ringing", 0)])
def test_so_is_the_record_of_a_call_to_an_officer(twilio: TwilioDouble, status: str, ordered: int) -> None:
    told = {"CallSid": "CA" + "7" * 32, "CallStatus": status}
    for _ in range(2):
        assert twilio.webhooks.post(ALERT, told).status == 200
    assert Errand.objects.filter(kind=ErrandKind.CALL, record=None).count() == ordered


def test_a_callback_with_the_database_down_is_asked_for_again(twilio: TwilioDouble) -> None:
    with patch("reports.phone.status.record_state", side_effect=OperationalError):
        assert twilio.webhooks.post(DISPATCH, {"MessageStatus": "sent"}).status == 503


def test_the_text_with_the_receipt_is_deleted_by_the_worker_once_it_has_left(twilio: TwilioDouble) -> None:
    twilio.phone(PHONE).text("They sell drugs behind the school")
    (answer,) = [text for text in twilio.state.texts.values() if text.direction == "outbound-reply"]
    twilio.report(answer, "sent", "delivered")
    twilio.webhooks.release(times=2)
    assert twilio.state.deleted == []
    for errand in Errand.objects.filter(record=None):
        run_errand(errand.pk)
    assert twilio.state.deleted == [answer.sid]
    assert not Errand.objects.filter(record=None).exists()


def test_an_answer_on_its_way_is_left_alone_and_a_silent_provider_is_asked_again_later(twilio: TwilioDouble) -> None:
    twilio.phone(PHONE).text("They sell drugs behind the school")
    (answer,) = [text for text in twilio.state.texts.values() if text.direction == "outbound-reply"]
    twilio.report(answer, "sending")
    twilio.webhooks.release()
    assert not Errand.objects.filter(record=None).exists()
    twilio.state.faults.busy = True
    twilio.report(answer, "delivered")
    assert [reply.status for reply in twilio.webhooks.release()] == [200]
    (errand,) = Errand.objects.filter(record=None)
    run_errand(errand.pk)
    assert twilio.state.deleted == []
    assert Errand.objects.filter(record=None).count() == 1


def answer_to(twilio: TwilioDouble, words: str) -> Text:
    twilio.phone(PHONE).text(words)
    return [text for text in twilio.state.texts.values() if text.direction == "outbound-reply"][-1]


@pytest.mark.parametrize(("status", "code"), [("undelivered", 30005), ("failed", 30034), ("undelivered", None)])
def test_a_receipt_that_did_not_come_is_told_to_the_desk_once_and_the_phone_stays_known(
    twilio: TwilioDouble, status: str, code: int | None
) -> None:
    answer = answer_to(twilio, "They sell drugs behind the school")
    twilio.report(answer, "sent", status, error_code=code)
    twilio.webhooks.release(times=2)
    tip = Tip.objects.get()
    assert (tip.unreachable, lost_by(tip.pk)) == (True, "line.unanswered")
    assert AuditEntry.objects.filter(act="line.unanswered").count() == 1
    assert Line.objects.get().stopped is False


def test_with_a_spoilt_key_of_phones_the_text_with_the_receipt_is_deleted_there_all_the_same(
    twilio: TwilioDouble,
) -> None:
    answer = answer_to(twilio, "They sell drugs behind the school")
    for key_id in StoredKey.objects.filter(purpose=KeyPurpose.EPOCH).values_list("id", flat=True):
        spoil(KeyPurpose.EPOCH, key_id)
    twilio.report(answer, "failed", error_code=OPTED_OUT)
    assert [reply.status for reply in twilio.webhooks.release()] == [503], "asked for again"
    assert Errand.objects.filter(kind=ErrandKind.MESSAGE, record=None).count() == 1


def test_another_answer_that_did_not_come_says_nothing_of_the_receipt(twilio: TwilioDouble) -> None:
    twilio.report(answer_to(twilio, "They sell drugs behind the school"), "sent", "delivered")
    twilio.report(answer_to(twilio, "The car is white"), "undelivered", error_code=30003)
    twilio.webhooks.release()
    assert not Tip.objects.get().unreachable


@pytest.mark.parametrize("status", ["sent", "delivered", "undelivered", "failed"])
def test_late_news_of_an_earlier_tips_receipt_touches_no_later_one(twilio: TwilioDouble, status: str) -> None:
    phone, first = twilio.phone(PHONE), answer_to(twilio, "They sell drugs behind the school")
    phone.text("FORGET")
    second = answer_to(twilio, "A boat without lights in Dennery")
    assert first.status_callback != second.status_callback
    twilio.report(first, status, error_code=OPTED_OUT if status == "failed" else None)
    twilio.webhooks.release(times=2)
    line = Line.objects.get()
    assert (line.receipt is not None, line.answer_due is not None, line.stopped) == (True, True, False)
    assert not line.tip.unreachable
    twilio.report(second, "delivered")
    twilio.webhooks.release()
    assert Line.objects.get().receipt is None


def test_a_receipt_that_did_not_come_to_a_phone_nobody_knows_is_no_error(twilio: TwilioDouble) -> None:
    answer = answer_to(twilio, "They sell drugs behind the school")
    Line.objects.all().delete()
    twilio.report(answer, "failed", error_code=30005)
    assert [reply.status for reply in twilio.webhooks.release()] == [200]
    assert not Tip.objects.get().unreachable
