"""The demo's phone on a page."""

import io
import re
from html import unescape
from pathlib import Path

import av
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from reports.alerts.roster import begin_duty
from reports.intake.receipt import find_in
from reports.models import Alert, Tip
from reports.phone.calls.wording import spoken
from tests.alerts.conftest import danger, pass_time
from tests.alerts.phones import keep_number
from tests.conftest import House
from tests.phone.conftest import from_the_static_files
from tests.twilio_double import TwilioDouble, tone
from tests.twilio_double.sounding import joined

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
    assert page.get(f"{PAGE}/CA/0-1.mp3").status_code == 404


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_form_that_cannot_be_read_is_refused_and_leaves_no_trace_in_the_log(
    page: Client, settings: Settings, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    settings.STANDALONE = True
    assert page.generic("POST", PAGE, b"body=" + b"x" * 11_000_000, kind).status_code == 400
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
    twilio.send(to=PHONE["number"], body="Which day?\nThank you.", direction="outbound-api", callback="")
    assert "Which day?\nThank you." in send(page, do="look")


@pytest.mark.django_db(transaction=True)  # the webhooks come from the double's own thread
def test_a_call_is_walked_through_with_buttons_and_can_be_read(twilio: TwilioDouble, page: Client) -> None:
    html = send(page, do="call", withheld="on")
    call = call_on(html)
    assert "hang up and call 9 1 1" in html
    assert 'value="press:1"' in html
    html = send(page, do="press:3", call=call)
    assert '<p lang="fr">' in html
    assert spoken()["fr"].sentences["menu"] in unescape(html)
    send(page, do="press:2", call=call)
    html = send(page, do="wait", call=call)
    assert "speak now" in html
    assert '<option value="fr" selected>' in html
    send(page, do="speak:#", call=call, sample="fr")
    html = send(page, do="press:2", call=call)
    tip = Tip.objects.get()
    assert (tip.channel, tip.language) == ("call", "fr")
    html = send(page, do="wait", call=call)
    assert re.search(r">\d \d \d \d<", html), "the first four digits of the receipt"
    assert "The call is over" in send(page, do="hangup", call=call)
    assert all(len(one.data) > 16_000 for one in twilio.state.recordings.values()), (
        "somebody spoke for a second or more"
    )


@pytest.mark.django_db(transaction=True)
def test_a_turn_is_one_sound_that_a_browser_plays(twilio: TwilioDouble, page: Client) -> None:
    html = send(page, do="call")
    found = re.search(r'<audio id="sound" controls autoplay src="([^"]+)"', html)
    assert found
    answer = page.get(found[1])
    assert answer["Content-Type"] == "audio/mpeg"
    files = [one.words for one in twilio.pocket.calls[call_on(html)].heard]
    assert answer.content == b"".join(from_the_static_files(one) for one in files)
    with av.open(io.BytesIO(answer.content)) as sound:
        assert sound.streams.audio[0].rate == 8000
    assert page.get(found[1].replace(call_on(html), "CA" + "0" * 32)).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_keys_of_one_answer_are_gathered_and_many_may_come_at_once(twilio: TwilioDouble, page: Client) -> None:
    call = call_on(send(page, do="call"))
    send(page, do="press:1", call=call)
    send(page, do="press:3", call=call)
    assert "Pressed so far: 12" in [send(page, do=f"press:{key}", call=call) for key in "12"][-1]
    html = send(page, do="keys", keys="34 5678", call=call)
    assert "(pressed 1 2 3 4 5 6 7 8)" in html
    assert spoken()["en"].sentences["group_3"] in send(page, do="wait", call=call)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("left_behind", ["taken", "not_taken", "speak:#"])
def test_a_button_of_a_page_that_was_left_behind_does_nothing_and_the_call_goes_on(
    twilio: TwilioDouble, page: Client, left_behind: str
) -> None:
    call = call_on(send(page, do="call"))
    html = send(page, do=left_behind, call=call, sample="en")
    assert (call_on(html), "does not answer" in html, "You:" in html) == (call, False, False)
    assert spoken()["en"].sentences["menu"] in send(page, do="press:1", call=call)


@pytest.mark.django_db(transaction=True)
def test_a_voice_of_ones_own_becomes_the_recording_and_what_is_no_sound_is_refused(
    twilio: TwilioDouble, page: Client
) -> None:
    call = call_on(send(page, do="call"))
    for key in "121":
        html = send(page, do=f"press:{key}", call=call)
    assert "speak now" in html
    refused = page.post(PAGE, {**PHONE, "call": call, "do": "speak:#", "voice": SimpleUploadedFile("v", b"no sound")})
    assert "holds no sound" in refused.text
    assert "speak now" in refused.text
    page.post(PAGE, {**PHONE, "call": call, "do": "speak:#", "voice": SimpleUploadedFile("v", tone(3.0))})
    empty = page.post(PAGE, {**PHONE, "call": call, "do": "look", "voice": SimpleUploadedFile("v", b"")}).text
    assert call_on(empty) == call, "a mistake in the form does not end the call"
    (recording,) = twilio.state.recordings.values()
    assert (recording.seconds, recording.data[:4]) == (3, b"RIFF")


@pytest.mark.django_db(transaction=True)  # the webhooks come from the double's own thread
def test_the_number_stands_in_no_address_and_no_cookie(twilio: TwilioDouble, page: Client) -> None:
    answer = page.post(PAGE, {**PHONE, "do": "call"})
    assert not answer.cookies
    assert not re.search(r'(?:href|action|src)="[^"]*1758', answer.content.decode())


def test_only_this_page_may_play_by_itself_run_its_script_and_hear_a_microphone(
    page: Client, settings: Settings
) -> None:
    settings.STANDALONE = True
    answer = page.get(PAGE)
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert "autoplay=(self), microphone=(self)" in answer["Permissions-Policy"]
    other = page.get("/en/")
    assert "script-src 'none'" in other["Content-Security-Policy"]
    assert "autoplay=()" in other["Permissions-Policy"]


def test_a_forgotten_call_and_a_silent_network_are_said_plainly(
    twilio: TwilioDouble, page: Client, settings: Settings
) -> None:
    assert "does not answer" in send(page, do="press:1", call="CA" + "0" * 32)
    settings.TWILIO_API_URL = "http://127.0.0.1:1"
    assert "does not answer" in send(page, do="text", body="x")


def test_without_a_speaker_what_is_only_read_is_silent_and_the_files_are_heard(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    goodbye = "/static/phone/audio/en/goodbye.mp3"
    heard = joined([("en-US", "A sentence without a file."), ("", goodbye)], from_the_static_files, with_tone=False)
    assert heard == from_the_static_files(goodbye)
    assert heard


@pytest.mark.django_db(transaction=True)
def test_an_alert_rings_the_phone_of_the_officer_on_duty(
    twilio: TwilioDouble, page: Client, settings: Settings, house: House
) -> None:
    settings.STANDALONE = True
    reid = house.officer("reid")
    keep_number("+17584840100", of=reid)
    begin_duty(officer=reid, unit=house.unit("major-crime").pk, hours=1, by=reid)
    danger()
    pass_time(0)
    officer = {"number": "+17584840100"}
    assert "something urgent waits" in send(page, **officer, do="look")
    pass_time(60)
    assert "Your phone rings" not in send(page, do="look")
    assert "Your phone rings" in send(page, **officer, do="look")
    call = call_on(answered := send(page, **officer, do="answer"))
    assert "press 1" in answered
    assert "Nobody else is called" in send(page, **officer, call=call, do="press:1")
    assert Alert.objects.get().confirmed_by == reid
