"""A picture beside FORGET or STOP: the word is obeyed, and the picture is kept where it leads to no phone."""

import pytest
from django.utils import timezone

from reports.gateways.segments import segments
from reports.intake.errands import run_errand
from reports.intake.receipt import grouped
from reports.models import Attachment, AuditEntry, Errand, Line, Silence, Tip
from reports.phone.wording import languages, text
from tests.conftest import House, only_tip, triage_all
from tests.phone.answers import receipt_of
from tests.twilio_double import TwilioDouble
from tests.twilio_double.pocket import photo

PHONE, OTHER = "+17584840001", "+17584840002"
TIP = "They sell drugs behind the school every night"
PICTURE = [("image/jpeg", photo())]


def run_all() -> None:
    triage_all()
    for _ in range(2):  # the text is deleted there after its pictures were fetched
        Errand.objects.update(due_at=timezone.now())
        for errand in Errand.objects.all():
            run_errand(errand.pk)


def left_there(twilio: TwilioDouble) -> list[str]:
    return [one.sid for one in twilio.state.texts.values() if one.direction == "inbound"]


@pytest.mark.parametrize("word", ["FORGET", "ARRET", "STOP", "stop!"])
def test_it_joins_the_tip_of_the_phone_which_is_then_forgotten(house: House, twilio: TwilioDouble, word: str) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    answers = phone.text(word, media=PICTURE)
    assert answers == ([text("en", "forgotten")] if word == "FORGET" else [])
    assert not Line.objects.filter(silent=False).exists()
    run_all()
    assert (Tip.objects.count(), only_tip().records.count(), Attachment.objects.count()) == (1, 3, 1)
    assert left_there(twilio) == []


def test_from_a_stranger_it_is_a_tip_whose_receipt_stands_behind_the_answer(house: House, twilio: TwilioDouble) -> None:
    (answer,) = twilio.phone(PHONE).text("FORGET", media=PICTURE)
    receipt = receipt_of(answer)
    assert answer == f"{text('en', 'forgotten')} {text('en', 'picture_kept', receipt=grouped(receipt))}"
    assert twilio.webhooks.again().body == twilio.last_reply.body
    run_all()
    assert (Tip.objects.count(), Attachment.objects.count(), Line.objects.count()) == (1, 1, 0)
    assert twilio.phone(OTHER).text(receipt) == [text("en", "received")]


def test_after_stop_nobody_is_told_and_the_desk_reads_that_nobody_has_the_receipt(
    house: House, twilio: TwilioDouble
) -> None:
    assert twilio.phone(PHONE).text("STOP", media=PICTURE) == []
    run_all()
    assert (Tip.objects.count(), Attachment.objects.count(), Line.objects.count()) == (1, 1, 0)
    assert AuditEntry.objects.filter(act="text.unanswered").exists()


def test_a_silent_phone_is_forgotten_in_silence_and_its_picture_kept(house: House, twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    phone.text("QUIET")
    assert phone.text("FORGET", media=PICTURE) == []
    run_all()
    assert (Tip.objects.count(), Attachment.objects.count(), Line.objects.count()) == (1, 1, 0)
    assert Silence.objects.exists()


def test_beside_a_receipt_it_joins_that_tip(house: House, twilio: TwilioDouble) -> None:
    receipt = receipt_of(twilio.phone(PHONE).text(TIP)[0])
    triage_all()
    assert twilio.phone(OTHER).text(f"FORGET {receipt}", media=PICTURE) == [text("en", "forgotten_there")]
    run_all()
    assert (Tip.objects.count(), Attachment.objects.count(), Line.objects.count()) == (1, 1, 0)


@pytest.mark.parametrize("language", languages())
def test_both_halves_fit_two_segments(language: str) -> None:
    kept = text(language, "picture_kept", receipt="1234 5678 9012 3456 7890")
    sent = segments(f"{text(language, 'forgotten')} {kept}")
    assert (sent.encoding, sent.parts) == ("GSM-7", 2)
