"""Words that ask instead of telling: NEW, QUIET, STATUS, a receipt alone, and a hotline that is closed."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from reports.clock import today
from reports.dialogue.closing import close_hotline
from reports.dialogue.reply import ask_tipster
from reports.gateways.segments import segments
from reports.intake.errands import run_errand
from reports.intake.receipt import find_in, grouped, mint
from reports.models import Delivery, Dispatch, Errand, Line, Record, Status, Tip
from reports.phone import wording
from tests.arrivals import triaged_tip, web
from tests.conftest import House, only_tip, triage_all
from tests.twilio_double import TwilioDouble

PHONE, OTHER = "+17584840001", "+17584840002"
TIP = "They sell drugs behind the school every night"


def receipt_of(answer: str) -> str:
    found = find_in(answer)
    assert found, answer
    return found


@pytest.mark.parametrize("word", ["NEW", "nouvo", "Nouveau", "NUEVO"])
def test_new_lets_the_next_text_begin_a_tip_with_a_receipt_of_its_own(twilio: TwilioDouble, word: str) -> None:
    phone = twilio.phone(PHONE)
    (first,) = phone.text(TIP)
    phone.text(word)
    (second,) = phone.text("A boat without lights in Dennery")
    assert receipt_of(first) != receipt_of(second)
    assert Tip.objects.count() == 2
    assert Line.objects.get().tip_id == Tip.objects.get(unreachable=False).pk


def test_new_before_the_words_begins_a_tip_at_once_and_once(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    (first,) = phone.text(TIP)
    (second,) = phone.text("NEW: a boat without lights")
    assert receipt_of(first) != receipt_of(second)
    assert twilio.webhooks.again().body == twilio.last_reply.body
    assert (Tip.objects.count(), Line.objects.count()) == (2, 1)


def test_quiet_keeps_the_phone_and_sends_nothing_more_to_it(house: House, twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    assert phone.text("Quiet") == []
    assert phone.text("The car is white") == []
    triage_all()
    tip = only_tip()
    assert Record.objects.count() == 2
    question = ask_tipster(tip=tip, text="Which days?", by=house.officer("reid"))
    assert question.delivery == Delivery.NONE, "it waits in the mailbox"
    assert not Dispatch.objects.exists()
    assert phone.text("FORGET") == []
    assert not Line.objects.exists()


def test_start_after_quiet_lets_texts_through_again(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    phone.text("QUIET")
    phone.text("START")
    assert phone.text("The car is white")
    assert not Line.objects.get().silent


def test_quiet_before_a_first_text_takes_it_and_answers_nothing(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    assert phone.text(f"quiet: {TIP}") == []
    assert phone.text("The car is white") == []
    assert Tip.objects.count() == 1
    assert Record.objects.count() == 2


def test_quiet_before_a_later_text_is_obeyed_and_the_text_is_kept(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    assert phone.text("quiet: the car is white") == []
    assert Line.objects.get().silent
    assert Record.objects.count() == 2


def test_quiet_from_a_stranger_is_explained_and_no_tip(twilio: TwilioDouble) -> None:
    (answer,) = twilio.phone(PHONE).text("QUIET")
    assert answer == wording.text("en", "quiet")
    assert not Tip.objects.exists()


@pytest.mark.parametrize(
    ("state", "name"),
    [(Status.NEW, "received"), (Status.OPEN, "open"), (Status.WAITING, "waiting"), (Status.CLOSED, "ended")],
)
def test_status_says_where_the_tip_stands_and_nothing_of_it(twilio: TwilioDouble, state: Status, name: str) -> None:
    twilio.phone(PHONE).text(TIP)
    triage_all()
    Tip.objects.update(status=state, outcome="nothing" if state == Status.CLOSED else "")
    assert twilio.phone(PHONE).text("STATUS") == [wording.text("en", name)]
    assert Record.objects.count() == 1


def test_status_from_a_stranger_asks_for_the_receipt(twilio: TwilioDouble) -> None:
    assert twilio.phone(PHONE).text("status") == [wording.text("en", "stranger")]
    assert not Tip.objects.exists()


def test_status_with_a_receipt_works_from_any_phone(twilio: TwilioDouble) -> None:
    (answer,) = twilio.phone(PHONE).text(TIP)
    asked = f"STATUS {grouped(receipt_of(answer))}"
    assert twilio.phone(OTHER).text(asked) == [wording.text("en", "received")]
    assert twilio.phone(OTHER).text(f"STATUS {grouped(mint())}") == [wording.text("en", "not_found")]
    assert Record.objects.count() == 1


def test_a_receipt_alone_reads_the_officers_question_from_any_phone(house: House, twilio: TwilioDouble) -> None:
    tip, receipt = triaged_tip(web())
    ask_tipster(tip=tip, text="Which days?", by=house.officer("reid"))
    assert twilio.phone(OTHER).text(receipt) == ["555: Which days?"]
    assert Record.objects.count() == 2


def test_somebody_who_wrote_on_the_web_goes_on_by_text(house: House, twilio: TwilioDouble) -> None:
    tip, receipt = triaged_tip(web())
    (answer,) = twilio.phone(PHONE).text(f"{grouped(receipt)} the car is white")
    assert answer == wording.text("en", "linked")
    assert twilio.phone(PHONE).text("and old") == [wording.text("en", "joined")]
    assert Tip.objects.get().records.count() == 3
    question = ask_tipster(tip=tip, text="Which days?", by=house.officer("reid"))
    assert question.delivery == Delivery.QUEUED


def test_a_receipt_from_another_phone_leaves_both_phones_where_they_were(twilio: TwilioDouble) -> None:
    (mine,) = twilio.phone(PHONE).text(TIP)
    twilio.phone(OTHER).text("A boat without lights")
    (answer,) = twilio.phone(OTHER).text(f"{grouped(receipt_of(mine))} the car is white")
    assert answer == wording.text("en", "joined")
    assert Line.objects.count() == 2
    assert sorted(tip.records.count() for tip in Tip.objects.all()) == [1, 2]


def test_a_phone_that_was_forgotten_is_reachable_again_when_it_brings_its_receipt(twilio: TwilioDouble) -> None:
    (answer,) = twilio.phone(PHONE).text(TIP)
    twilio.phone(PHONE).text("FORGET")
    assert only_tip().unreachable
    twilio.phone(PHONE).text(f"{grouped(receipt_of(answer))} he is back")
    assert not only_tip().unreachable


def test_an_idle_phone_starts_a_tip_of_its_own(twilio: TwilioDouble, settings: Settings) -> None:
    twilio.phone(PHONE).text(TIP)
    Line.objects.update(last_day=today() - timedelta(days=settings.LINE_DAYS + 1))
    (answer,) = twilio.phone(PHONE).text("Somebody else has this number now")
    assert find_in(answer)
    assert Tip.objects.count() == 2


def test_a_word_is_answered_in_the_language_of_the_tip(twilio: TwilioDouble) -> None:
    twilio.phone(PHONE).text("Il y a des hommes qui vendent de la drogue dans la maison près de chez nous")
    triage_all()
    assert twilio.phone(PHONE).text("STATUS") == [wording.text("fr", "received")]
    assert twilio.phone(PHONE).text("ok") == [wording.text("fr", "joined")]


def test_a_closed_line_takes_the_tip_and_says_that_nobody_is_there(house: House, twilio: TwilioDouble) -> None:
    close_hotline(other_number="+1 758 456 4000", by=house.officer("reid"))
    (answer,) = twilio.phone(PHONE).text(TIP)
    assert find_in(answer)
    assert "Nobody is here now" in answer
    assert "+1 758 456 4000" in answer
    assert segments(answer).parts == 2


def test_a_closed_line_without_another_number_names_that_for_danger(house: House, twilio: TwilioDouble) -> None:
    close_hotline(other_number="", by=house.officer("reid"))
    twilio.phone(PHONE).text(TIP)
    assert twilio.phone(PHONE).text("The car is white")[0].endswith("Call 911.")


@pytest.mark.parametrize("word", ["HELP", "STATUS", "QUIET", "NEW", "FORGET", "STOP", ""])
def test_what_is_no_tip_is_deleted_at_the_provider_too(twilio: TwilioDouble, word: str) -> None:
    twilio.phone(PHONE).text(word)
    for errand in Errand.objects.all():
        Errand.objects.update(due_at=timezone.now())
        run_errand(errand.pk)
    assert not [text for text in twilio.state.texts.values() if text.direction == "inbound"]


@pytest.mark.parametrize("word", ["FORGET", "STOP"])
def test_forget_with_a_picture_beside_it_is_obeyed_and_no_tip(twilio: TwilioDouble, word: str) -> None:
    twilio.phone(PHONE).text(TIP)
    twilio.phone(PHONE).text(word, media=[("image/jpeg", b"x")])
    assert not Line.objects.exists()
    assert Record.objects.count() == 1
