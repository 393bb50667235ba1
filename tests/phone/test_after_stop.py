"""After STOP no text of ours gets through: what is told is taken all the same, and the desk knows that nobody hears."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from reports.clock import today
from reports.dashboard.reach import reach_of
from reports.dashboard.wording import LOST
from reports.dialogue.answered import see_to_answers
from reports.dialogue.deliver import deliver
from reports.dialogue.forget import forget_idle_lines, note_stopped
from reports.dialogue.owed import give_receipt
from reports.dialogue.reply import NoReader, ask_tipster, line_for_texts
from reports.gateways.twilio import OPTED_OUT
from reports.intake.door import NotStored
from reports.intake.receipt import find_in
from reports.models import Alert, AuditEntry, Dispatch, Line, StoredKey, Tip, Urgency
from reports.phone import wording
from reports.queries.history import nobody_has_receipt
from tests.conftest import House, triage_all
from tests.twilio_double import Text, TwilioDouble, new_sid

PHONE = "+17584840001"
TIP = "They sell drugs behind the school every night"


def give() -> None:
    """Do what the relay worker does with each receipt that was asked for."""
    for line in Line.objects.filter(asked=True):
        give_receipt(line.pk)


def blocked(twilio: TwilioDouble) -> None:
    """The provider tells that the last answer did not go out, because the phone has stopped all texts."""
    answer = [text for text in twilio.state.texts.values() if text.to == PHONE][-1]
    assert (answer.status, answer.error_code) == ("failed", OPTED_OUT)
    twilio.report(answer, "failed", error_code=OPTED_OUT)
    twilio.webhooks.release(times=2)


@pytest.mark.parametrize(
    ("cry", "is_told_before"),
    [("DANGER", False), ("He has a gun, he is shooting at people in Dennery now", False), ("911", True)],
)
def test_a_cry_for_help_rings_the_officer_and_the_desk_reads_that_nothing_reaches_the_tipster(
    house: House, twilio: TwilioDouble, cry: str, is_told_before: bool
) -> None:
    phone = twilio.phone(PHONE)
    if is_told_before:
        phone.text("They sell drugs behind the school every night")
    phone.text("STOP")
    assert not Line.objects.exists()
    phone.text(cry)
    blocked(twilio)
    triage_all()
    tip = Tip.objects.get(urgency=Urgency.IMMEDIATE)
    assert Alert.objects.get(pk=tip.pk).is_running
    assert (tip.unreachable, reach_of(tip)["lost"]) == (True, LOST["line.held"])
    assert Line.objects.get().stopped
    assert Tip.objects.count() == 1 + is_told_before


@pytest.mark.parametrize("before", [(), (TIP, "STOP")])
@pytest.mark.parametrize("word", ["START", "RECEIPT"])
def test_what_is_told_after_stop_keeps_its_receipt_until_texts_get_through_again(
    house: House, twilio: TwilioDouble, before: tuple[str, ...], word: str
) -> None:
    phone = twilio.phone(PHONE)
    for said in before or ("STOP",):
        phone.text(said)
    phone.text("He has a gun, he is shooting at people in Dennery now")
    blocked(twilio)
    phone.text("The house is blue")
    give()
    assert phone.text("RECEIPT") == []
    give()
    triage_all()
    assert len(phone.inbox()) == bool(before), "nothing gets through"
    tip = Line.objects.get().tip
    assert reach_of(tip) == {"lost": LOST["line.held"], "ended": False, "is_mute": False}
    ask_tipster(tip=tip, text="Which house?", by=house.officer("reid"))
    assert tip.records.count() == 3
    twilio.carrier_words(PHONE, "START")
    assert phone.text(word) == ([wording.text("en", "started")] if word == "START" else [])
    give()
    receipt = find_in(phone.inbox()[-1].body)
    assert receipt
    assert "Which house?" in phone.text(receipt)[0]
    tip.refresh_from_db()
    assert (tip.unreachable, line_for_texts(tip)) == (False, Line.objects.get().pk)
    assert phone.text("It is beside the bakery") == [wording.text("en", "joined")]
    assert Tip.objects.count() == 1 + bool(before)


def test_where_the_provider_tells_nothing_of_a_blocked_answer_its_list_or_the_next_text_shows_it(
    house: House, twilio: TwilioDouble
) -> None:
    phone = twilio.phone(PHONE)
    phone.text("STOP")
    phone.text(TIP)
    Line.objects.update(answer_due=timezone.now() - timedelta(seconds=1))
    see_to_answers()
    triage_all()
    line = Line.objects.get()
    assert (line.stopped, line.receipt is not None) == (True, True), "its list holds the answer, which failed"
    assert reach_of(line.tip)["lost"] == LOST["line.held"]
    assert phone.text("START") == [wording.text("en", "started")]
    give()
    assert find_in(phone.inbox()[-1].body)


def test_an_officers_question_that_the_provider_refuses_destroys_no_receipt_that_is_owed(
    house: House, twilio: TwilioDouble
) -> None:
    phone = twilio.phone(PHONE)
    phone.text("STOP")
    phone.text(TIP)
    answer = [text for text in twilio.state.texts.values() if text.to == PHONE][-1]
    twilio.report(answer, "failed")
    twilio.webhooks.release()
    triage_all()
    tip = Tip.objects.get()
    ask_tipster(tip=tip, text="Which house?", by=house.officer("reid"))
    deliver(Dispatch.objects.get().pk)
    assert reach_of(Tip.objects.get())["lost"] == LOST["line.held"]
    phone.text("START")
    give()
    assert find_in(phone.inbox()[-1].body)


@pytest.mark.parametrize("end", ["FORGET", "STOP", "NEW", ""])
def test_the_receipt_that_waits_dies_with_its_line_and_nobody_is_asked_then(
    house: House, twilio: TwilioDouble, settings: Settings, end: str
) -> None:
    phone = twilio.phone(PHONE)
    phone.text("STOP")
    phone.text(TIP)
    blocked(twilio)
    triage_all()
    line = Line.objects.get()
    if end:
        phone.text(end)
    else:
        Line.objects.update(last_day=today() - timedelta(days=settings.LINE_DAYS + 1))
        forget_idle_lines()
    assert not Line.objects.exists()
    assert not StoredKey.objects.filter(id=line.pk).exists(), "neither of its keys"
    phone.text("START")
    give()
    assert not any(find_in(one.body) for one in phone.inbox())
    assert nobody_has_receipt(Tip.objects.get())
    with pytest.raises(NoReader):
        ask_tipster(tip=Tip.objects.get(), text="Which house?", by=house.officer("reid"))


def test_a_receipt_that_start_still_brings_is_no_lost_one(house: House, twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text("QUIET: They sell drugs behind the school every night")
    note_stopped(PHONE)
    triage_all()
    tip = Tip.objects.get()
    assert not nobody_has_receipt(tip)
    ask_tipster(tip=tip, text="Which house?", by=house.officer("reid"))


@pytest.mark.parametrize("word", ["Stop.", "STOP!!", "Arret!", "arrêt", "PARAR", "STOP STOP", "STOP PLEASE", "“stop”"])
@pytest.mark.parametrize("told", [(), (TIP,)])
def test_a_word_for_stopping_that_the_provider_does_not_take_is_not_answered_either(
    twilio: TwilioDouble, told: tuple[str, ...], word: str
) -> None:
    phone = twilio.phone(PHONE)
    for said in told:
        phone.text(said)
    assert phone.text(word) == []
    assert phone.text("he has a white car") == []
    assert Tip.objects.count() >= 1, "it is told in silence"


@pytest.mark.parametrize("word", ["Stop.", "Arret!", "PARAR"])
def test_nor_is_it_where_nothing_can_be_stored(
    twilio: TwilioDouble, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: object) -> str:
        raise NotStored

    monkeypatch.setattr("reports.phone.sms.take", fails)
    twilio.sms_fallback = True
    assert twilio.phone(PHONE).text(word) == []
    assert twilio.phone(PHONE).text("he has a white car") == [], "nor what follows (decision 223)"
    assert twilio.phone("+17584840002").text("he has a white car") == [wording.text("en", "not_stored")]


def stop() -> Text:
    """The word as the provider hands it over, without looking whether it blocks the phone."""
    return Text(sid=new_sid("SM"), sender=PHONE, to="", body="STOP", direction="inbound", status="received")


def test_where_the_provider_blocks_nobody_a_bare_stop_is_not_answered_and_what_follows_is_told_in_silence(
    house: House, twilio: TwilioDouble, settings: Settings
) -> None:
    settings.STOP_PASSES = True
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    triage_all()
    assert "<Message" not in twilio.post_text(stop()).body
    assert not Line.objects.exists()
    assert reach_of(Tip.objects.get())["lost"] == LOST["line.forgotten"]
    assert phone.text("he has a white car") == [], "else it would ring"
    assert phone.text("STATUS") == []
    triage_all()
    assert Line.objects.get().silent
    assert phone.text("START") == [wording.text("en", "started")]
    give()
    assert find_in(phone.inbox()[-1].body)


def test_where_the_provider_says_that_it_took_a_stop_the_phone_is_blocked_whatever_is_set(
    twilio: TwilioDouble, settings: Settings
) -> None:
    settings.STOP_PASSES = True
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    assert "<Message" not in twilio.post_text(stop(), OptOutType="STOP").body
    assert AuditEntry.objects.filter(act="line.opted_out").exists()
