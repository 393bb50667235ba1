"""START after QUIET, after STOP and after neither, and QUIET from a stranger."""

from datetime import date
from uuid import UUID

import pytest

from reports.dialogue.lines import Met, meet, number_of
from reports.dialogue.owed import give_receipt
from reports.dialogue.reply import ask_tipster
from reports.intake.receipt import find_in, mint
from reports.keystore import KeyGone
from reports.models import KeyPurpose, Line, StoredKey, Tip, Urgency
from reports.phone import wording
from reports.queries.reading import read_tip
from tests.arrivals import triaged_tip
from tests.conftest import House, only_tip, triage_all
from tests.spoilt import spoil
from tests.twilio_double import TwilioDouble

PHONE = "+17584840001"
TIP = "They sell drugs behind the school every night"


def the_provider_has(twilio: TwilioDouble) -> None:
    """The provider tells that the last answer has left."""
    twilio.report(twilio.phone(PHONE).inbox()[-1], "sent")
    twilio.webhooks.release()


def test_start_after_quiet_lets_texts_through_again(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    phone.text("QUIET")
    phone.text("START")
    assert phone.text("The car is white")
    assert not Line.objects.get().silent


def test_a_phone_that_stopped_texts_after_its_receipt_begins_anew_with_start(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    the_provider_has(twilio)
    twilio.carrier_words(PHONE, "STOP")  # of which the provider does not tell us
    phone.text("The car is white")
    (unheard,) = [text for text in twilio.state.texts.values() if text.error_code]
    twilio.report(unheard, "failed", error_code=unheard.error_code)
    twilio.webhooks.release()
    with pytest.raises(KeyGone):
        number_of(Line.objects.get())
    phone.text("It lies behind the church")
    assert Tip.objects.count() == 1, "its texts still join"
    assert phone.text("START") == [wording.text("en", "new")]
    assert find_in(phone.text("It has a red stripe")[0])
    assert Tip.objects.count() == 2


def test_start_from_a_phone_that_never_stopped_ends_nothing(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    assert phone.text("START") == [wording.text("en", "started")]
    assert phone.text("The car is white") == [wording.text("en", "joined")]
    assert not Tip.objects.get().unreachable


def test_status_tells_that_an_officer_has_read_the_tip(house: House, twilio: TwilioDouble) -> None:
    receipt = find_in(twilio.phone(PHONE).text(TIP)[0])
    triage_all()
    read_tip(house.ring("reid"), only_tip(), by=house.officer("reid"))
    assert twilio.phone(PHONE).text("STATUS") == [wording.text("en", "read_here")]
    assert twilio.phone("+17584840002").text(f"STATUS {receipt}") == [wording.text("en", "read")]


def test_quiet_from_a_stranger_is_not_answered_and_no_tip(twilio: TwilioDouble) -> None:
    assert twilio.phone(PHONE).text("QUIET") == []
    assert not Tip.objects.exists()


def test_a_tip_told_in_silence_gets_its_receipt_when_its_phone_asks(
    twilio: TwilioDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[UUID] = []
    monkeypatch.setattr("reports.outbox.enqueue", lambda _task, row, within=None: asked.append(row) if within else None)
    for number, word, answer in (
        (PHONE, "RECEIPT", []),
        ("+17584840002", "START", [wording.text("en", "started")]),
    ):
        phone = twilio.phone(number)
        assert phone.text(f"QUIET he is here. {TIP}") == []
        assert phone.text(word) == answer
        give_receipt(asked[-1])
        receipt = find_in(phone.inbox()[-1].body)
        assert receipt
        assert twilio.phone("+17584840003").text(receipt) == [wording.text("en", "received")]
    assert twilio.phone(PHONE).text("RECEIPT") == []
    assert len(asked) == 2, "it was given"
    assert Line.objects.filter(silent=True).count() == 1, "asking for it ends no silence"


def test_receipt_from_a_phone_that_is_owed_none_tells_nothing(twilio: TwilioDouble) -> None:
    assert twilio.phone(PHONE).text("RECEIPT") == [wording.text("en", "no_receipt")]
    twilio.phone(PHONE).text(TIP)
    the_provider_has(twilio)
    assert twilio.phone(PHONE).text("my receipt") == [wording.text("en", "receipt_told")]
    assert Tip.objects.count() == 1


def test_receipt_before_the_provider_has_told_of_the_answer_brings_it_once_more(
    twilio: TwilioDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[UUID] = []
    monkeypatch.setattr("reports.outbox.enqueue", lambda _task, row, within=None: asked.append(row) if within else None)
    phone = twilio.phone(PHONE)
    receipt = find_in(phone.text(TIP)[0])
    assert phone.text("RECEIPT") == []
    the_provider_has(twilio)
    for _ in range(2):
        give_receipt(asked[-1])
    assert [find_in(one.body) for one in phone.inbox()] == [receipt, receipt]


def test_receipt_at_the_moment_the_provider_tells_of_the_answer_is_answered(
    twilio: TwilioDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)

    def meet_slowly(number: str) -> Met:
        met = meet(number)
        the_provider_has(twilio)
        return met

    monkeypatch.setattr("reports.phone.sms.meet", meet_slowly)
    assert phone.text("RECEIPT") == [wording.text("en", "receipt_told")]


def test_the_providers_repeat_of_receipt_is_answered_as_the_first_was(
    twilio: TwilioDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = wording.text("en", "receipt_told")
    other = twilio.phone("+17584840002")
    other.text(TIP)
    assert other.text("RECEIPT") == []
    assert told not in twilio.webhooks.again().body, "it is on its way"
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    still_owed = meet(PHONE)
    the_provider_has(twilio)
    monkeypatch.setattr("reports.phone.sms.meet", lambda _: still_owed)
    assert phone.text("RECEIPT") == [told]
    assert told in twilio.webhooks.again().body


def test_quiet_beside_a_receipt_silences_the_phone_of_that_tip_from_any_phone(twilio: TwilioDouble) -> None:
    receipt = find_in(twilio.phone(PHONE).text(TIP)[0])
    other = twilio.phone("+17584840002")
    assert other.text(f"QUIET {receipt[:-1]}") == [wording.text("en", "not_found")]  # type: ignore[index]
    assert other.text(f"QUIET {receipt}") == [wording.text("en", "quiet_there")]
    assert Line.objects.get().silent
    assert twilio.phone(PHONE).text("The car is white") == []


def test_quiet_outlives_new(twilio: TwilioDouble, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has to be quiet cannot know that a new tip would ring."""
    asked: list[UUID] = []
    monkeypatch.setattr("reports.outbox.enqueue", lambda _task, row, within=None: asked.append(row) if within else None)
    phone = twilio.phone(PHONE)
    told = ("QUIET he is here", "NEW", "RECEIPT", "A boat without lights", "It is white", "NEW: they are back")
    assert [phone.text(said) for said in told] == [[]] * len(told)
    assert asked == [], "the receipt of the tip that was left is nobody's on this phone"
    assert sorted(tip.records.count() for tip in Tip.objects.all()) == [1, 1, 2]
    assert Tip.objects.filter(unreachable=True).count() == 2
    assert phone.text("RECEIPT") == []
    give_receipt(asked[-1])
    receipt = find_in(phone.inbox()[-1].body)
    assert receipt
    assert twilio.phone("+17584840003").text(f"{receipt} they left again") == [wording.text("en", "by_receipt_alone")]
    assert Line.objects.get().tip.records.count() == 2, "the receipt is that of the newest tip"


def test_start_after_quiet_and_new_ends_the_silence_and_the_phone_is_a_stranger(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    for said in ("QUIET he is here", "NEW"):
        phone.text(said)
    assert phone.text("START") == [wording.text("en", "started")]
    assert not Line.objects.exists()
    assert find_in(phone.text("A boat without lights")[0])


@pytest.mark.parametrize("word", ["FORGET", "STOP"])
def test_forget_destroys_a_line_that_is_kept_for_its_silence(twilio: TwilioDouble, word: str) -> None:
    phone = twilio.phone(PHONE)
    for said in ("QUIET he is here", "NEW", word):
        assert phone.text(said) == []
    assert not Line.objects.exists()


def test_words_beside_a_receipt_join_its_tip_after_quiet_and_new_too(twilio: TwilioDouble) -> None:
    receipt = find_in(twilio.phone("+17584840002").text(TIP)[0])
    phone = twilio.phone(PHONE)
    for said in ("QUIET he is here", "NEW", f"{receipt} the car is white"):
        assert phone.text(said) == []
    assert sorted(tip.records.count() for tip in Tip.objects.all()) == [1, 2]


def test_start_after_quiet_and_stop_lets_the_next_text_begin_a_tip_openly(twilio: TwilioDouble) -> None:
    phone = twilio.phone(PHONE)
    phone.text(TIP)
    the_provider_has(twilio)
    phone.text("QUIET")
    Line.objects.update(stopped=True)
    phone.text("START")
    assert find_in(phone.text("It has a red stripe")[0])


def asked(question: str) -> str:
    """What a phone reads that does not go on with the tip."""
    return wording.text("en", "asked_there", question=question)


def test_a_receipt_brings_all_that_nobody_has_read_and_nothing_counts_as_read_that_was_not_told(
    house: House, twilio: TwilioDouble
) -> None:
    receipt = triaged_tip()[1]
    first, second, third = "Which boat?", "Which night?", "Who else? " + "x" * 900
    for question in (first, second, third):
        ask_tipster(tip=Tip.objects.get(), text=question, by=house.officer("reid"))
    (told,) = twilio.phone(PHONE).text(receipt)
    assert told == asked(f"{first}\n{second}\n{third}")
    for question in (third, third[::-1]):
        ask_tipster(tip=Tip.objects.get(), text=question, by=house.officer("reid"))
    assert twilio.phone(PHONE).text(receipt) == [f"{asked(third)}\n{wording.text('en', 'more')}"]
    assert twilio.phone(PHONE).text(receipt) == [asked(third[::-1])]
    assert twilio.phone(PHONE).text(receipt) == [asked(third[::-1])], "the last comes again"


@pytest.fixture
def hidden(twilio: TwilioDouble, monkeypatch: pytest.MonkeyPatch) -> str:
    """A fault hides lines of later than that of PHONE. The receipt of another phone's tip."""
    monkeypatch.setattr("reports.dialogue.lines.today", lambda: date(2026, 3, 30))
    twilio.phone(PHONE).text(TIP)
    before = set(StoredKey.objects.filter(purpose=KeyPurpose.EPOCH).values_list("id", flat=True))
    monkeypatch.setattr("reports.dialogue.lines.today", lambda: date(2026, 4, 2))
    (answer,) = twilio.phone("+17584849999").text(TIP)
    spoil(KeyPurpose.EPOCH, StoredKey.objects.filter(purpose=KeyPurpose.EPOCH).exclude(id__in=before).get().id)
    return find_in(answer) or ""


def test_forget_says_what_a_fault_hides(twilio: TwilioDouble, hidden: str) -> None:
    phone = twilio.phone(PHONE)
    assert phone.text("FORGET") == [wording.text("en", "forgotten_part")]
    assert Line.objects.count() == 1, "its own is gone, the other's stays"
    assert "NOT" in phone.text("FORGET")[0], "there may be one that nobody sees"


@pytest.mark.parametrize(("is_known", "behind", "left"), [(True, "forgotten_too", 0), (False, "unfit", 1)])
def test_what_became_of_a_receipt_beside_forget_is_said_while_a_fault_hides_the_rest(
    twilio: TwilioDouble, hidden: str, *, is_known: bool, behind: str, left: int
) -> None:
    receipt = hidden if is_known else mint()
    told = f"{wording.text('en', 'forgotten_part')} {wording.text('en', behind)}"
    assert twilio.phone(PHONE).text(f"FORGET {receipt}") == [told]
    assert Line.objects.count() == left


def test_forget_from_a_silent_phone_destroys_its_line_while_no_wish_can_be_kept(
    twilio: TwilioDouble, hidden: str
) -> None:
    phone = twilio.phone(PHONE)
    assert hidden
    assert phone.text("QUIET") == []
    assert phone.text("FORGET") == []
    assert Line.objects.count() == 1, "its own is gone, the other's stays"


def test_quiet_silences_a_line_that_slept_while_no_wish_can_be_kept(twilio: TwilioDouble, hidden: str) -> None:
    assert hidden
    own = Line.objects.get(last_day=date(2026, 3, 30))
    Line.objects.filter(pk=own.pk).update(last_day=date(2025, 12, 1))
    assert twilio.phone(PHONE).text("QUIET") == []
    assert Line.objects.get(silent=True) == own


def test_a_phone_that_may_have_asked_for_silence_is_not_answered_and_its_cry_is_heard(
    twilio: TwilioDouble, hidden: str
) -> None:
    phone = twilio.phone("+17584849999")
    assert [phone.text(said) for said in ("STATUS", "INFO", hidden, f"STATUS {hidden}", "HELP")] == [[]] * 5
    assert Tip.objects.filter(urgency=Urgency.IMMEDIATE).count() == 1
    assert Tip.objects.count() == 3
