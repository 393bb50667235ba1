"""A mailbox heard by telephone: where the tip stands, the officers' words read aloud, and an answer that joins it."""

from unittest.mock import patch

import pytest

from reports.dialogue.canned import shipped
from reports.dialogue.mailbox import MailboxKey, end_dialogue
from reports.dialogue.reply import ask_tipster
from reports.intake.door import NotStored
from reports.models import Errand, MailboxCopy, Record, Status, Tip
from tests.calls import PHONE, enter, hear_out, receipts_in, send, sentences, to_the_tone
from tests.conftest import House, triage_all
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


def test_the_officers_words_are_read_aloud_in_their_own_language_and_begin_to_fade(
    house: House, twilio: TwilioDouble, receipt: str
) -> None:
    for words in ("Which days do they come?", "¿A qué hora llegan los hombres del barco azul a la playa?"):
        ask_tipster(tip=Tip.objects.get(), text=words, by=house.officer("reid"))
    call = opened(twilio, receipt)
    assert sentences(call)[-3:] == ["waiting", "mailbox_asked", "mailbox_withdraw"]
    call.press("1")
    read = [(heard.language, heard.words) for heard in call.heard if heard.language]
    assert read[-2:] == [
        ("en-US", "Which days do they come?"),
        ("es-MX", "¿A qué hora llegan los hombres del barco azul a la playa?"),
    ]
    assert sentences(call)[-2:] == ["mailbox", "mailbox_withdraw"]
    assert MailboxCopy.objects.filter(fades_on=None).count() == 0


def test_what_no_voice_can_read_is_said_to_stand_on_the_page_and_is_not_read(
    house: House, twilio: TwilioDouble, receipt: str
) -> None:
    words = "Ki jou moun-lan ka vini, épi ki koté yo ka mété dwòg-la? Ou sa di nou ki koulè bato-a."
    ask_tipster(tip=Tip.objects.get(), text=words, by=house.officer("reid"))
    call = opened(twilio, receipt)
    call.press("1")
    assert sentences(call, "ht")[-3:] == ["question_elsewhere", "mailbox", "mailbox_withdraw"]
    assert MailboxCopy.objects.filter(fades_on=None).count() == 1


@pytest.mark.parametrize("language", ["acf", "ht"])
def test_a_ready_question_is_played_where_no_voice_can_read_it_and_begins_to_fade(
    house: House, twilio: TwilioDouble, receipt: str, language: str
) -> None:
    ask_tipster(tip=Tip.objects.get(), text=shipped().rows["where"].words[language], by=house.officer("reid"))
    call = opened(twilio, receipt)
    call.press("1")
    assert sentences(call)[-4:] == ["question", "asked_where", "mailbox", "mailbox_withdraw"]
    assert "asked_where" in sentences(call, language)
    assert MailboxCopy.objects.filter(fades_on=None).count() == 0


def test_words_too_few_to_tell_their_language_are_of_the_tips_and_no_other_voice_reads_them(
    house: House, twilio: TwilioDouble, receipt: str
) -> None:
    Tip.objects.update(language="ht")
    ask_tipster(tip=Tip.objects.get(), text="Ki jou?", by=house.officer("reid"))
    call = opened(twilio, receipt)
    call.press("1")
    assert sentences(call, "ht")[-3:] == ["question_elsewhere", "mailbox", "mailbox_withdraw"]
    assert MailboxCopy.objects.filter(fades_on=None).count() == 1


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
    assert tip.status == Status.OPEN
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
