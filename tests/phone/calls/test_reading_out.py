"""The receipt, group by group, twice, at the caller's pace."""

from unittest.mock import patch

import pytest
from django.db import OperationalError

from reports.intake.receipt import parse
from reports.models import AuditEntry, Tip
from reports.queries.history import lost_by, nobody_has_receipt
from tests.calls import hear_out, receipts_in, sentences, to_the_tone
from tests.conftest import triage_all
from tests.phone.conftest import PUBLIC
from tests.twilio_double import Call, TwilioDouble, new_sid


def said(twilio: TwilioDouble) -> Call:
    call = to_the_tone(twilio)
    call.speak()
    call.press("2")
    return call


def groups(call: Call) -> str:
    """Return every digit that was said since the sentence before the receipt."""
    start = next(at for at, heard in enumerate(call.heard) if heard.words.endswith("stored.mp3"))
    return "".join(heard.words[-5] for heard in call.heard[start:] if "/digit_" in heard.words)


def test_in_silence_it_is_read_twice_and_the_second_reading_is_a_step_of_its_own(twilio: TwilioDouble) -> None:
    call = said(twilio)
    before = len(twilio.webhooks.sent)
    hear_out(call)
    assert len(twilio.webhooks.sent) == before + 1
    first, second = receipts_in(call)
    assert groups(call) == first + second


def test_a_caller_counts_as_told_when_one_reading_was_heard_to_its_end(twilio: TwilioDouble) -> None:
    call = said(twilio)
    for _ in range(5):
        call.stay_silent()  # the sentence before it, and four of five groups
    assert (Tip.objects.get().unreachable, lost_by(Tip.objects.get().pk)) == (True, "call.reading")
    call.stay_silent()
    assert not Tip.objects.get().unreachable
    twilio.webhooks.again()
    call.press("*")
    assert AuditEntry.objects.filter(act="call.receipt_heard").count() == 1


@pytest.mark.parametrize("triaged", [False, True])
def test_who_hangs_up_in_the_first_reading_may_not_have_it_and_who_goes_on_by_hash_has(
    twilio: TwilioDouble, triaged: bool
) -> None:
    said(twilio).hang_up()
    if triaged:
        triage_all()
    twilio.webhooks.release()
    assert Tip.objects.get().unreachable
    assert not nobody_has_receipt(Tip.objects.get()), "a part of it was read"
    other = said(twilio)
    if triaged:
        triage_all()
    for _ in range(6):
        other.press("#")
    assert Tip.objects.filter(unreachable=False).count() == 1


def test_a_busy_or_broken_mailbox_leaves_the_reading_alone(twilio: TwilioDouble) -> None:
    call = said(twilio)
    with patch("reports.intake.undecided.find", side_effect=OperationalError):
        hear_out(call)
    assert len(receipts_in(call)) == 2
    assert Tip.objects.get().unreachable, "rather warned too often"


def test_star_says_four_digits_again_as_often_as_wanted_and_hash_goes_on(twilio: TwilioDouble) -> None:
    call = said(twilio)
    call.press("#")  # past the sentence before it
    call.stay_silent()
    call.press("*")
    call.press("*")
    call.press("5")
    call.press("#")
    call.stay_silent()
    heard = groups(call)
    receipt = heard[:4] + heard[4:8] + heard[20:24] + heard[24:28]
    assert heard[4:8] * 4 == heard[4:20]
    hear_out(call)
    assert parse(groups(call)[-20:]).startswith(receipt)
    assert sentences(call)[-2:] == ["again", "goodbye"]


def test_whoever_presses_hash_alone_comes_to_the_end(twilio: TwilioDouble) -> None:
    call = said(twilio)
    while not call.over:
        call.press("#")
    assert sentences(call)[-2:] == ["again", "goodbye"]


def test_the_document_fits_the_providers_limit_in_every_way_of_saying_it(twilio: TwilioDouble) -> None:
    said(twilio)
    reply = twilio.webhooks.again()
    assert reply.status == 200
    assert len(reply.body) < 32_000


def test_without_a_receipt_there_is_nothing_to_read(twilio: TwilioDouble) -> None:
    reply = twilio.webhooks.post(f"{PUBLIC}/phone/voice/receipt", {"CallSid": new_sid("CA"), "Digits": "*"})
    assert "<Hangup" in reply.body
    assert "digit_" not in reply.body
