"""Of an answer with a receipt the provider tells; where it does not, its list is asked, and nothing is sent twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from django.db import connections

from reports.dialogue.answered import note_reached, note_there, see_to_answers
from reports.dialogue.forget import silence_line
from reports.dialogue.owed import ask_for_receipt, give_receipt
from reports.dialogue.tasks import sweep
from reports.intake.door import accept
from reports.intake.receipt import find_in, grouped
from reports.models import AuditEntry, Line, Tip
from tests.arrivals import PHONE, sms
from tests.twilio_double import TwilioDouble
from tests.waiting import answers_are_due

pytestmark = pytest.mark.usefixtures("provider")
OWED = "555: stored. Receipt {receipt}, keep it secret."


@pytest.fixture
def receipt(house: object) -> str:
    """A tip whose answer is on its way to the provider."""
    receipt = accept(sms(owed=OWED, answered=True)).receipt
    assert receipt
    return receipt


def sent(provider: TwilioDouble) -> list[str | None]:
    return [find_in(text.body) for text in provider.state.inbox(PHONE)]


def answer(provider: TwilioDouble, body: str) -> None:
    provider.send(to=PHONE, body=body, direction="outbound-reply", callback="")


@pytest.mark.parametrize("tell", [note_there, note_reached])
def test_what_the_provider_tells_of_is_kept_no_more(receipt: str, provider: TwilioDouble, tell: object) -> None:
    assert callable(tell)
    tell(PHONE)
    tell("+17584840002")
    tell("")
    line = Line.objects.get()
    assert (line.receipt, line.answer_due) == (None, None)
    assert not AuditEntry.objects.filter(act="line.reached").exists(), "it was never thought lost"


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
    receipt = accept(sms(sender=phone, owed=OWED, answered=True)).receipt
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
    note_reached(PHONE)
    note_reached(PHONE)
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
    ask = requests.request

    def slowly(*asked: object, **how: object) -> requests.Response:
        there = ask(*asked, **how)  # type: ignore[arg-type]
        silence_line(sender=PHONE, silent=True)
        return there

    answers_are_due()
    monkeypatch.setattr("reports.gateways.twilio.requests.request", slowly)
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
