"""Webhooks that hang or are dropped until the provider gives up and asks the fallback: nothing is lost or doubled."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from reports.dialogue.answered import see_to_answers
from reports.dialogue.mailbox import find
from reports.intake.receipt import find_in
from reports.models import Errand, ErrandKind, Line, Record, SeenRequest, Tip
from reports.queries.history import lost_by
from tests.calls import PHONE, hear_out, receipts_in, sentences, to_the_tone
from tests.conftest import House
from tests.twilio_double import TwilioDouble, over_http
from tests.waiting import answers_are_due

TIP = "They sell drugs behind the school every night"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def line(house: House, settings: Settings, live_server: LiveServer) -> Iterator[TwilioDouble]:
    """The provider with a short patience, before the webhooks of a real server."""
    settings.PUBLIC_URL = live_server.url
    with TwilioDouble(deliver=over_http(live_server.url), public_url=live_server.url) as double:
        settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = double.state.account, [double.state.token]
        settings.TWILIO_NUMBER, settings.TWILIO_API_URL = double.state.number, double.url
        double.webhooks.patience = 0.2
        yield double


def everything_has_come(line: TwilioDouble) -> None:
    for late in line.webhooks.hung:
        late.join()
    line.webhooks.release(times=2)


@pytest.mark.parametrize("way", ["hanging", "dropped"])
def test_a_text_is_stored_once_and_answered_with_a_receipt_that_opens_it(line: TwilioDouble, way: str) -> None:
    setattr(line.webhooks, way, 1)
    (answer,) = line.phone(PHONE).text(TIP)
    everything_has_come(line)
    tip, receipt = Tip.objects.get(), find_in(answer)
    assert receipt
    opened = find(receipt)
    assert opened
    assert opened.tip_id == tip.pk
    assert (Record.objects.count(), SeenRequest.objects.count()) == (1, 1)


def test_a_text_whose_fallback_hangs_too_is_stored_once_and_the_next_one_joins_it(line: TwilioDouble) -> None:
    line.webhooks.hanging = 2
    assert line.phone(PHONE).text(TIP) == [], "the provider has given up"
    everything_has_come(line)
    assert (Tip.objects.count(), Record.objects.count()) == (1, 1)
    line.phone(PHONE).text("The car is white")
    assert (Tip.objects.count(), Record.objects.count()) == (1, 2)


def test_whoever_heard_nothing_gets_the_receipt_once_and_until_then_the_desk_is_told(line: TwilioDouble) -> None:
    line.webhooks.hanging = 2
    assert line.phone(PHONE).text(TIP) == []
    everything_has_come(line)
    (joined,) = line.phone(PHONE).text("Hello?")
    assert find_in(joined) is None, "its answer may still be on its way"
    see_to_answers()
    assert len(line.phone(PHONE).inbox()) == 1, "the provider has a minute to tell"
    answers_are_due()
    see_to_answers()
    see_to_answers()
    (sent,) = [text for text in line.phone(PHONE).inbox() if find_in(text.body)]
    tip, receipt = Tip.objects.get(), find_in(sent.body)
    assert (tip.unreachable, lost_by(tip.pk)) == (True, "line.unanswered")
    assert receipt
    opened = find(receipt)
    assert opened
    assert opened.tip_id == tip.pk
    line.report(sent, "sent", "delivered")
    line.webhooks.release()
    assert not Tip.objects.get().unreachable
    assert Line.objects.get().receipt is None


@pytest.mark.parametrize("way", ["hanging", "dropped"])
@pytest.mark.parametrize("at", ["recorded", "decided"])
def test_a_call_whose_step_times_out_goes_on_and_its_tip_is_stored_once(line: TwilioDouble, way: str, at: str) -> None:
    call = to_the_tone(line)
    if at == "recorded":
        setattr(line.webhooks, way, 1)
    call.speak()
    if at == "decided":
        setattr(line.webhooks, way, 1)
    call.press("2")
    hear_out(call)
    everything_has_come(line)
    tip = Tip.objects.get()
    first, second = receipts_in(call)
    opened = find(first)
    assert opened
    assert (first, opened.tip_id) == (second, tip.pk)
    assert (Record.objects.count(), Errand.objects.filter(kind=ErrandKind.RECORDING).count()) == (1, 1)
    assert not tip.unreachable, "its caller has heard the receipt"
    assert sentences(call)[-1] == "goodbye"
