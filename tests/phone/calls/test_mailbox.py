"""A mailbox heard by telephone: where the tip stands, the officers' words read aloud, and an answer that joins it."""

from unittest.mock import patch

import pytest
from django.db import OperationalError

from reports.dialogue.mailbox import MailboxKey, end_dialogue
from reports.dialogue.reply import ask_tipster
from reports.dialogue.turns import MailboxBusy
from reports.intake.door import NotStored
from reports.models import Errand, MailboxCopy, Record, Status, Tip
from tests.calls import PHONE, enter, hear_out, receipts_in, send, sentences, to_the_tone
from tests.conftest import House, triage_all
from tests.phone.conftest import PUBLIC
from tests.twilio_double import Call, TwilioDouble


@pytest.fixture
def receipt(twilio: TwilioDouble) -> str:
    found = receipts_in(send(to_the_tone(twilio)))[0]
    triage_all()
    return found


def opened(twilio: TwilioDouble, receipt: str) -> Call:
    call = twilio.phone(PHONE).call()
    call.press("5")
    call.press("3")
    enter(call, receipt)
    return call


@pytest.mark.parametrize(
    ("status", "said"),
    [(Status.NEW, "new"), (Status.OPEN, "open"), (Status.WAITING, "waiting"), (Status.CLOSED, "ended")],
)
def test_where_the_tip_stands_is_said_and_never_the_tip(
    twilio: TwilioDouble, receipt: str, status: Status, said: str
) -> None:
    Tip.objects.update(status=status, outcome="nothing" if status == Status.CLOSED else "")
    call = opened(twilio, receipt)
    assert sentences(call, "ht")[-3:] == [said, "mailbox", "mailbox_withdraw"]
    call.stay_silent()
    assert call.over


def test_silence_hears_the_question_before_the_call_ends(house: House, twilio: TwilioDouble, receipt: str) -> None:
    ask_tipster(tip=Tip.objects.get(), text="Which days do they come?", by=house.officer("reid"))
    call = opened(twilio, receipt)
    assert sentences(call)[-3:] == ["waiting", "mailbox_asked", "mailbox_withdraw"]
    hear_out(call)
    assert "Which days do they come?" in call.words()
    assert sentences(call)[-3:] == ["mailbox_again", "mailbox_withdraw", "goodbye"]
    assert MailboxCopy.objects.filter(fades_on=None).count() == 0


def test_an_open_mailbox_without_a_question_ends_in_silence(twilio: TwilioDouble, receipt: str) -> None:
    call = opened(twilio, receipt)
    call.press("1")
    assert sentences(call)[-2:] == ["mailbox", "mailbox_withdraw"]
    call.stay_silent()
    assert (call.over, sentences(call)[-1]) == (True, "goodbye")


def test_a_question_is_heard_as_often_as_somebody_asks_for_it_and_can_be_answered_then(
    house: House, twilio: TwilioDouble, receipt: str
) -> None:
    ask_tipster(tip=Tip.objects.get(), text="Which days do they come?", by=house.officer("reid"))
    call = opened(twilio, receipt)
    for _ in range(3):
        call.press("1")
        assert sentences(call)[-2:] == ["mailbox_again", "mailbox_withdraw"]
    call.press("7")
    assert sentences(call)[-2:] == ["mailbox_again", "mailbox_withdraw"]
    assert sentences(call).count("question") == 3
    call.press("2")
    assert sentences(call)[-1] == "record_answer"


def test_a_question_that_was_not_heard_to_its_end_is_still_unread(
    house: House, twilio: TwilioDouble, receipt: str
) -> None:
    ask_tipster(tip=Tip.objects.get(), text="Which days do they come?", by=house.officer("reid"))
    call = opened(twilio, receipt)
    assert call.waits_in
    twilio.webhooks.post(PUBLIC + call.waits_in.settings["action"], {"CallSid": call.sid, "Digits": "1"})
    call.hang_up()
    assert MailboxCopy.objects.filter(fades_on=None).count() == 1
    assert sentences(opened(twilio, receipt))[-2:] == ["mailbox_asked", "mailbox_withdraw"]


def test_an_answer_joins_the_tip_and_makes_no_receipt(house: House, twilio: TwilioDouble, receipt: str) -> None:
    ask_tipster(tip=Tip.objects.get(), text="Which days?", by=house.officer("reid"))
    call = opened(twilio, receipt)
    call.press("2")
    assert sentences(call)[-1] == "record_answer"
    call.speak()
    assert sentences(call)[-1] == "decide_answer", "no word of a receipt, which would be lost"
    call.press("2")
    assert call.over
    assert sentences(call)[-2:] == ["joined", "goodbye"]
    assert not receipts_in(call)
    triage_all()
    tip = Tip.objects.get()
    assert tip.status == Status.NEW  # nobody works on it yet
    added = Record.objects.filter(tip=tip, kind="addition").get()
    assert added.errands.count() == 1


