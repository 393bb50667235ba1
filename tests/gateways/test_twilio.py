"""The gateway against the double: what it does, and what it says when the provider does not."""

import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
import requests
from pytest_django import Settings
from requests.auth import HTTPBasicAuth

from reports.gateways import twilio as gateway
from reports.gateways.twilio import Deletion, NoTwilio, Twilio, twilio_gateway
from tests.twilio_double import Reply, Text, TwilioDouble, new_sid
from tests.twilio_double.state import Medium

PHONE = "+17584840001"
CALLBACK = "https://tips.example/phone/status/1"


@pytest.fixture
def double() -> Iterator[TwilioDouble]:
    with TwilioDouble(deliver=lambda request: Reply(200, "<Response/>"), public_url="https://tips.example") as double:
        yield double


@pytest.fixture
def twilio(double: TwilioDouble) -> Twilio:
    state = double.state
    return Twilio(account=state.account, token=state.token, number=state.number, base_url=double.url)


def a_text_with_a_picture(double: TwilioDouble) -> tuple[str, str]:
    medium = Medium(sid=new_sid("ME"), kind="image/jpeg", data=b"picture")
    text = Text(sid=new_sid("MM"), sender=PHONE, to="", body="", direction="inbound", status="received", media=[medium])
    double.state.add_text(text)
    return text.sid, medium.sid


def test_a_text_is_sent_from_the_hotline_and_its_sid_comes_back(double: TwilioDouble, twilio: Twilio) -> None:
    sid = twilio.send_message(to=PHONE, body="Which day?", status_callback=CALLBACK)
    text = double.state.texts[sid]
    assert (text.to, text.sender, text.body) == (PHONE, double.state.number, "Which day?")
    assert text.status_callback == CALLBACK


def test_a_text_that_waits_longer_at_the_provider_than_it_may_is_not_sent(double: TwilioDouble, twilio: Twilio) -> None:
    double.state.faults.queued_for = 60
    late = twilio.send_message(to=PHONE, body="Which day?", status_callback=CALLBACK, within=45)
    still = twilio.send_message(to=PHONE, body="Which day?", status_callback=CALLBACK, within=900)
    usual = twilio.send_message(to=PHONE, body="Which day?", status_callback=CALLBACK)
    texts = double.state.texts
    assert [(texts[sid].error_code, texts[sid].validity) for sid in (late, still, usual)] == [
        (30036, 45),
        (None, 900),
        (None, gateway.WITHIN),
    ]


@pytest.mark.parametrize("within", [0, 36_001])
def test_a_time_that_the_provider_does_not_take_is_refused(double: TwilioDouble, twilio: Twilio, within: int) -> None:
    with pytest.raises(gateway.Refused) as refused:
        twilio.send_message(to=PHONE, body="Which day?", status_callback=CALLBACK, within=within)
    assert (refused.value.code, double.state.texts) == (21624, {})


def test_a_phone_that_opted_out_is_refused_with_its_code(double: TwilioDouble, twilio: Twilio) -> None:
    double.state.opted_out.add(PHONE)
    with pytest.raises(gateway.Refused) as refused:
        twilio.send_message(to=PHONE, body="Which day?", status_callback=CALLBACK)
    assert refused.value.code == gateway.OPTED_OUT


def test_a_line_that_breaks_after_the_text_was_handed_over_leaves_it_unknown(
    double: TwilioDouble, twilio: Twilio
) -> None:
    double.state.faults.break_before_answer = True
    with pytest.raises(gateway.SentOrNot):
        twilio.send_message(to=PHONE, body="Which day?", status_callback=CALLBACK)
    assert [text.body for text in double.state.texts.values()] == ["Which day?"]  # it did go out, once


@pytest.mark.parametrize("status", [500, 502, 504])
def test_an_error_of_the_provider_itself_leaves_it_unknown(double: TwilioDouble, twilio: Twilio, status: int) -> None:
    double.state.faults.failing_with = status
    with pytest.raises(gateway.SentOrNot):
        twilio.send_message(to=PHONE, body="Which day?", status_callback=CALLBACK)


def test_an_answer_without_a_sid_leaves_it_unknown(double: TwilioDouble, twilio: Twilio) -> None:
    double.state.faults.failing_with = 200
    with pytest.raises(gateway.SentOrNot):
        twilio.send_message(to=PHONE, body="Which day?", status_callback=CALLBACK)


def test_a_busy_provider_took_nothing(double: TwilioDouble, twilio: Twilio) -> None:
    double.state.faults.busy = True
    with pytest.raises(gateway.Unavailable):
        twilio.send_message(to=PHONE, body="Which day?", status_callback=CALLBACK)
    assert not double.state.texts


def test_a_provider_out_of_reach_took_nothing(twilio: Twilio) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed_port = free.getsockname()[1]
    with pytest.raises(gateway.Unavailable):
        replace(twilio, base_url=f"http://127.0.0.1:{closed_port}").send_message(
            to=PHONE, body="Which day?", status_callback=CALLBACK
        )


def test_a_wrong_token_took_nothing(double: TwilioDouble, twilio: Twilio) -> None:
    with pytest.raises(gateway.Unavailable):
        replace(twilio, token="old").send_message(to=PHONE, body="Which day?", status_callback=CALLBACK)


def test_a_recording_is_fetched_and_deleted(double: TwilioDouble, twilio: Twilio) -> None:
    recording = double.state.add_recording(new_sid("CA"), seconds=1)
    assert twilio.fetch_recording(recording.sid) == recording.data
    assert recording.data.startswith(b"RIFF")
    assert twilio.delete_recording(recording.sid) is Deletion.DELETED
    assert double.state.deleted == [recording.sid]
    with pytest.raises(gateway.Gone):
        twilio.fetch_recording(recording.sid)
    assert twilio.delete_recording(recording.sid) is Deletion.ALREADY_GONE


