"""News of a refusal from before START does not stop the phone anew, however late it comes."""

import pytest

from reports.dashboard.reach import reach_of
from reports.dialogue.owed import give_receipt
from reports.gateways.twilio import OPTED_OUT
from reports.intake.receipt import find_in
from reports.models import Line, Tip
from reports.phone import opened
from reports.phone.opened import Opened
from reports.phone.wording import text
from tests.conftest import House, triage_all
from tests.twilio_double import Text, TwilioDouble

PHONE = "+17584840001"
TIP = "They sell drugs behind the school every night"


def refused(twilio: TwilioDouble) -> Text:
    """The last answer, which the provider did not let through, and of which it tells when it likes."""
    answer = [one for one in twilio.state.texts.values() if one.to == PHONE][-1]
    assert (answer.status, answer.error_code) == ("failed", OPTED_OUT)
    return answer


def tells(twilio: TwilioDouble, answer: Text) -> None:
    """The provider tells of it, and tells again."""
    twilio.report(answer, "failed", error_code=OPTED_OUT)
    twilio.webhooks.release(times=2)


def give() -> None:
    for line in Line.objects.filter(asked=True):
        give_receipt(line.pk)


def test_late_news_of_a_plain_answer_undoes_no_start(house: House, twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    twilio.state.opted_out.add(PHONE)
    phone.text("The car is white")
    answer = refused(twilio)
    assert phone.text("START") == [text("en", "started")]
    tells(twilio, answer)
    triage_all()
    assert not Line.objects.get().stopped
    assert reach_of(Tip.objects.get())["lost"] == ""
    assert phone.text("He moved them") == [text("en", "joined")]
    assert Tip.objects.count() == 1


def test_stop_a_text_and_start_within_a_second_bring_the_receipt_with_the_late_news(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text("STOP")
    phone.text(TIP)
    answer = refused(twilio)
    assert phone.text("START") == [text("en", "started")]
    give()
    assert not any(find_in(one.body) for one in phone.inbox())
    tells(twilio, answer)
    give()
    assert [bool(find_in(one.body)) for one in phone.inbox()].count(True) == 1
    line = Line.objects.get()
    assert (line.stopped, line.silent) == (False, False)


@pytest.mark.parametrize("what", ["QUIET", "minutes"])
def test_it_is_not_sent_to_who_wants_silence_again_or_so_late_that_others_may_hold_the_phone(
    twilio: TwilioDouble, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    phone = twilio.phone(PHONE)
    phone.text("STOP")
    phone.text(TIP)
    answer = refused(twilio)
    phone.text("START")
    if what == "QUIET":
        phone.text("QUIET")
    else:
        monkeypatch.setattr("reports.phone.status._STILL_HELD", 0.0)
    tells(twilio, answer)
    give()
    assert not any(find_in(one.body) for one in phone.inbox())
    phone.text("RECEIPT")
    give()
    assert find_in(phone.inbox()[-1].body)


def test_a_refusal_of_what_was_answered_after_start_stops_the_phone(house: House, twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    phone.text("START")
    twilio.state.opted_out.add(PHONE)
    phone.text("The car is white")
    tells(twilio, refused(twilio))
    assert Line.objects.get().stopped


def test_news_that_names_no_answer_is_believed(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    phone.text("START")
    answer = [one for one in twilio.state.texts.values() if one.to == PHONE][-1]
    answer.status_callback = answer.status_callback.partition("?")[0]
    tells(twilio, answer)
    assert Line.objects.get().stopped


def test_an_answer_that_is_given_again_has_the_same_address(twilio: TwilioDouble) -> None:
    twilio.phone(PHONE).text("HELP")
    told = twilio.last_reply.body
    assert "?text=" in told
    assert twilio.webhooks.again().body == told


def test_it_is_remembered_for_an_hour_and_holds_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Opened()
    for tag in ("before", "again"):
        kept.note_answer(tag)
    kept.note_start(PHONE)
    for tag in ("again", "behind"):
        kept.note_answer(tag)
    ages = [kept.age_before_start(PHONE, tag) for tag in ("before", "again", "behind", "")]
    assert [age is None for age in ages] == [False, False, True, True]
    assert kept.age_before_start("+17584840002", "before") is None
    assert b"484" not in kept._memory[:]
    monkeypatch.setattr(opened, "LASTS", 0.0)
    assert kept.age_before_start(PHONE, "before") is None