def test_an_answer_can_be_deleted_added_to_and_is_kept_after_a_hang_up(twilio: TwilioDouble, receipt: str) -> None:
    before = Record.objects.count()
    call = opened(twilio, receipt)
    call.press("2")
    call.speak()
    call.press("3")
    call.speak()
    call.press("1")
    assert Record.objects.count() == before
    call.speak(then="hangup")
    assert Record.objects.count() == before + 2
    assert Tip.objects.count() == 1


def test_of_an_answer_in_parts_silence_sends_and_delete_deletes_all(twilio: TwilioDouble, receipt: str) -> None:
    before = Record.objects.count()
    call = opened(twilio, receipt)
    call.press("2")
    call.speak()
    call.press("1")
    call.speak()
    call.press("3")
    assert Record.objects.count() == before
    call.speak()
    call.press("1")
    hear_out(call)  # more was to come, and did not
    assert Record.objects.count() == before + 1
    assert sentences(call)[-2:] == ["joined", "goodbye"]
    assert "nothing" not in sentences(call)


def test_a_mailbox_that_ends_while_somebody_is_in_it_says_no_more(twilio: TwilioDouble, receipt: str) -> None:
    call = opened(twilio, receipt)
    end_dialogue(MailboxKey(Tip.objects.get().pk))
    call.press("2")
    assert sentences(call)[-2:] == ["no_mailbox", "goodbye"]
    assert Errand.objects.filter(kind="recording", record=None).count() == 0


def test_a_tip_is_taken_back_by_two_keys_that_lie_apart_and_once(twilio: TwilioDouble, receipt: str) -> None:
    call = opened(twilio, receipt)
    call.press("3")
    assert sentences(call, "ht")[-1] == "withdraw"
    call.press("3")
    assert sentences(call)[-1] == "withdraw", "a slip asks again"
    assert not Tip.objects.get().withdrawn
    call.press("9")
    twilio.webhooks.again()
    assert sentences(call, "ht")[-2:] == ["withdrawn", "mailbox"], "it is not offered again"
    assert Tip.objects.get().withdrawn
    added = Record.objects.get(kind="addition")
    assert added.channel == "call"
    call.press("3")
    assert sentences(call)[-1] == "mailbox"
    call.press("2")
    assert sentences(call)[-1] == "record_answer", "who changes his mind can say so"
    later = opened(twilio, receipt)
    assert sentences(later, "ht")[-2:] == ["withdrawn", "mailbox"]


@pytest.mark.parametrize("key", ["2", ""])
def test_a_tip_stays_as_it_is_where_nobody_is_sure(twilio: TwilioDouble, receipt: str, key: str) -> None:
    call = opened(twilio, receipt)
    call.press("3")
    if key:
        call.press(key)
    else:
        call.stay_silent()
    assert sentences(call)[-2:] == ["mailbox", "mailbox_withdraw"]
    assert not Tip.objects.get().withdrawn
    call.stay_silent()
    assert call.over


def test_a_tip_that_cannot_be_taken_back_now_is_not_said_to_be(twilio: TwilioDouble, receipt: str) -> None:
    call = opened(twilio, receipt)
    call.press("3")
    with patch("reports.intake.taking_back.accept", side_effect=NotStored):
        call.press("9")
    assert sentences(call)[-2:] == ["not_stored", "goodbye"]
    assert not Tip.objects.get().withdrawn


def test_a_locked_row_ends_no_call_and_the_question_stays_unread(
    house: House, twilio: TwilioDouble, receipt: str
) -> None:
    ask_tipster(tip=Tip.objects.get(), text="Which days do they come?", by=house.officer("reid"))
    call = opened(twilio, receipt)
    with patch("reports.phone.calls.questions.read_by_tipster", side_effect=OperationalError):
        call.press("1")
    assert "Which days do they come?" in call.words()
    assert sentences(call, "ht")[-2:] == ["not_now", "try_again"]
    assert MailboxCopy.objects.filter(fades_on=None).exists()
    call.press("3")
    assert sentences(call, "ht")[-3:] == ["waiting", "mailbox_asked", "mailbox_withdraw"]
    with patch("reports.phone.calls.mailbox.reopen", side_effect=MailboxBusy):
        call.press("2")
    assert sentences(call, "ht")[-2:] == ["not_now", "try_again"]
    call.press("3")
    call.press("2")
    assert sentences(call, "ht")[-1] == "record_answer"


def test_who_cannot_open_a_mailbox_can_leave_a_tip_and_who_waits_hears_the_end(
    twilio: TwilioDouble, receipt: str
) -> None:
    with patch("reports.phone.calls.typing_in.open_mailbox", side_effect=MailboxBusy):
        waits, tells = opened(twilio, receipt), opened(twilio, receipt)
    waits.stay_silent()
    assert (sentences(waits)[-1], waits.over) == ("goodbye", True)
    tells.press("2")
    assert sentences(tells)[-2] == "category"
    tells.press("1")
    send(tells)
    assert receipts_in(tells)[0] != receipt
    assert Tip.objects.count() == 2