def test_a_medium_is_fetched_and_deleted_and_then_its_message(double: TwilioDouble, twilio: Twilio) -> None:
    message, medium = a_text_with_a_picture(double)
    assert twilio.fetch_media(f"{message}/{medium}") == b"picture"
    assert twilio.delete_media(f"{message}/{medium}") is Deletion.DELETED
    assert twilio.delete_message(message) is Deletion.DELETED
    assert double.state.deleted == [medium, message]


def test_a_deletion_that_comes_too_early_says_so_and_works_later(double: TwilioDouble, twilio: Twilio) -> None:
    message, _ = a_text_with_a_picture(double)
    double.state.faults.too_early = 1
    assert twilio.delete_message(message) is Deletion.TOO_EARLY
    assert twilio.delete_message(message) is Deletion.DELETED


def test_a_recording_without_end_is_cut_off(
    double: TwilioDouble, twilio: Twilio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gateway, "RECORDING_LIMIT", 200_000)
    recording = double.state.add_recording(new_sid("CA"), seconds=1)
    double.state.faults.endless_media = True
    with pytest.raises(gateway.TooLarge):
        twilio.fetch_recording(recording.sid)


@pytest.mark.parametrize(
    "address",
    [
        "http://169.254.169.254/latest/meta-data",
        "http://media.twiliocdn.com/plain",
        "https://twilio.com.evil.example/x",
        "https://eviltwilio.com/x",
        "https://evil.example\\.twilio.com/x",
        "https://user@twilio.com/x",
        "https://api.twilio.com:8443/x",
        "file:///etc/passwd",
        "https://127.0.0.1/x",
    ],
)
def test_media_are_not_fetched_from_elsewhere(double: TwilioDouble, twilio: Twilio, address: str) -> None:
    message, medium = a_text_with_a_picture(double)
    double.state.faults.redirect_media_to = address
    with pytest.raises(gateway.ForeignHost):
        twilio.fetch_media(f"{message}/{medium}")


def test_a_redirect_never_carries_the_token(twilio: Twilio, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, bool]] = []

    @contextmanager
    def answer(self: requests.Session, url: str, *, auth: object, **_: object) -> Iterator[object]:
        asked.append((url, isinstance(auth, HTTPBasicAuth)))
        yield REDIRECT if asked[-1][1] else PICTURE

    monkeypatch.setattr(requests.Session, "get", answer)
    assert twilio.fetch_media(f"{new_sid('MM')}/{new_sid('ME')}") == b"picture"
    assert [signed_in for _, signed_in in asked] == [True, False]
    assert asked[1][0] == "https://media.twiliocdn.com/ACx/ME1"


class _Answer:
    def __init__(self, status: int, location: str = "") -> None:
        self.status_code, self.is_redirect, self.headers = status, bool(location), {"Location": location}

    def iter_content(self, size: int) -> Iterator[bytes]:
        yield b"picture"


REDIRECT, PICTURE = _Answer(307, "https://media.twiliocdn.com/ACx/ME1"), _Answer(200)


def test_redirects_in_a_circle_end(double: TwilioDouble, twilio: Twilio) -> None:
    message, medium = a_text_with_a_picture(double)
    double.state.faults.redirect_media_to = f"{double.url}/2010-04-01/Accounts/{double.state.account}"
    double.state.faults.redirect_media_to += f"/Messages/{message}/Media/{medium}"
    with pytest.raises(gateway.Refused):
        twilio.fetch_media(f"{message}/{medium}")


@pytest.mark.parametrize("reference", ["", "RE1", "../Accounts", "https://evil.example/x", "RE" + "0" * 32 + "/.."])
def test_a_reference_of_another_shape_is_never_asked_for(twilio: Twilio, reference: str) -> None:
    for ask in (twilio.fetch_recording, twilio.fetch_media, twilio.delete_media, twilio.delete_message):
        with pytest.raises(gateway.BadReference):
            ask(reference)


def test_neither_logs_nor_errors_hold_a_number_or_a_word(
    double: TwilioDouble, twilio: Twilio, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    said = []
    for fault in ("break_before_answer", "busy"):
        setattr(double.state.faults, fault, True)
        with pytest.raises(gateway.TwilioFault) as told:
            twilio.send_message(to=PHONE, body="secret words", status_callback=CALLBACK)
        said.append(repr(told.value))
    for trace in (caplog.text, repr(twilio), *said):
        assert PHONE[1:] not in trace
        assert "secret" not in trace
        assert twilio.token not in trace


def test_without_an_account_nothing_goes_out_and_the_reason_is_plain(settings: Settings) -> None:
    settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = "", []
    none = twilio_gateway()
    assert isinstance(none, NoTwilio)
    with pytest.raises(gateway.Unavailable, match="TWILIO_ACCOUNT_SID"):
        none.send_message(to=PHONE, body="Which day?", status_callback=CALLBACK)


def test_the_newest_token_calls_the_api_while_tokens_rotate(settings: Settings, double: TwilioDouble) -> None:
    settings.TWILIO_ACCOUNT_SID, settings.TWILIO_NUMBER = double.state.account, double.state.number
    settings.TWILIO_AUTH_TOKEN, settings.TWILIO_API_URL = [double.state.token, "older"], double.url
    assert twilio_gateway().send_message(to=PHONE, body="Which day?", status_callback=CALLBACK).startswith("SM")
