"""Of an answer with a receipt the provider tells; where it does not, its list is asked, and nothing is sent twice."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
from django.db import connections

from reports import keystore
from reports.dialogue.answered import note_reached, note_there, note_unanswered, see_to_answers
from reports.dialogue.forget import end_line, leave_tip, note_stopped, silence_line
from reports.dialogue.lines import UNTAGGED, _sealed, is_about, owed_to
from reports.dialogue.owed import ask_for_receipt, give_receipt
from reports.dialogue.tasks import sweep
from reports.intake.door import accept
from reports.intake.receipt import find_in, grouped
from reports.keystore import KeyGone
from reports.models import AuditEntry, KeyPurpose, Line, StoredKey, Tip
from reports.sealing.opening import CannotOpen
from tests.arrivals import PHONE, sms
from tests.twilio_double import TwilioDouble
from tests.waiting import answers_are_due

pytestmark = pytest.mark.usefixtures("provider")
TAG, OTHER_TAG = "0f" * 16, "a1" * 16
OWED = "555: stored. Receipt {receipt}, keep it secret."


@pytest.fixture
def receipt(house: object) -> str:
    """A tip whose answer is on its way to the provider."""
    receipt = accept(sms(owed=OWED, answer=TAG)).receipt
    assert receipt
    return receipt


def sent(provider: TwilioDouble) -> list[str | None]:
    return [find_in(text.body) for text in provider.state.inbox(PHONE)]


def answer(provider: TwilioDouble, body: str) -> None:
    provider.send(to=PHONE, body=body, direction="outbound-reply", callback="")


@pytest.mark.parametrize("tell", [note_there, note_reached])
def test_what_the_provider_tells_of_is_kept_no_more(receipt: str, provider: TwilioDouble, tell: object) -> None:
    assert callable(tell)
    tell(PHONE, TAG)
    tell("+17584840002", TAG)
    tell("", TAG)
    line = Line.objects.get()
    assert (line.receipt, line.answer_due) == (None, None)
    assert not AuditEntry.objects.filter(act="line.reached").exists(), "it was never thought lost"


@pytest.mark.parametrize("tell", [note_there, note_reached, note_unanswered])
def test_news_of_another_text_touches_nothing(receipt: str, provider: TwilioDouble, tell: object) -> None:
    """It may be that of an earlier tip of this phone, and come late."""
    assert callable(tell)
    before = Line.objects.values().get()
    for tag in (OTHER_TAG, UNTAGGED, ""):
        tell(PHONE, tag)
    note_stopped(PHONE, OTHER_TAG)
    assert Line.objects.values().get() == before
    assert not Tip.objects.get().unreachable


def test_news_of_the_first_text_says_nothing_of_the_one_that_was_sent_after_it(
    receipt: str, provider: TwilioDouble
) -> None:
    answers_are_due()
    sweep()
    (again,) = provider.state.inbox(PHONE)
    note_reached(PHONE, again.status_callback.partition("?receipt=")[2])
    note_unanswered(PHONE, TAG)
    assert not Tip.objects.get().unreachable


@pytest.mark.parametrize("ended", ["there", "given", "sweep", "new", "forgotten"])
def test_the_receipt_has_a_key_of_its_own_that_dies_at_once(receipt: str, provider: TwilioDouble, ended: str) -> None:
    line = Line.objects.get()  # as a dead row of the table, or a copy of the disk, still holds it
    assert owed_to(line) == OWED.format(receipt=grouped(receipt))
    match ended:
        case "there":
            note_there(PHONE, TAG)
        case "given":
            ask_for_receipt(PHONE)
            give_receipt(line.pk)
            note_there(PHONE, provider.state.inbox(PHONE)[-1].status_callback.partition("?receipt=")[2])
        case "sweep":
            answer(provider, owed_to(line))
            answers_are_due()
            sweep()
        case "new":
            silence_line(sender=PHONE, silent=True)
            leave_tip(sender=PHONE)
        case "forgotten":
            end_line(sender=PHONE)
    assert not StoredKey.objects.filter(purpose=KeyPurpose.ONE_TIME, id=line.pk).exists()
    with pytest.raises((CannotOpen, KeyGone)):
        owed_to(line)
    assert StoredKey.objects.filter(purpose=KeyPurpose.LINE).exists() is (ended != "forgotten")


def test_what_an_earlier_release_kept_is_opened_and_its_news_counts(receipt: str, provider: TwilioDouble) -> None:
    line = Line.objects.get()
    line.receipt = _sealed(line, keystore.get(KeyPurpose.LINE, line.pk), "555: kept.", "line receipt", padding=256)
    line.answer_mark = None
    line.save()
    keystore.destroy(KeyPurpose.ONE_TIME, [line.pk])
    assert owed_to(Line.objects.get()) == "555: kept."
    note_there(PHONE, UNTAGGED)
    assert Line.objects.get().receipt is None


def test_the_address_for_news_leads_to_no_line_without_the_lines_key(receipt: str) -> None:
    line = Line.objects.get()
    assert is_about(line, TAG)
    assert TAG not in str(line.answer_mark) + bytes(line.answer_mark).hex()
    keystore.destroy(KeyPurpose.LINE, [line.pk])
    assert not is_about(line, TAG)


def test_one_that_is_in_the_providers_list_is_not_sent_again(receipt: str, provider: TwilioDouble) -> None:
    answer(provider, f"Danger? Call 911 now. 555: stored. Receipt {grouped(receipt)}, keep it secret.")
    answers_are_due()
    sweep()
    assert sent(provider) == [receipt]
    line = Line.objects.get()
    assert (line.receipt, line.answer_due) == (None, None)
    assert not Tip.objects.get().unreachable


def test_so_is_one_that_went_out_by_whatsapp(house: object, provider: TwilioDouble) -> None:
    phone = f"whatsapp:{PHONE}"
    receipt = accept(sms(sender=phone, owed=OWED, answer=TAG)).receipt
    assert receipt
    said = OWED.format(receipt=grouped(receipt))
    provider.send(to=phone, body=said, direction="outbound-reply", callback="")
    answers_are_due()
    see_to_answers()
    assert [text.body for text in provider.state.inbox(phone)] == [said]
    assert Line.objects.get().receipt is None
    assert not Tip.objects.get().unreachable


def test_one_that_is_not_there_is_sent_once_by_whichever_sweep_comes_first(
    receipt: str, provider: TwilioDouble
) -> None:
    answer(provider, "555: stored. Nobody reads this at once.")
    answers_are_due()
    sweep()
    sweep()
    assert sent(provider) == [None, receipt]
    assert Tip.objects.get().unreachable, "until the provider tells that it arrived"
    tag = provider.state.inbox(PHONE)[-1].status_callback.partition("?receipt=")[2]
    note_reached(PHONE, tag)
    note_reached(PHONE, tag)
    assert not Tip.objects.get().unreachable
    assert AuditEntry.objects.filter(act="line.reached").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_four_sweeps_at_once_one_sends_it(receipt: str, provider: TwilioDouble) -> None:
    answers_are_due()

    def look(_: int) -> None:
        try:
            see_to_answers()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(look, range(4)))
    assert sent(provider) == [receipt]


@pytest.mark.parametrize("why", ["redaction", "no list", "too late", "silence"])
def test_where_nobody_knows_or_it_would_ring_late_it_waits_and_the_desk_is_told(
    receipt: str, provider: TwilioDouble, why: str
) -> None:
    if why == "redaction":
        answer(provider, "")
    if why == "silence":
        silence_line(sender=PHONE, silent=True)
    answers_are_due(ago=70.0 if why == "too late" else 1.0)
    provider.state.faults.busy = why == "no list"
    before = sent(provider)
    see_to_answers()
    provider.state.faults.busy = False
    assert sent(provider) == before
    assert Tip.objects.get().unreachable
    ask_for_receipt(PHONE)
    give_receipt(Line.objects.get().pk)
    assert sent(provider) == [*before, receipt], "when the phone asks"


def test_it_does_not_ring_a_phone_that_asks_for_silence_while_the_list_comes(
    receipt: str, provider: TwilioDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = requests.Session.request

    def slowly(*asked: Any, **how: Any) -> requests.Response:
        there = ask(*asked, **how)
        silence_line(sender=PHONE, silent=True)
        return there

    answers_are_due()
    monkeypatch.setattr(requests.Session, "request", slowly)
    see_to_answers()
    see_to_answers()
    assert sent(provider) == []
    line = Line.objects.get()
    assert (line.silent, line.asked, line.answer_due) == (True, False, None)
    assert Tip.objects.get().unreachable
    ask_for_receipt(PHONE)
    give_receipt(line.pk)
    assert sent(provider) == [receipt], "when the phone asks"


def test_one_that_is_asked_for_meanwhile_is_not_sent_a_second_time(receipt: str, provider: TwilioDouble) -> None:
    ask_for_receipt(PHONE)
    give_receipt(Line.objects.get().pk)
    answers_are_due()
    see_to_answers()
    assert sent(provider) == [receipt]
    assert not Tip.objects.get().unreachable


def test_one_that_the_provider_tells_of_at_the_moment_it_is_asked_for_is_promised_to_nobody(
    receipt: str, provider: TwilioDouble
) -> None:
    note_there(PHONE, TAG)
    assert not ask_for_receipt(PHONE)
    assert not Line.objects.get().asked
