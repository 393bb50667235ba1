"""The demo's phone on a page."""

import re

import pytest
from django.test import Client
from pytest_django import Settings

from reports.intake.receipt import find_in
from reports.models import Tip
from tests.twilio_double import TwilioDouble

PAGE = "/phone/simulator"
PHONE = {"number": "+17584840001"}


@pytest.fixture
def page() -> Client:
    return Client()


def send(page: Client, **fields: str) -> str:
    answer = page.post(PAGE, {**PHONE, **fields})
    assert answer.status_code == 200
    return answer.content.decode()


def call_on(html: str) -> str:
    found = re.search(r'name="call" value="(CA\w+)"', html)
    assert found
    return found[1]


def test_the_page_is_there_in_the_demo_only(page: Client, settings: Settings) -> None:
    settings.STANDALONE = True
    assert page.get(PAGE).status_code == 200
    settings.STANDALONE = False
    assert page.get(PAGE).status_code == 404
    assert page.post(PAGE, PHONE).status_code == 404


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_form_that_cannot_be_read_is_refused_and_leaves_no_trace_in_the_log(
    page: Client, settings: Settings, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    settings.STANDALONE = True
    assert page.generic("POST", PAGE, b"body=" + b"x" * 2_000_000, kind).status_code == 400
    assert not [line for line in caplog.records if line.exc_info or line.levelname == "ERROR"]


@pytest.mark.django_db(transaction=True)  # the webhooks come from the double's own thread
def test_a_text_from_the_page_is_a_signed_tip_and_its_answer_is_shown(twilio: TwilioDouble, page: Client) -> None:
    html = send(page, body="They sell drugs <b>here</b>", do="text")
    assert Tip.objects.count() == 1
    assert "They sell drugs &lt;b&gt;here&lt;/b&gt;" in html
    assert find_in(html)
    assert "</textarea>" in html
    assert not re.search(r"<textarea[^>]*>\s*They", html)


def test_an_officers_text_appears_when_the_page_looks_again(twilio: TwilioDouble, page: Client) -> None:
    twilio.send(to=PHONE["number"], body="Which day?", direction="outbound-api", callback="")
    assert "Which day?" in send(page, do="look")


@pytest.mark.django_db(transaction=True)  # the webhooks come from the double's own thread
def test_a_call_is_walked_through_with_buttons(twilio: TwilioDouble, page: Client) -> None:
    html = send(page, do="call", withheld="on")
    call = call_on(html)
    assert 'value="press:1"' in html
    html = send(page, do="press:1", call=call)
    html = send(page, do="wait", call=call)
    assert "speak now" in html
    html = send(page, do="speak:#", call=call)
    assert "The call is over" in html
    assert Tip.objects.count() == 1


def test_the_number_stands_in_no_address_and_no_cookie(twilio: TwilioDouble, page: Client) -> None:
    answer = page.post(PAGE, {**PHONE, "do": "call"})
    assert not answer.cookies
    assert not re.search(r'(?:href|action|src)="[^"]*1758', answer.content.decode())
    assert "<script" not in answer.content.decode()


def test_a_forgotten_call_and_a_silent_network_are_said_plainly(
    twilio: TwilioDouble, page: Client, settings: Settings
) -> None:
    assert "does not answer" in send(page, do="press:1", call="CA" + "0" * 32)
    settings.TWILIO_API_URL = "http://127.0.0.1:1"
    assert "does not answer" in send(page, do="text", body="x")
